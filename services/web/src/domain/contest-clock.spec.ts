import { readClock, timeLeft } from './contest-clock.js';

const at = (text: string) => new Date(text);

describe('The clock of an edition', () => {
  it('counts whole days, hours and begun minutes', () => {
    expect(timeLeft(at('2026-05-01T20:59:30Z'), at('2026-05-05T21:00:00Z'))).toEqual({ days: 4, hours: 0, minutes: 1 });
    expect(timeLeft(at('2026-05-05T20:59:59Z'), at('2026-05-05T21:00:00Z'))).toEqual({ days: 0, hours: 0, minutes: 1 });
  });

  it('says nothing of time that has passed', () => {
    expect(timeLeft(at('2026-05-05T21:00:00Z'), at('2026-05-05T21:00:00Z'))).toBeUndefined();
  });

  it('names what is open and the earliest of what is planned', () => {
    const phase = (name: string, state: 'open' | 'planned' | 'unplanned' | 'closed', opens?: string) => ({
      phase: name,
      state,
      opensAt: opens === undefined ? undefined : at(opens),
      closesAt: undefined,
    });
    const clock = readClock([
      phase('submission', 'closed', '2026-01-01T00:00:00Z'),
      phase('announcement', 'planned', '2026-07-01T00:00:00Z'),
      phase('voting', 'open', '2026-04-01T00:00:00Z'),
      phase('evaluation', 'planned', '2026-05-10T00:00:00Z'),
      phase('screening', 'unplanned'),
    ]);
    expect(clock.open.map((entry) => entry.phase)).toEqual(['voting']);
    expect(clock.next?.phase).toBe('evaluation');
  });
});
