export type PhaseState = 'unplanned' | 'planned' | 'open' | 'closed';

export interface PhaseOnClock {
  readonly phase: string;
  readonly opensAt: Date | undefined;
  readonly closesAt: Date | undefined;
  readonly state: PhaseState;
}

/** A length of time as people say it: whole days, hours and minutes. */
export interface TimeLeft {
  readonly days: number;
  readonly hours: number;
  readonly minutes: number;
}

/** What an edition's clock shows: what is open, or what opens next. */
export interface ContestClock {
  readonly open: readonly PhaseOnClock[];
  readonly next: PhaseOnClock | undefined;
}

/** Reads the clock of an edition: the open phases, and the first planned one. */
export function readClock(phases: readonly PhaseOnClock[]): ContestClock {
  const planned = phases
    .filter((phase) => phase.state === 'planned' && phase.opensAt !== undefined)
    .sort((a, b) => (a.opensAt?.getTime() ?? 0) - (b.opensAt?.getTime() ?? 0));
  return { open: phases.filter((phase) => phase.state === 'open'), next: planned[0] };
}

/** How long it is from one instant to a later one, rounded up to the minute; none if it has passed. */
export function timeLeft(now: Date, until: Date): TimeLeft | undefined {
  const minutes = Math.ceil((until.getTime() - now.getTime()) / 60_000);
  if (minutes <= 0) return undefined;
  return { days: Math.floor(minutes / 1440), hours: Math.floor((minutes % 1440) / 60), minutes: minutes % 60 };
}
