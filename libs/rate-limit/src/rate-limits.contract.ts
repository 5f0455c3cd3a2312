import fc from 'fast-check';
import type { Limit, RateLimits, TakeRequest } from './rate-limits.js';

const SECOND = 1_000_000;

export interface LimitsUnderTest {
  readonly limits: RateLimits;
  /** The clock that they go by, in microseconds. */
  readonly clock: { micros: number };
}

/**
 * The reference: the leaky bucket of ITU-T I.371 annex A, the other form of the same algorithm, in exact integers.
 * A bucket drains by one each microsecond; a unit pours in the interval; what would spill is refused.
 */
class LeakyBuckets {
  readonly #buckets = new Map<string, { level: bigint; at: bigint }>();

  take(requests: readonly TakeRequest[], nowMicros: number): { allowed: boolean; remaining: number[] } {
    const now = BigInt(nowMicros);
    const levels = new Map<string, bigint>();
    const level = (id: string) => {
      const bucket = this.#buckets.get(id);
      if (!bucket) return 0n;
      const left = bucket.level - (now - bucket.at);
      return left > 0n ? left : 0n;
    };
    let allowed = true;
    for (const request of requests) {
      const id = idOf(request);
      const poured = (levels.get(id) ?? level(id)) + intervalOf(request.limit) * BigInt(request.cost ?? 1);
      levels.set(id, poured);
      if (poured > intervalOf(request.limit) * BigInt(request.limit.burst)) allowed = false;
    }
    if (allowed) for (const [id, poured] of levels) this.#buckets.set(id, { level: poured, at: now });
    const remaining = requests.map((request) => {
      const interval = intervalOf(request.limit);
      return Number((interval * BigInt(request.limit.burst) - level(idOf(request))) / interval);
    });
    return { allowed, remaining };
  }
}

const idOf = ({ key, limit }: TakeRequest) => `${limit.name} ${key}`;
const intervalOf = (limit: Limit) => BigInt(Math.ceil((limit.perSeconds * SECOND) / limit.count));

let unique = 0;
/** Names never come twice, so that a Redis used by others does not disturb. */
const freshKey = () => `${process.pid}-${Date.now()}-${(unique += 1)}`;

/** What every implementation keeps to. */
export function rateLimitsContract(make: () => LimitsUnderTest): void {
  let limits: RateLimits;
  let clock: { micros: number };
  const perMinute: Limit = { name: 'per-minute', burst: 3, count: 6, perSeconds: 60 };

  beforeAll(() => {
    ({ limits, clock } = make());
  });

  afterAll(async () => {
    await limits.close();
  });

  it('give a rested key its burst at once, then one each interval', async () => {
    const key = freshKey();
    const request = { key, limit: perMinute };
    for (const remaining of [2, 1, 0]) {
      expect(await limits.take([request])).toMatchObject({
        allowed: true,
        retryAfterMs: 0,
        limits: [{ name: 'per-minute', remaining }],
      });
    }
    expect(await limits.take([request])).toMatchObject({
      allowed: false,
      retryAfterMs: 10_000,
      limits: [{ remaining: 0, resetMs: 30_000 }],
    });
    clock.micros += 10 * SECOND - 1;
    expect(await limits.take([request])).toMatchObject({ allowed: false, retryAfterMs: 1 });
    clock.micros += 1;
    expect(await limits.take([request])).toMatchObject({ allowed: true });
    expect(await limits.take([request])).toMatchObject({ allowed: false, retryAfterMs: 10_000 });
  });

  it('give a forgotten key its whole burst back, and no other key', async () => {
    const [spent, other] = [freshKey(), freshKey()];
    for (const key of [spent, other]) await limits.take([{ key, limit: perMinute, cost: 3 }]);
    expect(await limits.forget([{ key: spent, limit: perMinute }])).toBe(true);
    expect(await limits.take([{ key: spent, limit: perMinute, cost: 3 }])).toMatchObject({ allowed: true });
    expect(await limits.take([{ key: other, limit: perMinute }])).toMatchObject({ allowed: false });
    expect(await limits.forget([])).toBe(true);
  });

  it('never save up more than the burst', async () => {
    const key = freshKey();
    await limits.take([{ key, limit: perMinute, cost: 3 }]);
    clock.micros += 3_600 * SECOND;
    let given = 0;
    while ((await limits.take([{ key, limit: perMinute }])).allowed) given += 1;
    expect(given).toBe(3);
  });

  it('take nothing anywhere when one of several limits refuses', async () => {
    const key = freshKey();
    const wide: Limit = { name: 'wide', burst: 100, count: 100, perSeconds: 60 };
    const narrow: Limit = { name: 'narrow', burst: 1, count: 1, perSeconds: 60 };
    await limits.take([{ key, limit: narrow }]);
    for (let i = 0; i < 5; i += 1) {
      const refused = await limits.take([
        { key, limit: wide },
        { key, limit: narrow },
      ]);
      expect(refused).toMatchObject({
        allowed: false,
        limits: [
          { name: 'wide', remaining: 100, resetMs: 0 },
          { name: 'narrow', remaining: 0 },
        ],
      });
    }
    expect(await limits.take([{ key, limit: wide }])).toMatchObject({ allowed: true, limits: [{ remaining: 99 }] });
  });

  it('count a key that comes twice in one call twice', async () => {
    const key = freshKey();
    const request = { key, limit: perMinute };
    expect(await limits.take([request, request, request, request])).toMatchObject({ allowed: false });
    expect(await limits.take([request, request, request])).toMatchObject({ allowed: true });
    expect(await limits.take([request])).toMatchObject({ allowed: false });
  });

  it('keep keys and names apart', async () => {
    const [one, two] = [freshKey(), freshKey()];
    await limits.take([{ key: one, limit: perMinute, cost: 3 }]);
    expect((await limits.take([{ key: two, limit: perMinute }])).allowed).toBe(true);
    expect((await limits.take([{ key: one, limit: { ...perMinute, name: 'other' } }])).allowed).toBe(true);
    expect((await limits.take([{ key: one, limit: perMinute }])).allowed).toBe(false);
  });

  it('look without taking when the cost is nothing', async () => {
    const key = freshKey();
    await limits.take([{ key, limit: perMinute }]);
    for (let i = 0; i < 3; i += 1) {
      expect(await limits.take([{ key, limit: perMinute, cost: 0 }])).toMatchObject({
        allowed: true,
        limits: [{ remaining: 2, resetMs: 10_000 }],
      });
    }
  });

  it('lock nobody out for longer than the burst when the clock is set back or the limit made smaller', async () => {
    const key = freshKey();
    await limits.take([{ key, limit: { ...perMinute, burst: 300 }, cost: 300 }]);
    clock.micros += 1;
    expect(await limits.take([{ key, limit: perMinute }])).toMatchObject({ allowed: false, retryAfterMs: 10_000 });
    clock.micros -= 3_600 * SECOND;
    expect(await limits.take([{ key, limit: perMinute }])).toMatchObject({ allowed: false, retryAfterMs: 10_000 });
    clock.micros += 3_600 * SECOND;
  });

  it('with many that take at once give exactly the burst', async () => {
    const key = freshKey();
    const limit: Limit = { name: 'at-once', burst: 25, count: 1, perSeconds: 3_600 };
    const decisions = await Promise.all(Array.from({ length: 200 }, () => limits.take([{ key, limit }])));
    expect(decisions.filter((decision) => decision.allowed)).toHaveLength(25);
  });

  it('allow a call with no limits', async () => {
    expect(await limits.take([])).toMatchObject({ allowed: true, limits: [] });
  });

  it.each([
    [{ limit: { ...perMinute, burst: 0 } }, 'limit.burst: expected a whole number of at least 1 in per-minute, got 0'],
    [
      { limit: { ...perMinute, count: 1.5 } },
      'limit.count: expected a whole number of at least 1 in per-minute, got 1.5',
    ],
    [{ limit: { ...perMinute, perSeconds: 0 } }, 'limit.perSeconds: expected more than 0 in per-minute, got 0'],
    [
      { limit: { ...perMinute, perSeconds: Number.NaN } },
      'limit.perSeconds: expected more than 0 in per-minute, got NaN',
    ],
    [{ limit: { ...perMinute, name: 'Per "minute"' } }, 'limit.name: expected lower-case letters'],
    [
      { limit: { ...perMinute, burst: 10_000_000 } },
      'limit.burst: the burst of per-minute would take more than 400 days to come back',
    ],
    [{ cost: 4 }, 'cost: expected a whole number from 0 to the burst 3 of per-minute, got 4'],
    [{ cost: -1 }, 'cost: expected a whole number from 0 to the burst 3 of per-minute, got -1'],
    [{ key: '' }, 'key: the limit per-minute needs one'],
  ])('refuse %j by name', async (change, message) => {
    await expect(limits.take([{ key: 'x', limit: perMinute, ...change }])).rejects.toThrow(message);
  });

  it('decide as the reference does, whatever happens in whatever order', async () => {
    const policy = fc.record({
      name: fc.constantFrom('a', 'b'),
      burst: fc.integer({ min: 1, max: 6 }),
      count: fc.integer({ min: 1, max: 7 }),
      perSeconds: fc.constantFrom(0.5, 1, 3, 10, 60),
    });
    const history = fc.tuple(policy, policy).chain(([first, second]) => {
      // One name, one limit: a limit that changes under way is another test.
      const policies = [
        { ...first, name: 'a' },
        { ...second, name: 'b' },
      ];
      const request = fc.record({ which: fc.nat(1), key: fc.constantFrom('x', 'y'), share: fc.nat(99) });
      const step = fc.record({
        requests: fc.array(request, { minLength: 1, maxLength: 3 }),
        // Often nothing or a hair, so that many steps fall right at the edge.
        pauseMicros: fc.oneof(
          { weight: 4, arbitrary: fc.constantFrom(0, 1, 1_000, 500_000, SECOND) },
          { weight: 1, arbitrary: fc.nat(20 * SECOND) },
        ),
      });
      return fc.array(step, { minLength: 1, maxLength: 40, size: 'max' }).map((steps) => ({ policies, steps }));
    });
    let refused = 0;
    let admitted = 0;
    await fc.assert(
      fc.asyncProperty(history, async ({ policies, steps }) => {
        const reference = new LeakyBuckets();
        const run = freshKey();
        for (const step of steps) {
          clock.micros += step.pauseMicros;
          const requests = step.requests.map(({ which, key, share }): TakeRequest => {
            const limit = policies[which] as Limit;
            return { key: `${run}-${key}`, limit, cost: share < 70 ? 1 : share % (limit.burst + 1) };
          });
          const expected = reference.take(requests, clock.micros);
          const decision = await limits.take(requests);
          expect({ allowed: decision.allowed, remaining: decision.limits.map((limit) => limit.remaining) }).toEqual(
            expected,
          );
          if (decision.allowed) admitted += 1;
          else refused += 1;
          expect(decision.retryAfterMs > 0).toBe(!decision.allowed);
        }
      }),
      { numRuns: 150 },
    );
    // Histories that never reach a limit would prove nothing.
    expect(Math.min(refused, admitted)).toBeGreaterThan(200);
  });
}
