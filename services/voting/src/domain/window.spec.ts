import { graceUntilMs, moveWindow, type VoteWindow } from './window.js';

const window = (change: Partial<VoteWindow> = {}): VoteWindow => ({
  opensAtMs: 1_000,
  closesAtMs: 9_000,
  graceSeconds: 0,
  closedAtMs: undefined,
  calendarVersion: 3,
  ...change,
});

describe('the window of the vote', () => {
  it.each([
    [
      'an extension of an open vote',
      window(),
      { kind: 'planned', calendarVersion: 4, opensAtMs: 1_000, closesAtMs: 20_000 },
      5_000,
      { opensAtMs: 1_000, closesAtMs: 20_000, calendarVersion: 4 },
    ],
    [
      'a close planned for the past, which is now',
      window(),
      { kind: 'planned', calendarVersion: 4, opensAtMs: 1_000, closesAtMs: 2_000 },
      5_000,
      { opensAtMs: 1_000, closesAtMs: 5_000, calendarVersion: 4 },
    ],
    [
      'an opening planned later, which leaves an open vote open',
      window(),
      { kind: 'planned', calendarVersion: 4, opensAtMs: 7_000, closesAtMs: 9_000 },
      5_000,
      { opensAtMs: 1_000, closesAtMs: 9_000, calendarVersion: 4 },
    ],
    [
      'an opening planned later, before the vote is open',
      window(),
      { kind: 'planned', calendarVersion: 4, opensAtMs: 7_000, closesAtMs: 9_000 },
      500,
      { opensAtMs: 7_000, closesAtMs: 9_000, calendarVersion: 4 },
    ],
    [
      'an opening by command',
      window({ opensAtMs: undefined }),
      { kind: 'opened', calendarVersion: 3, atMs: 400 },
      500,
      { opensAtMs: 400, closesAtMs: 9_000, calendarVersion: 3 },
    ],
    [
      'a closing by command, told late',
      window(),
      { kind: 'closed', calendarVersion: 3, atMs: 4_000 },
      5_000,
      { opensAtMs: 1_000, closesAtMs: 5_000, calendarVersion: 3 },
    ],
    [
      'a closing before the opening',
      window(),
      { kind: 'closed', calendarVersion: 3, atMs: 500 },
      500,
      { opensAtMs: 500, closesAtMs: 500, calendarVersion: 3 },
    ],
  ] as const)('records %s', (_, before, change, now, after) => {
    expect(moveWindow(before, change, now)).toEqual({ ok: true, value: after });
  });

  it.each([
    [
      'an extension at the instant of the close',
      window(),
      { kind: 'planned', calendarVersion: 4, opensAtMs: 1_000, closesAtMs: 20_000 },
      9_000,
      'closed',
    ],
    [
      'anything once the ledger is closed',
      window({ closedAtMs: 1 }),
      { kind: 'planned', calendarVersion: 9, opensAtMs: 1, closesAtMs: 2 },
      10,
      'closed',
    ],
    [
      'the calendar that is in force',
      window(),
      { kind: 'planned', calendarVersion: 3, opensAtMs: 1, closesAtMs: 20_000 },
      5_000,
      'superseded',
    ],
    ['an opening of an open vote', window(), { kind: 'opened', calendarVersion: 3, atMs: 4_000 }, 5_000, 'superseded'],
    [
      'a closing of an earlier calendar',
      window(),
      { kind: 'closed', calendarVersion: 2, atMs: 4_000 },
      5_000,
      'superseded',
    ],
  ] as const)('refuses %s', (_, before, change, now, reason) => {
    expect(moveWindow(before, change, now)).toEqual({ ok: false, error: reason });
  });

  it('ends the grace so many seconds after the close', () => {
    expect(graceUntilMs({ closesAtMs: 9_000, graceSeconds: 3 })).toBe(12_000);
    expect(graceUntilMs({ closesAtMs: undefined, graceSeconds: 3 })).toBeUndefined();
  });
});
