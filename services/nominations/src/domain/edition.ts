import type { LoweredGate, RuleBook } from '@wsis/rule-book';

/** When a phase is meant to be open; null where nothing is planned. */
export interface PhaseWindow {
  readonly opensAt: Date | null;
  readonly closesAt: Date | null;
}

/** What nominations has learned of an edition. */
export interface Edition {
  readonly id: string;
  readonly ruleBook: RuleBook;
  readonly rulesVersion: number;
  readonly rulesHash: string;
  readonly phases: Readonly<Partial<Record<string, PhaseWindow>>>;
  /** 0 until the list is frozen; a withdrawal after that adds one. */
  readonly listVersion: number;
  /** Where less is asked for than the language gate of the rules does. */
  readonly loweredGates: readonly LoweredGate[];
}

/** A phase is open from its opening to just before its close; `now` is the database's clock. */
export function isOpen(edition: Edition, phase: 'submission' | 'screening', now: Date): boolean {
  const window = edition.phases[phase];
  return Boolean(window?.opensAt && window.closesAt && window.opensAt <= now && now < window.closesAt);
}

/** Tells whether the end of a phase has passed. */
export function isOver(edition: Edition, phase: 'submission' | 'screening', now: Date): boolean {
  const closesAt = edition.phases[phase]?.closesAt;
  return closesAt !== null && closesAt !== undefined && closesAt <= now;
}

export function isFrozen(edition: Edition): boolean {
  return edition.listVersion > 0;
}
