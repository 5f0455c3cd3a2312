import type { Language, Result } from '@wsis/kernel';
import type { Page } from '../ports.js';
import type { Refused } from '../refused.js';
import type { SubmissionState } from '../submissions/ports.js';
import type { Visitor } from '../visitor.js';

export const OUTCOMES = ['nominate', 'decline', 'return'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** The state that an outcome leads to. */
export const STATE_AFTER = { nominate: 'nominated', decline: 'declined', return: 'returned' } as const satisfies Record<
  Outcome,
  SubmissionState
>;

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
  readonly own: boolean;
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

/** What screeners read and decide. */
export abstract class Screening {
  abstract queue(visitor: Visitor, editionId: string, query: QueueQuery): Promise<Queue>;
  abstract standings(visitor: Visitor, editionId: string): Promise<readonly Standing[]>;
  abstract decide(visitor: Visitor, decision: Decision): Promise<Result<void, Refused>>;
}
