import {
  decide,
  dueFacts,
  emptyCalendar,
  evolve,
  type Calendar,
  type CalendarCommand,
  type PhasePlan,
} from './calendar.js';

const now = new Date('2026-03-01T12:00:00Z');
const hours = (n: number) => new Date(now.getTime() + n * 3_600_000);
const plan = (phase: PhasePlan['phase'], from: number, to: number): PhasePlan => ({
  phase,
  opensAt: hours(from),
  closesAt: hours(to),
});
const adopt = (plans: readonly PhasePlan[], fromVersion = 0): CalendarCommand => ({
  type: 'change-calendar',
  fromVersion,
  plans,
  reason: 'the plan of the year',
});

function given(...steps: (CalendarCommand | { at: number })[]): Calendar {
  return steps.reduce<Calendar>((calendar, step) => {
    if ('at' in step) return dueFacts(calendar, hours(step.at)).reduce(evolve, calendar);
    const decision = decide(calendar, step, now);
    if (!decision.ok) throw new Error(JSON.stringify(decision.error));
    return decision.value.reduce(evolve, calendar);
  }, emptyCalendar('demo'));
}

const phase = (calendar: Calendar, name: string) => calendar.phases.find((record) => record.phase === name);

describe('the calendar of an edition', () => {
  it('takes a plan and counts its versions', () => {
    const calendar = given(adopt([plan('submission', 1, 2)]), adopt([plan('submission', 1, 3)], 1));
    expect(calendar.version).toBe(2);
    expect(phase(calendar, 'submission')).toMatchObject({ opensAt: hours(1), closesAt: hours(3), openedAt: null });
  });

  it('refuses a phase that ends before it starts, and names field and rule', () => {
    const decision = decide(emptyCalendar('demo'), adopt([plan('submission', 1, 2), plan('voting', 5, 4)]), now);
    expect(decision).toEqual({
      ok: false,
      error: {
        code: 'COMPETITION.CALENDAR_INVALID',
        problems: [{ field: 'phases.1.closesAt', rule: 'mustBeAfter', params: { other: 'phases.1.opensAt' } }],
      },
    });
  });

  it.each<[string, readonly PhasePlan[], { field: string; rule: string }]>([
    [
      'an end without a start',
      [{ phase: 'voting', opensAt: null, closesAt: hours(1) }],
      { field: 'phases.0.opensAt', rule: 'required' },
    ],
    [
      'a start without an end',
      [{ phase: 'voting', opensAt: hours(1), closesAt: null }],
      { field: 'phases.0.closesAt', rule: 'required' },
    ],
    [
      'a phase named twice',
      [plan('voting', 1, 2), plan('voting', 1, 3)],
      { field: 'phases.1.phase', rule: 'duplicate' },
    ],
    ['an end in the past', [plan('voting', -3, -1)], { field: 'phases.0.closesAt', rule: 'mustBeFuture' }],
    [
      'a vote that opens before the screening',
      [plan('screening', 3, 4), plan('voting', 2, 9)],
      { field: 'phases.1.opensAt', rule: 'mustBeAfter' },
    ],
  ])('refuses %s', (_, plans, problem) => {
    expect(decide(emptyCalendar('demo'), adopt(plans), now)).toMatchObject({
      ok: false,
      error: { code: 'COMPETITION.CALENDAR_INVALID', problems: [expect.objectContaining(problem)] },
    });
  });

  it('compares the order with phases that the change leaves alone', () => {
    const calendar = given(adopt([plan('screening', 5, 6)]));
    expect(decide(calendar, adopt([plan('submission', 7, 8)], 1), now)).toMatchObject({
      ok: false,
      error: { problems: [{ field: 'phases.0.opensAt', rule: 'mustBeAfter' }] },
    });
  });

  it('refuses a change made from an older version', () => {
    const calendar = given(adopt([plan('submission', 1, 2)]));
    expect(decide(calendar, adopt([plan('submission', 1, 3)], 0), now)).toEqual({
      ok: false,
      error: { code: 'COMPETITION.CALENDAR_CHANGED', version: 1 },
    });
  });

  it('opens and closes by its own instants, each once', () => {
    const planned = given(adopt([plan('submission', 1, 2), plan('screening', 2, 3)]));
    expect(dueFacts(planned, hours(0))).toEqual([]);
    expect(dueFacts(planned, hours(1))).toEqual([{ type: 'phase-opened', phase: 'submission', at: hours(1) }]);
    const open = given(adopt([plan('submission', 1, 2), plan('screening', 2, 3)]), { at: 1 });
    expect(dueFacts(open, hours(1.5))).toEqual([]);
    expect(dueFacts(open, hours(2))).toEqual([
      { type: 'phase-closed', phase: 'submission', at: hours(2) },
      { type: 'phase-opened', phase: 'screening', at: hours(2) },
    ]);
  });

  it('opens and closes a phase that passed while nobody looked', () => {
    const planned = given(adopt([plan('submission', 1, 2)]));
    expect(dueFacts(planned, hours(9)).map((fact) => fact.type)).toEqual(['phase-opened', 'phase-closed']);
    expect(dueFacts(given(adopt([plan('submission', 1, 2)]), { at: 9 }), hours(10))).toEqual([]);
  });

  it('opens now by command, at the instant of the database', () => {
    const calendar = given({ type: 'open-phase', phase: 'submission', closesAt: hours(4), reason: 'all is ready' });
    expect(phase(calendar, 'submission')).toMatchObject({ opensAt: now, closesAt: hours(4), openedAt: now });
    expect(calendar.version).toBe(1);
  });

  it('opens no phase before the phases in front of it', () => {
    const command: CalendarCommand = { type: 'open-phase', phase: 'voting', closesAt: hours(4), reason: 'a haste' };
    expect(decide(emptyCalendar('demo'), command, now)).toEqual({
      ok: false,
      error: { code: 'COMPETITION.PHASE_OUT_OF_ORDER', phase: 'voting', before: 'submission' },
    });
  });

  it('asks for an end where none is planned', () => {
    const command: CalendarCommand = {
      type: 'open-phase',
      phase: 'submission',
      closesAt: null,
      reason: 'all is ready',
    };
    expect(decide(emptyCalendar('demo'), command, now)).toMatchObject({
      error: { problems: [{ field: 'closesAt', rule: 'required' }] },
    });
  });

  it('extends an open phase, and only to a later end', () => {
    const open = given(adopt([plan('submission', 1, 2)]), { at: 1 });
    const extension = (to: number): CalendarCommand => ({
      type: 'extend-phase',
      phase: 'submission',
      closesAt: hours(to),
      reason: 'a storm cut the lines',
    });
    expect(decide(open, extension(2), hours(1.5))).toMatchObject({
      error: { problems: [{ field: 'closesAt', rule: 'mustBeAfter' }] },
    });
    expect(decide(open, extension(5), hours(1.5))).toMatchObject({
      ok: true,
      value: [{ change: 'extended', plans: [{ phase: 'submission', opensAt: hours(1), closesAt: hours(5) }] }],
    });
  });

  it('extends nothing whose end has passed, also before the closing was written down', () => {
    const open = given(adopt([plan('submission', 1, 2)]), { at: 1 });
    const late: CalendarCommand = { type: 'extend-phase', phase: 'submission', closesAt: hours(5), reason: 'too late' };
    expect(decide(open, late, hours(2))).toMatchObject({ error: { code: 'COMPETITION.PHASE_CLOSED' } });
  });

  it('moves nothing that has opened by a change of the plan', () => {
    const open = given(adopt([plan('submission', 1, 2)]), { at: 1 });
    expect(decide(open, adopt([plan('submission', 1, 9)], 1), hours(1.5))).toMatchObject({
      error: { problems: [{ field: 'phases.0.opensAt', rule: 'alreadyOpened' }] },
    });
  });

  it('closes an open phase at once, and only an open one', () => {
    const open = given(adopt([plan('submission', 1, 2)]), { at: 1 });
    const command: CalendarCommand = { type: 'close-phase', phase: 'submission', reason: 'all is in' };
    expect(decide(open, command, hours(1.5))).toMatchObject({
      value: [{ change: 'closed' }, { type: 'phase-closed', at: hours(1.5) }],
    });
    expect(decide(emptyCalendar('demo'), command, now)).toMatchObject({
      error: { code: 'COMPETITION.PHASE_NOT_OPEN' },
    });
  });
});
