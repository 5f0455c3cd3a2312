import { LocalRateLimits, rateLimitHeaders } from './index.js';

const minute = { name: 'per-session', burst: 10, count: 30, perSeconds: 60 };
const hour = { name: 'per-network', burst: 7, count: 100, perSeconds: 3_600 };

test('tell each limit, what is left and when it is whole again, as structured fields', () => {
  const limits = new LocalRateLimits({ nowMicros: () => 0 });
  const decision = limits.takeNow([
    { key: 's', limit: minute, cost: 3 },
    { key: 'n', limit: hour },
  ]);
  expect(rateLimitHeaders(decision)).toEqual({
    'RateLimit-Policy': '"per-session";q=10;w=20, "per-network";q=7;w=252',
    RateLimit: '"per-session";r=7;t=6, "per-network";r=6;t=36',
  });
});

test('say on a refusal when to come back, in whole seconds and never at once', () => {
  let now = 0;
  const limits = new LocalRateLimits({ nowMicros: () => now });
  limits.takeNow([{ key: 's', limit: minute, cost: 10 }]);
  expect(rateLimitHeaders(limits.takeNow([{ key: 's', limit: minute, cost: 2 }]))).toEqual({
    'RateLimit-Policy': '"per-session";q=10;w=20',
    RateLimit: '"per-session";r=0;t=20',
    'Retry-After': '4',
  });
  now = 1_999_900;
  expect(rateLimitHeaders(limits.takeNow([{ key: 's', limit: minute }]))['Retry-After']).toBe('1');
});

test('say nothing of limits that nobody counted', () => {
  expect(rateLimitHeaders({ allowed: true, retryAfterMs: 0, limits: [], countedBy: 'nobody' })).toEqual({});
  expect(rateLimitHeaders({ allowed: false, retryAfterMs: 1_000, limits: [], countedBy: 'nobody' })).toEqual({
    'Retry-After': '1',
  });
});
