import type { Result } from '@wsis/kernel';
import type { Refused } from '../refused.js';
import type { Visitor } from '../visitor.js';

export const REHEARSAL_STATES = ['waiting', 'running', 'held', 'broke', 'failed', 'cancelled'] as const;
export type RehearsalState = (typeof REHEARSAL_STATES)[number];
/** The parts of a play, in their order. */
export const REHEARSAL_ACTS = ['prepare', 'nominate', 'screen', 'vote', 'count', 'judge', 'publish'] as const;
export type RehearsalAct = (typeof REHEARSAL_ACTS)[number];

/** One time that an edition's rules were played to the end. */
export interface Rehearsal {
  readonly id: string;
  readonly state: RehearsalState;
  readonly rules: 'draft' | 'adopted';
  readonly rulesVersion: number;
  readonly rulesHash: string;
  readonly requestedAt: Date | undefined;
  readonly endedAt: Date | undefined;
}

export interface Rehearsals {
  /** Whether this installation has a stage to play on. */
  readonly here: boolean;
  /** The latest first. */
  readonly items: readonly Rehearsal[];
}

export interface RehearsalResult {
  readonly seconds: number;
  readonly nominees: number;
  readonly voters: number;
  readonly experts: number;
  readonly winners: readonly { readonly category: string; readonly winner: string }[];
  readonly checks: readonly { readonly name: string; readonly holds: boolean; readonly detail: string }[];
}

export interface RehearsalInFull extends Rehearsal {
  readonly act: RehearsalAct | undefined;
  readonly done: number;
  readonly of: number;
  readonly cancelAsked: boolean;
  readonly result: RehearsalResult | undefined;
  readonly failure: string | undefined;
}

/** Dress rehearsals of an edition. */
export abstract class RehearsalDesk {
  abstract list(visitor: Visitor, editionId: string): Promise<Rehearsals>;
  abstract one(visitor: Visitor, editionId: string, id: string): Promise<RehearsalInFull | undefined>;
  /** Gives the id of the one that was asked for. */
  abstract start(visitor: Visitor, editionId: string): Promise<Result<string, Refused>>;
  abstract cancel(visitor: Visitor, editionId: string, id: string): Promise<Result<void, Refused>>;
}
