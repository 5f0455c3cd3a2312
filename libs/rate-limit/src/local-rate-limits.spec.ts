import { LocalRateLimits } from './local-rate-limits.js';
import { rateLimitsContract } from './rate-limits.contract.js';

describe('limits in process', () => {
  rateLimitsContract(() => {
    const clock = { micros: 1_000_000_000 };
    return { limits: new LocalRateLimits({ nowMicros: () => clock.micros }), clock };
  });

  it('forget the keys that were not asked for the longest, and never the one under attack', async () => {
    const limits = new LocalRateLimits({ nowMicros: () => 0, keysAtMost: 100 });
    const limit = { name: 'attack', burst: 1, count: 1, perSeconds: 60 };
    limits.takeNow([{ key: 'first', limit }]);
    const busy = { key: 'attacked', limit: { ...limit, name: 'busy', burst: 10_000 } };
    for (let i = 0; i < 5_000; i += 1) {
      expect(limits.takeNow([{ key: `k${i}`, limit }, busy]).allowed).toBe(true);
      expect(limits.size).toBeLessThanOrEqual(100);
    }
    expect(limits.takeNow([busy]).limits[0]?.remaining).toBe(10_000 - 5_001);
    expect(limits.takeNow([{ key: 'first', limit }]).allowed).toBe(true);
  });

  it('go by the clock of the process unless told', async () => {
    const limits = new LocalRateLimits();
    const limit = { name: 'slow', burst: 1, count: 1, perSeconds: 3_600 };
    expect((await limits.take([{ key: 'x', limit }])).allowed).toBe(true);
    const { allowed, retryAfterMs, countedBy } = await limits.take([{ key: 'x', limit }]);
    expect({ allowed, countedBy }).toEqual({ allowed: false, countedBy: 'process' });
    expect(retryAfterMs).toBeGreaterThan(3_500_000);
    expect(retryAfterMs).toBeLessThanOrEqual(3_600_000);
    await limits.close();
    expect(limits.size).toBe(0);
  });
});
