import { consequencesOf, type CalendarEffect, type PhaseTimes } from './calendar-effect.js';

const at = (text: string) => new Date(`2026-${text}Z`);
const times = (opens?: string, closes?: string): PhaseTimes => ({
  opensAt: opens === undefined ? undefined : at(opens),
  closesAt: closes === undefined ? undefined : at(closes),
});
const NOW = at('04-01T10:00:00');
const effect = (more: Partial<CalendarEffect>): CalendarEffect => ({
  now: NOW,
  changes: [],
  opens: undefined,
  closes: undefined,
  ...more,
});

describe('What follows from a change of the calendar', () => {
  it('is, for a vote that opens now: the mail at once, the reminders before its end, and the count after it', () => {
    const change = {
      phase: 'voting',
      before: times('04-10T08:00:00', '04-20T08:00:00'),
      after: times('04-01T10:00:00', '04-20T08:00:00'),
    };
    expect(consequencesOf(effect({ changes: [change], opens: 'voting' }), [72, 24, 1_000])).toEqual({
      turns: [
        { at: undefined, phase: 'voting', turn: 'opening' },
        { at: at('04-20T08:00:00'), phase: 'voting', turn: 'closing' },
      ],
      mails: [
        { at: undefined, mail: 'voteOpened' },
        { at: at('04-17T08:00:00'), mail: 'ballotReminder' },
        { at: at('04-19T08:00:00'), mail: 'ballotReminder' },
      ],
      remindersStop: false,
      runs: ['phases', 'count'],
    });
  });

  it('is, for a vote that closes now: the count, and no reminder any more', () => {
    const change = {
      phase: 'voting',
      before: times('03-01T08:00:00', '04-20T08:00:00'),
      after: times('03-01T08:00:00', '04-01T10:00:00'),
    };
    expect(consequencesOf(effect({ changes: [change], closes: 'voting' }), [72])).toEqual({
      turns: [{ at: undefined, phase: 'voting', turn: 'closing' }],
      mails: [],
      remindersStop: true,
      runs: ['count'],
    });
  });

  it('is, for a vote that goes on for longer: the later end, and reminders before that', () => {
    const change = {
      phase: 'voting',
      before: times('03-01T08:00:00', '04-02T08:00:00'),
      after: times('03-01T08:00:00', '04-09T08:00:00'),
    };
    expect(consequencesOf(effect({ changes: [change] }), [24])).toMatchObject({
      turns: [
        { at: undefined, turn: 'extension' },
        { at: at('04-09T08:00:00'), turn: 'closing' },
      ],
      mails: [{ at: at('04-08T08:00:00'), mail: 'ballotReminder' }],
    });
  });

  it('is, for dates of what has not begun, each instant that moves, and no mail of phases that send none', () => {
    const changes = [
      { phase: 'submission', before: times(), after: times('05-01T08:00:00', '06-01T08:00:00') },
      {
        phase: 'screening',
        before: times('06-02T08:00:00', '07-01T08:00:00'),
        after: times('06-02T08:00:00', '07-09T08:00:00'),
      },
      { phase: 'announcement', before: times('09-01T08:00:00', '09-02T08:00:00'), after: times() },
    ];
    expect(consequencesOf(effect({ changes }), [24])).toEqual({
      turns: [
        { at: undefined, phase: 'announcement', turn: 'unset' },
        { at: at('05-01T08:00:00'), phase: 'submission', turn: 'opening' },
        { at: at('06-01T08:00:00'), phase: 'submission', turn: 'closing' },
        { at: at('07-09T08:00:00'), phase: 'screening', turn: 'closing' },
      ],
      mails: [],
      remindersStop: false,
      runs: ['phases', 'links'],
    });
  });
});
