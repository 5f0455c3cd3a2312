import fc from 'fast-check';
import { AdaptiveConcurrency } from './adaptive-concurrency.js';

const SHARES = { saving: 0.4, checking: 0.2, reading: 0.3 };
type Work = keyof typeof SHARES;
const fresh = (options: { initial?: number; least?: number; most?: number } = {}) =>
  new AdaptiveConcurrency<Work>({ shares: SHARES, targetMs: 200, ...options });

/**
 * A service that does `perSecond` requests a second, one after another, in steps of a millisecond.
 * Each millisecond so many requests come; who is not let in is gone.
 */
function simulate(
  limit: AdaptiveConcurrency<Work>,
  options: { perSecond: number; seconds: number; arriving: Partial<Record<Work, number>> },
) {
  const queue: { work: Work; at: number }[] = [];
  const answered: { work: Work; at: number; tookMs: number }[] = [];
  let credit = 0;
  for (let now = 1; now <= options.seconds * 1_000; now += 1) {
    for (const [work, count] of Object.entries(options.arriving) as [Work, number][]) {
      for (let i = 0; i < count; i += 1) if (limit.partition(work).tryEnter()) queue.push({ work, at: now });
    }
    for (credit += options.perSecond / 1_000; credit >= 1 && queue.length > 0; credit -= 1) {
      const { work, at } = queue.shift() as { work: Work; at: number };
      limit.partition(work).leave(at, now);
      answered.push({ work, at: now, tookMs: now - at });
    }
    if (queue.length === 0) credit = Math.min(credit, 1);
  }
  return answered;
}

describe('adaptive concurrency', () => {
  it.each([100, 1_000, 2_000])(
    'finds what a service of %i requests a second can do under ten times that',
    (perSecond) => {
      const limit = fresh({ initial: 2_000 });
      const answered = simulate(limit, { perSecond, seconds: 45, arriving: { saving: perSecond / 100 } });
      const late = answered.filter((one) => one.at > 30_000);
      // All that the service can do is done …
      expect(late.length / 15).toBeGreaterThan(perSecond * 0.97);
      // … and what is let in is answered around the target instead of after an ever longer wait.
      const slowest = Math.max(...late.map((one) => one.tookMs));
      expect(slowest).toBeLessThan(perSecond === 100 ? 700 : 300);
      expect(slowest).toBeGreaterThan(100);
    },
  );

  it('leaves the limit alone while nobody comes near it, however slow answers are', () => {
    const limit = fresh({ initial: 500 });
    simulate(limit, { perSecond: 2, seconds: 120, arriving: {} });
    for (let now = 1_000; now < 600_000; now += 1_000) {
      limit.partition('reading').tryEnter();
      limit.partition('reading').leave(now - 900, now);
    }
    expect(limit.limit).toBe(500);
  });

  it('keeps each partition its share under a flood of another', () => {
    const limit = fresh({ initial: 100, most: 100 });
    for (let i = 0; i < 1_000; i += 1) limit.partition('reading').tryEnter();
    expect(limit.partition('reading').underWay).toBe(100);
    const entered = (work: Work) => Array.from({ length: 200 }, () => limit.partition(work).tryEnter()).filter(Boolean);
    expect(entered('saving')).toHaveLength(40);
    expect(entered('checking')).toHaveLength(20);
    expect(entered('reading')).toHaveLength(0);
    expect(limit.partition('reading').refused).toBe(900 + 200);
  });

  it('lets saving go on at its share of the capacity while readers flood', () => {
    const limit = fresh({ initial: 2_000 });
    const answered = simulate(limit, { perSecond: 1_000, seconds: 30, arriving: { reading: 20, saving: 1 } });
    const saved = answered.filter((one) => one.work === 'saving' && one.at > 15_000).length / 15;
    expect(saved).toBeGreaterThan(300);
  });

  it('never has more under way than the limit and the shares allow, and comes back to nothing', () => {
    const works = Object.keys(SHARES) as Work[];
    const step = fc.tuple(fc.constantFrom(...works), fc.boolean());
    fc.assert(
      fc.property(fc.array(step, { maxLength: 400, size: 'max' }), (steps) => {
        const limit = fresh({ initial: 30, least: 30, most: 30 });
        const inside: Work[] = [];
        for (const [work, comes] of steps) {
          const total = limit.underWay;
          const own = limit.partition(work).underWay;
          if (comes) {
            const entered = limit.partition(work).tryEnter();
            if (entered !== (total + 1 <= 30 || own + 1 <= 30 * SHARES[work])) throw new Error(`${work} at ${own}`);
            if (entered) inside.push(work);
          } else if (inside.includes(work)) {
            inside.splice(inside.indexOf(work), 1);
            limit.partition(work).leave(0, 1);
          }
          if (limit.underWay !== inside.length) throw new Error('somebody was counted twice or not at all');
        }
        for (const work of inside) limit.partition(work).takeBack();
        expect([limit.underWay, ...works.map((work) => limit.partition(work).underWay)]).toEqual([0, 0, 0, 0]);
      }),
    );
  });

  it('turns away without I/O, in less than ten microseconds', () => {
    const limit = fresh({ initial: 1, most: 1, least: 1 });
    const reading = limit.partition('reading');
    reading.tryEnter();
    // Many short rounds: on a busy machine some of them are not interrupted.
    const best = Math.min(
      ...Array.from({ length: 100 }, () => {
        const started = performance.now();
        for (let i = 0; i < 500; i += 1) reading.tryEnter();
        return performance.now() - started;
      }),
    );
    expect(best / 500).toBeLessThan(0.01);
  });

  it.each([[{ saving: 0, reading: 1 }], [{ saving: 0.7, reading: 0.4 }]])('refuses the shares %j', (shares) => {
    expect(() => new AdaptiveConcurrency({ shares, targetMs: 1 })).toThrow('shares:');
  });
});
