import { VoteHealth, together, type IntakeFigures } from './vote-health.js';
import type { LedgerHeadView } from './views.js';

const figures = (change: Partial<IntakeFigures> = {}): IntakeFigures => ({
  waiting: 0,
  oldestWaitingMs: 0,
  lastBatch: { size: 0, milliseconds: 0 },
  refusals: {},
  ...change,
});
const head = { edition: 'e-1', state: 'open', accepted: 7 } as LedgerHeadView;

describe('voting health', () => {
  it('adds up what wait and were refused in all processes', () => {
    expect(
      together(
        figures({ waiting: 2, oldestWaitingMs: 5, lastBatch: { size: 3, milliseconds: 9 }, refusals: { B: 1 } }),
        [
          figures({
            waiting: 4,
            oldestWaitingMs: 11,
            lastBatch: { size: 8, milliseconds: 4 },
            refusals: { A: 2, B: 3 },
          }),
          figures(),
        ],
      ),
    ).toEqual({
      waiting: 6,
      oldestWaitingMs: 11,
      lastBatch: { size: 8, milliseconds: 4 },
      refusals: { A: 2, B: 4 },
    });
  });

  function health(edition: LedgerHeadView | undefined) {
    const looks: string[] = [];
    const clock = { ms: 0 };
    const one = new VoteHealth(
      {
        head: async (id) => {
          looks.push(id);
          if (id === 'broken') throw new Error('away');
          return edition;
        },
      },
      { others: async () => [figures({ waiting: 1 })] },
      'own',
      () => figures({ waiting: 2 }),
      () => clock.ms,
    );
    return { one, looks, clock };
  }

  it('looks once a second, however many ask', async () => {
    const { one, looks, clock } = health(head);
    const answers = await Promise.all(Array.from({ length: 100 }, () => one.of('e-1')));
    expect(answers.at(-1)).toMatchObject({ accepted: 7, waiting: 3 });
    clock.ms = 999;
    await one.of('e-1');
    expect(looks).toHaveLength(1);
    clock.ms = 1_000;
    await one.of('e-1');
    expect(looks).toHaveLength(2);
  });

  it('remembers neither an edition that is not there nor a failure', async () => {
    const { one, looks } = health(undefined);
    expect(await one.of('no-such')).toBeUndefined();
    expect(await one.of('no-such')).toBeUndefined();
    await expect(one.of('broken')).rejects.toThrow('away');
    await expect(one.of('broken')).rejects.toThrow('away');
    expect(looks).toEqual(['no-such', 'no-such', 'broken', 'broken']);
  });
});
