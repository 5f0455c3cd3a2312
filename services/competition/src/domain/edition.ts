import type { FieldProblem } from './competition-error.js';
import { isTimeZone, yearsLater } from './time-zone.js';
import type { Calendar, PhasePlan } from './calendar.js';

/** One year's contest. */
export interface Edition {
  /** A readable slug, for example `demo-2026`. */
  readonly id: string;
  readonly year: number;
  readonly name: string;
  /** IANA name; instants are shown in it and stored in UTC. */
  readonly timeZone: string;
  readonly copiedFrom: string | null;
  /** Dates to start from, copied from an earlier edition; nothing opens by them until two persons adopt them. */
  readonly calendarTemplate: readonly PhasePlan[];
}

/** What is wrong with an edition that somebody wants to create. */
export function editionProblems(edition: Pick<Edition, 'id' | 'timeZone'>): readonly FieldProblem[] {
  const problems: FieldProblem[] = [];
  if (!/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(edition.id)) problems.push({ field: 'id', rule: 'pattern' });
  if (!isTimeZone(edition.timeZone)) problems.push({ field: 'timeZone', rule: 'timeZone' });
  return problems;
}

/** The dates of an earlier edition, moved by whole years, each at the same hour of the zone. */
export function templateFrom(calendar: Calendar, years: number, timeZone: string): readonly PhasePlan[] {
  return calendar.phases
    .filter((record) => record.opensAt && record.closesAt)
    .map(({ phase, opensAt, closesAt }) => ({
      phase,
      opensAt: opensAt && yearsLater(opensAt, years, timeZone),
      closesAt: closesAt && yearsLater(closesAt, years, timeZone),
    }));
}
