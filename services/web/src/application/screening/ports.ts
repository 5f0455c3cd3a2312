import type { Language, Result } from '@wsis/kernel';
import type { Page } from '../ports.js';
import type { Refused } from '../refused.js';
import type { SubmissionState } from '../submissions/ports.js';
import type { Visitor } from '../visitor.js';

/** What may be made of an entry. */
export const OUTCOMES = ['nominate', 'decline', 'return'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** An entry as the visitor finds it in the queue. */
export interface QueuedEntry {
  readonly id: string;
  readonly state: SubmissionState;
  readonly version: number;
  readonly category: string | undefined;
  readonly title: string;
  readonly language: Language | undefined;
  readonly organisation: string | undefined;
  readonly country: string | undefined;
  readonly generated: boolean;
  readonly submittedAt: Date | undefined;
  /** Theirs, or their organisation's: they never decide on it. */
  readonly own: boolean;
  /** They have declared an interest: they neither read it nor decide on it. */
  readonly steppedBack: boolean;
  readonly decidedByMe: boolean;
}

export interface QueueQuery {
  readonly state?: string | undefined;
  /** All where none is named. */
  readonly categories: readonly string[];
  readonly words?: string | undefined;
  /** As nominations names it: `title`, `-submittedAt`. */
  readonly sort?: string | undefined;
  readonly cursor?: string | undefined;
}

export interface Queue extends Page<QueuedEntry> {
  /** How many entries of the edition the visitor has decided on. */
  readonly decidedByMe: number;
}

/** How many submissions of a category stand in a state. */
export interface Standing {
  readonly category: string | undefined;
  readonly state: SubmissionState;
  readonly count: number;
}

export interface Decision {
  readonly submissionId: string;
  readonly outcome: string;
  readonly reason: string;
  /** The version that was read: on a later one nothing is decided. */
  readonly version: number;
}

/** A decision of several that was refused, by its code. */
export interface NotDone {
  readonly submissionId: string;
  readonly code: string;
}

/** The list of nominees once it is frozen. */
export interface FrozenList {
  readonly version: number;
  readonly hash: string;
  readonly nominees: number;
  /** Everybody can read it. */
  readonly released: boolean;
}

/** What screeners read and decide. */
export abstract class Screening {
  abstract queue(visitor: Visitor, editionId: string, query: QueueQuery): Promise<Queue>;
  abstract standings(visitor: Visitor, editionId: string): Promise<readonly Standing[]>;
  abstract decide(visitor: Visitor, decision: Decision): Promise<Result<void, Refused>>;
  /** Each decision stands or falls by itself: gives those that were refused. */
  abstract decideSeveral(
    visitor: Visitor,
    editionId: string,
    decisions: readonly Decision[],
  ): Promise<Result<readonly NotDone[], Refused>>;
  abstract stepBack(visitor: Visitor, submissionId: string, reason: string): Promise<Result<void, Refused>>;
  /** All pages of the queue after each other. */
  abstract whole(
    visitor: Visitor,
    editionId: string,
    query: Omit<QueueQuery, 'cursor'>,
  ): Promise<readonly QueuedEntry[]>;
  /** Moves the version that was read, and no later one. */
  abstract move(
    visitor: Visitor,
    submissionId: string,
    wanted: { readonly category: string; readonly reason: string; readonly version: number },
  ): Promise<Result<void, Refused>>;
  /** Undefined until it is frozen. */
  abstract frozenList(visitor: Visitor, editionId: string): Promise<FrozenList | undefined>;
  /** Gives the id of the proposal that another person approves. */
  abstract proposeFreeze(visitor: Visitor, editionId: string): Promise<Result<string, Refused>>;
}
