import type { Provenance } from './rule-book.js';

/** The phases of an edition in their order. */
export const PHASES = ['submission', 'screening', 'voting', 'evaluation', 'announcement'] as const;
export type Phase = (typeof PHASES)[number];

/** One phase of a template, in whole days counted from the first day of the edition. */
export interface PhaseTemplate {
  readonly phase: Phase;
  readonly startsOnDay: number;
  /** The phase closes at `closesAt` local time on the day `startsOnDay + lastsDays`. */
  readonly lastsDays: number;
  /** Local time of day, `00:00` to `23:59`. */
  readonly opensAt: string;
  readonly closesAt: string;
  readonly provenance: Provenance;
}

/** A calendar without dates: what an edition copies and shifts. */
export interface CalendarTemplate {
  /** IANA name. */
  readonly timeZone: string;
  readonly phases: readonly PhaseTemplate[];
}

/** One phase with its instants (UTC). */
export interface PlannedPhase {
  readonly phase: Phase;
  readonly opensAt: Date;
  readonly closesAt: Date;
}

/** Lays a template on a first day (`2026-01-10`); local times become instants in the template's zone. */
export function planCalendar(template: CalendarTemplate, firstDay: string): readonly PlannedPhase[] {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(firstDay)) throw new RangeError('A first day is written YYYY-MM-DD');
  return template.phases.map(({ phase, startsOnDay, lastsDays, opensAt, closesAt }) => ({
    phase,
    opensAt: instantOf(addDays(firstDay, startsOnDay), opensAt, template.timeZone),
    closesAt: instantOf(addDays(firstDay, startsOnDay + lastsDays), closesAt, template.timeZone),
  }));
}

function addDays(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

/** The instant of a local day and time (`23:00`) in a time zone; a time that the clock skips moves forward. */
export function instantOf(day: string, time: string, timeZone: string): Date {
  const wanted = Date.parse(`${day}T${time}:00Z`);
  if (Number.isNaN(wanted)) throw new RangeError('A local time is written YYYY-MM-DD and HH:MM');
  // The offset is asked for at the wall time first, then at the instant found: right but within an hour of a change.
  const guess = wanted - offsetAt(wanted, timeZone);
  return new Date(wanted - offsetAt(guess, timeZone));
}

function offsetAt(instant: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-u-ca-gregory-nu-latn', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(instant);
  const part = (type: string) => Number(parts.find((each) => each.type === type)!.value);
  const local = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  return local - instant;
}
