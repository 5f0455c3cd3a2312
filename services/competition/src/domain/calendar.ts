import { err, ok, type Result } from '@wsis/kernel';
import { PHASES, type Phase } from '@wsis/rule-book';
import type { CompetitionError, FieldProblem } from './competition-error.js';

export { PHASES, type Phase };

/** When a phase is meant to open and close. Both instants are known, or neither is. */
export interface PhasePlan {
  readonly phase: Phase;
  readonly opensAt: Date | null;
  readonly closesAt: Date | null;
}

/** A phase with what has become of its plan. */
export interface PhaseRecord extends PhasePlan {
  readonly openedAt: Date | null;
  readonly closedAt: Date | null;
}

/** The calendar of one edition: a record of its own, with a version of its own. */
export interface Calendar {
  readonly editionId: string;
  /** 0 until a first plan was adopted; every change by command adds one. */
  readonly version: number;
  /** One entry a phase, in the order of `PHASES`. */
  readonly phases: readonly PhaseRecord[];
}

export type CalendarChange = 'adopted' | 'opened' | 'extended' | 'closed';

export type CalendarFact =
  | {
      readonly type: 'calendar-changed';
      readonly change: CalendarChange;
      readonly reason: string;
      readonly plans: readonly PhasePlan[];
    }
  | { readonly type: 'phase-opened'; readonly phase: Phase; readonly at: Date }
  | { readonly type: 'phase-closed'; readonly phase: Phase; readonly at: Date };

/** What two persons want of the calendar. `now` is the database's clock. */
export type CalendarCommand =
  | {
      readonly type: 'change-calendar';
      readonly fromVersion: number;
      readonly plans: readonly PhasePlan[];
      readonly reason: string;
    }
  | { readonly type: 'open-phase'; readonly phase: Phase; readonly closesAt: Date | null; readonly reason: string }
  | { readonly type: 'extend-phase'; readonly phase: Phase; readonly closesAt: Date; readonly reason: string }
  | { readonly type: 'close-phase'; readonly phase: Phase; readonly reason: string };

type Decision = Result<readonly CalendarFact[], CompetitionError>;

/** Tells whether a text names a phase. */
export function isPhase(value: string): value is Phase {
  return (PHASES as readonly string[]).includes(value);
}

/** A calendar in which nothing is planned yet. */
export function emptyCalendar(editionId: string): Calendar {
  return {
    editionId,
    version: 0,
    phases: PHASES.map((phase) => ({ phase, opensAt: null, closesAt: null, openedAt: null, closedAt: null })),
  };
}

export function phaseOf(calendar: Calendar, phase: Phase): PhaseRecord {
  const found = calendar.phases.find((record) => record.phase === phase);
  if (!found) throw new Error(`The calendar of ${calendar.editionId} lacks the phase ${phase}`);
  return found;
}

/** Decides a command; what follows from it is for `evolve` to apply. */
export function decide(calendar: Calendar, command: CalendarCommand, now: Date): Decision {
  switch (command.type) {
    case 'change-calendar':
      return change(calendar, command.fromVersion, command.plans, command.reason, now);
    case 'open-phase':
      return open(calendar, command.phase, command.closesAt, command.reason, now);
    case 'extend-phase':
      return extend(calendar, command.phase, command.closesAt, command.reason, now);
    case 'close-phase':
      return close(calendar, command.phase, command.reason, now);
  }
}

export function evolve(calendar: Calendar, fact: CalendarFact): Calendar {
  switch (fact.type) {
    case 'calendar-changed':
      return {
        ...calendar,
        version: calendar.version + 1,
        phases: calendar.phases.map((record) => {
          const plan = fact.plans.find((entry) => entry.phase === record.phase);
          return plan ? { ...record, opensAt: plan.opensAt, closesAt: plan.closesAt } : record;
        }),
      };
    case 'phase-opened':
      return withPhase(calendar, fact.phase, { openedAt: fact.at });
    case 'phase-closed':
      return withPhase(calendar, fact.phase, { closedAt: fact.at });
  }
}

/** What the calendar itself has to open and close by now: the plan's instants count, not the moment of looking. */
export function dueFacts(calendar: Calendar, now: Date): readonly CalendarFact[] {
  const facts: CalendarFact[] = [];
  for (const record of calendar.phases) {
    if (!record.opensAt || !record.closesAt || record.closedAt) continue;
    if (!record.openedAt) {
      if (record.opensAt > now) continue;
      facts.push({ type: 'phase-opened', phase: record.phase, at: record.opensAt });
    }
    if (record.closesAt <= now) facts.push({ type: 'phase-closed', phase: record.phase, at: record.closesAt });
  }
  return facts;
}

function withPhase(calendar: Calendar, phase: Phase, change: Partial<PhaseRecord>): Calendar {
  return {
    ...calendar,
    phases: calendar.phases.map((record) => (record.phase === phase ? { ...record, ...change } : record)),
  };
}

function change(
  calendar: Calendar,
  fromVersion: number,
  plans: readonly PhasePlan[],
  reason: string,
  now: Date,
): Decision {
  if (fromVersion !== calendar.version) return err({ code: 'COMPETITION.CALENDAR_CHANGED', version: calendar.version });
  const problems = planProblems(calendar, plans, now);
  if (problems.length > 0) return err({ code: 'COMPETITION.CALENDAR_INVALID', problems });
  return ok([{ type: 'calendar-changed', change: 'adopted', reason, plans }]);
}

/** All that is wrong with a plan, by field and rule. */
export function planProblems(calendar: Calendar, plans: readonly PhasePlan[], now: Date): readonly FieldProblem[] {
  const problems: FieldProblem[] = [];
  const seen = new Set<Phase>();
  plans.forEach((plan, index) => {
    const at = (name: string) => `phases.${index}.${name}`;
    if (seen.has(plan.phase)) problems.push({ field: at('phase'), rule: 'duplicate' });
    seen.add(plan.phase);
    const record = phaseOf(calendar, plan.phase);
    // What has begun is moved by extension and closing only, each with its own two persons.
    if (
      record.openedAt &&
      (!sameInstant(record.opensAt, plan.opensAt) || !sameInstant(record.closesAt, plan.closesAt))
    ) {
      problems.push({ field: at('opensAt'), rule: 'alreadyOpened' });
      return;
    }
    if (record.openedAt || (!plan.opensAt && !plan.closesAt)) return;
    if (!plan.opensAt) problems.push({ field: at('opensAt'), rule: 'required' });
    else if (!plan.closesAt) problems.push({ field: at('closesAt'), rule: 'required' });
    else if (plan.closesAt <= plan.opensAt)
      problems.push({ field: at('closesAt'), rule: 'mustBeAfter', params: { other: at('opensAt') } });
    else if (plan.closesAt <= now) problems.push({ field: at('closesAt'), rule: 'mustBeFuture' });
  });
  if (problems.length > 0) return problems;
  return [...orderProblems(calendar, plans)];
}

function* orderProblems(calendar: Calendar, plans: readonly PhasePlan[]): Generator<FieldProblem> {
  let earlier: PhasePlan | undefined;
  for (const record of calendar.phases) {
    const index = plans.findIndex((plan) => plan.phase === record.phase);
    const plan = plans[index] ?? record;
    if (!plan.opensAt) continue;
    if (earlier?.opensAt && plan.opensAt < earlier.opensAt) {
      const given = index >= 0 ? index : plans.findIndex((entry) => entry.phase === earlier?.phase);
      yield { field: `phases.${given}.opensAt`, rule: 'mustBeAfter', params: { other: `${earlier.phase}.opensAt` } };
    }
    earlier = plan;
  }
}

function sameInstant(one: Date | null, other: Date | null): boolean {
  return one?.getTime() === other?.getTime();
}

function open(calendar: Calendar, phase: Phase, closesAt: Date | null, reason: string, now: Date): Decision {
  const record = phaseOf(calendar, phase);
  if (record.closedAt) return err({ code: 'COMPETITION.PHASE_CLOSED', phase });
  if (record.openedAt || (record.opensAt && record.opensAt <= now)) {
    return err({ code: 'COMPETITION.PHASE_ALREADY_OPENED', phase });
  }
  for (const earlier of calendar.phases.slice(0, PHASES.indexOf(phase))) {
    const begun = earlier.openedAt ?? (earlier.opensAt && earlier.opensAt <= now ? earlier.opensAt : null);
    if (!begun) return err({ code: 'COMPETITION.PHASE_OUT_OF_ORDER', phase, before: earlier.phase });
  }
  const closing = closesAt ?? record.closesAt;
  if (!closing)
    return err({ code: 'COMPETITION.CALENDAR_INVALID', problems: [{ field: 'closesAt', rule: 'required' }] });
  if (closing <= now) {
    return err({ code: 'COMPETITION.CALENDAR_INVALID', problems: [{ field: 'closesAt', rule: 'mustBeFuture' }] });
  }
  return ok([
    { type: 'calendar-changed', change: 'opened', reason, plans: [{ phase, opensAt: now, closesAt: closing }] },
    { type: 'phase-opened', phase, at: now },
  ]);
}

function extend(calendar: Calendar, phase: Phase, closesAt: Date, reason: string, now: Date): Decision {
  const record = phaseOf(calendar, phase);
  const refused = notOpen(record, now);
  if (refused) return err(refused);
  // Later than planned: bringing an end forward is a closing, and says so.
  if (record.closesAt && closesAt <= record.closesAt) {
    const other = record.closesAt.toISOString();
    return err({
      code: 'COMPETITION.CALENDAR_INVALID',
      problems: [{ field: 'closesAt', rule: 'mustBeAfter', params: { other } }],
    });
  }
  return ok([
    { type: 'calendar-changed', change: 'extended', reason, plans: [{ phase, opensAt: record.opensAt, closesAt }] },
  ]);
}

function close(calendar: Calendar, phase: Phase, reason: string, now: Date): Decision {
  const record = phaseOf(calendar, phase);
  const refused = notOpen(record, now);
  if (refused) return err(refused);
  return ok([
    { type: 'calendar-changed', change: 'closed', reason, plans: [{ phase, opensAt: record.opensAt, closesAt: now }] },
    { type: 'phase-closed', phase, at: now },
  ]);
}

/** A phase whose end has passed is over, also where nobody has written that down yet. */
function notOpen(record: PhaseRecord, now: Date): CompetitionError | undefined {
  const { phase } = record;
  if (record.closedAt || (record.openedAt && record.closesAt && record.closesAt <= now)) {
    return { code: 'COMPETITION.PHASE_CLOSED', phase };
  }
  return record.openedAt ? undefined : { code: 'COMPETITION.PHASE_NOT_OPEN', phase };
}
