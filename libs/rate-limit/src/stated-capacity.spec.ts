import fc from 'fast-check';
import { StatedCapacity } from './stated-capacity.js';
import { WaitingLine } from './waiting-line.js';

/** People who want one save each and come back when they are told to. */
function storm(options: {
  perSecond: number;
  /** How many come for the first time in each millisecond. */
  arriving: (now: number) => number;
  forMs: number;
  /** Whether somebody who was sent away comes back. */
  returns?: boolean;
}) {
  const line = new WaitingLine(2 * options.perSecond);
  const capacity = new StatedCapacity(options.perSecond, line);
  const coming = new Map<number, number[]>();
  const served: { since: number; at: number }[] = [];
  let asked = 0;
  for (let now = 1; now <= options.forMs; now += 1) {
    const here = (coming.get(now) ?? []).concat(Array.from({ length: options.arriving(now) }, () => now));
    coming.delete(now);
    for (const since of here) {
      asked += 1;
      if (since !== now) line.cameBack(now);
      if (capacity.tryTake(now - since, now)) served.push({ since, at: now });
      else {
        const back = now + 1_000 * line.sendAway(now - since, now);
        if (options.returns !== false) coming.set(back, [...(coming.get(back) ?? []), since]);
      }
    }
  }
  const waiting = [...coming.values()].flat();
  return { served, waiting, asked, line };
}

describe('a stated capacity', () => {
  it('is reached and not passed by a flood of ten times as many, none of whom comes back', () => {
    const { served } = storm({ perSecond: 200, arriving: () => 2, forMs: 30_000, returns: false });
    expect(served.length).toBeGreaterThan(200 * 30 * 0.99);
    expect(served.length).toBeLessThanOrEqual(200 * 31);
  });

  it('is reached while people come back, and is not asked by all of them all the time', () => {
    const { served, asked } = storm({ perSecond: 200, arriving: (now) => (now <= 10_000 ? 2 : 0), forMs: 60_000 });
    expect(served.filter((one) => one.at <= 20_000).length).toBeGreaterThan(200 * 20 * 0.92);
    // First comers, then about twice the capacity each second; what finds no room in the next half minute comes on top.
    expect(asked).toBeLessThan(20_000 + 550 * 60);
  });

  it('serves who came first first: nobody waits much longer than the queue was long', () => {
    const { served, waiting } = storm({ perSecond: 200, arriving: (now) => (now <= 10_000 ? 2 : 0), forMs: 180_000 });
    expect(waiting).toEqual([]);
    expect(served).toHaveLength(20_000);
    // 20,000 people at 200 a second: the last leaves after 100 s; pauses of up to 30 s between two asks come on top.
    expect(Math.max(...served.map((one) => one.at))).toBeLessThan(140_000);
    const meanWait = (from: number) => {
      const group = served.filter((one) => one.since > from && one.since <= from + 2_000);
      return group.reduce((sum, one) => sum + one.at - one.since, 0) / group.length;
    };
    expect(meanWait(0)).toBeLessThan(meanWait(4_000));
    expect(meanWait(4_000)).toBeLessThan(meanWait(8_000));
  });

  it('at one instant never lets somebody in while somebody who has waited longer is sent away', () => {
    const step = fc.record({
      pauseMs: fc.constantFrom(0, 1, 7, 250, 2_000),
      ages: fc.array(fc.nat(60_000), { minLength: 2, maxLength: 6 }),
    });
    let [admitted, refused] = [0, 0];
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 500 }),
        fc.array(step, { maxLength: 60, size: 'max' }),
        (perSecond, steps) => {
          const line = new WaitingLine(perSecond);
          const capacity = new StatedCapacity(perSecond, line);
          let now = 1_000_000;
          for (const { pauseMs, ages } of steps) {
            now += pauseMs;
            // The eldest first: whoever of them is refused, no younger one may get in at this instant.
            let shut = false;
            for (const age of [...ages].sort((a, b) => b - a)) {
              const came = capacity.tryTake(age, now);
              if (came) admitted += 1;
              else refused += 1;
              if (came && shut) throw new Error('somebody overtook an elder');
              if (!came) {
                shut = true;
                line.sendAway(age, now);
              }
            }
          }
        },
      ),
    );
    expect(Math.min(admitted, refused)).toBeGreaterThan(500);
  });

  it('lets in by the rate, whoever asks: over any span not more than the depth and what came back since', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 300 }),
        fc.array(fc.tuple(fc.nat(400), fc.nat(30_000)), { minLength: 50, maxLength: 300, size: 'max' }),
        (perSecond, asks) => {
          const capacity = new StatedCapacity(perSecond, new WaitingLine(10));
          let now = 500;
          const times: number[] = [];
          for (const [pauseMs, age] of asks) {
            now += pauseMs;
            if (capacity.tryTake(age, now)) times.push(now);
          }
          const depth = Math.max(perSecond, 2);
          const until = times.at(-1) ?? 0;
          const over = times.map((from, i) => times.length - i - depth - ((until - from) / 1_000) * perSecond);
          expect(Math.max(0, ...over)).toBeLessThan(1e-6);
        },
      ),
    );
  });

  it('keeps nothing back while nobody waits', () => {
    const line = new WaitingLine(10);
    expect(line.mustLeave(0, 5)).toBe(0);
    line.sendAway(0, 10);
    expect(line.mustLeave(0, 20)).toBe(1);
    expect(line.mustLeave(1_000, 20)).toBe(0.5);
    expect(line.mustLeave(0, 120_000)).toBe(0);
  });

  it('tells each a second that still has room, at most half a minute ahead, and knows how many wait', () => {
    const line = new WaitingLine(3);
    const pauses = Array.from({ length: 200 }, () => line.sendAway(0, 50_000));
    expect(pauses.slice(0, 7)).toEqual([1, 1, 1, 2, 2, 2, 3]);
    expect(Math.max(...pauses)).toBe(30);
    expect(line.waiting(50_000)).toBe(200);
    expect(line.waiting(51_999)).toBe(200);
    expect(line.waiting(53_000)).toBe(200 - 6);
    expect(line.waiting(500_000)).toBe(0);
  });

  it('gives away the seconds of those who do not come back, and keeps those of people who do', () => {
    const line = new WaitingLine(10);
    const due = new Map<number, number>();
    /** A hundred people are sent away in one second; gives the longest pause. */
    const second = (now: number, theyComeBack: boolean) => {
      const back = theyComeBack ? (due.get(now) ?? 0) : 0;
      for (let i = 0; i < back; i += 1) line.cameBack(now * 1_000);
      const pauses = Array.from({ length: 100 }, () => line.sendAway(0, now * 1_000));
      for (const pause of pauses) due.set(now + pause, (due.get(now + pause) ?? 0) + 1);
      return Math.max(...pauses);
    };
    for (let now = 100; now < 130; now += 1) second(now, false);
    expect(second(130, false)).toBeLessThanOrEqual(2);
    for (let now = 131; now < 160; now += 1) second(now, true);
    expect(second(160, true)).toBeGreaterThan(10);
  });

  it.each([0, -1, Number.NaN])('cannot be %d a second', (perSecond) => {
    expect(() => new StatedCapacity(perSecond, new WaitingLine(1))).toThrow('perSecond');
  });
});
