import { ok, type Result } from '@wsis/kernel';
import {
  decide,
  evolve,
  phaseOf,
  type Calendar,
  type CalendarCommand,
  type Phase,
  type PhasePlan,
} from './calendar.js';
import type { CompetitionError } from './competition-error.js';

/** What a command would do, as it can be shown before anybody agrees to it. */
export interface CalendarEffect {
  /** The instant for which it was worked out: that of the approval is still to come. */
  readonly now: Date;
  /** The phases whose dates would be others. */
  readonly changes: readonly { readonly phase: Phase; readonly before: PhasePlan; readonly after: PhasePlan }[];
  /** What opens or closes at the instant of the approval. */
  readonly opens: Phase | null;
  readonly closes: Phase | null;
}

/** Works out what a command would do now, or why it would be refused. */
export function calendarEffect(
  calendar: Calendar,
  command: CalendarCommand,
  now: Date,
): Result<CalendarEffect, CompetitionError> {
  const facts = decide(calendar, command, now);
  if (!facts.ok) return facts;
  const after = facts.value.reduce(evolve, calendar);
  const moved = (type: 'phase-opened' | 'phase-closed') =>
    facts.value.flatMap((fact) => (fact.type === type ? [fact.phase] : []))[0] ?? null;
  return ok({
    now,
    changes: calendar.phases
      .map(({ phase }) => ({ phase, before: planOf(calendar, phase), after: planOf(after, phase) }))
      .filter((change) => !samePlan(change.before, change.after)),
    opens: moved('phase-opened'),
    closes: moved('phase-closed'),
  });
}

function planOf(calendar: Calendar, name: Phase): PhasePlan {
  const { phase, opensAt, closesAt } = phaseOf(calendar, name);
  return { phase, opensAt, closesAt };
}

function samePlan(one: PhasePlan, other: PhasePlan): boolean {
  return one.opensAt?.getTime() === other.opensAt?.getTime() && one.closesAt?.getTime() === other.closesAt?.getTime();
}
