import type { PhaseOnClock } from './contest-clock.js';

/** What the people who run an edition do next. */
export type NextStep =
  | { readonly step: 'rules' | 'dates' | 'over' }
  /** It runs now, or opens next. */
  | { readonly step: 'run' | 'prepare'; readonly phase: PhaseOnClock };

/**
 * In the order in which they wait: the rules first, then what is open, then the phase that opens next.
 * `phases` are those of the calendar, in their order; undefined while nobody can say.
 */
export function nextSteps(rulesVersion: number | undefined, phases: readonly PhaseOnClock[] | undefined): NextStep[] {
  if (rulesVersion === undefined) return [{ step: 'rules' }, { step: 'dates' }];
  if (phases === undefined) return [];
  const open = phases.filter(({ state }) => state === 'open').map((phase) => ({ step: 'run', phase }) as const);
  const ahead = phases.find(({ state }) => state !== 'open' && state !== 'closed');
  if (ahead === undefined) return open.length > 0 ? open : [{ step: 'over' }];
  return [...open, ahead.opensAt === undefined ? { step: 'dates' } : { step: 'prepare', phase: ahead }];
}
