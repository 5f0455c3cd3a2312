import type { RuleBook } from '@wsis/rule-book';

/** `held`: played to its end, and every check held; `broke`: one did not; `failed`: it could not be played to its end. */
export const REHEARSAL_STATES = ['waiting', 'running', 'held', 'broke', 'failed', 'cancelled'] as const;
export type RehearsalState = (typeof REHEARSAL_STATES)[number];

/** Which rules are tried: those that are being written, or those in force. */
export type RehearsedRules = 'draft' | 'adopted';

/** How far a play is: its act, and so much of what that act does at the moment. */
export interface RehearsalStep {
  readonly act: string;
  readonly done: number;
  readonly of: number;
}

/** How large a crowd plays. */
export interface RehearsalScale {
  readonly voters: number;
  readonly experts: number;
  readonly nomineesPerCategory: number;
}

/** What a play leaves behind; its words are the program's own, in English. */
export interface RehearsalReport {
  readonly ok: boolean;
  readonly seconds: number;
  readonly scale: { readonly voters: number; readonly experts: number; readonly nominees: number };
  readonly winners: readonly { readonly category: string; readonly winner: string }[];
  readonly assumptions: readonly string[];
  readonly checks: readonly { readonly name: string; readonly holds: boolean; readonly detail: string }[];
}

const VOTERS = 200;
/** Beside those who judge: one steps back from a project that they advised. */
const EXPERTS_TO_SPARE = 2;

/** Small enough to be over in a minute or two, large enough that every rule decides something. */
export function scaleFor({ count, evaluation }: RuleBook): RehearsalScale {
  return {
    voters: VOTERS,
    experts: Math.max(5, evaluation.panelSize + EXPERTS_TO_SPARE),
    nomineesPerCategory: Math.max(3, count.topN + 1),
  };
}
