import type { Language } from '@wsis/kernel';
import type { Author } from '../domain/author.js';
import type { SubmissionState } from '../domain/submission.js';
import type { ListPage, Place } from './screens.js';

/** The orders of the queue; a minus turns one round. */
export const QUEUE_ORDERS = ['submittedAt', '-submittedAt', 'title', '-title'] as const;
export type QueueOrder = (typeof QUEUE_ORDERS)[number];

export interface QueueFilter {
  readonly editionId: string;
  readonly state?: SubmissionState;
  /** Any of these; all where none is named. */
  readonly categories?: readonly string[];
  /** Part of a title, in any of its languages, or of an organisation's name. */
  readonly words?: string;
}

/** A submission as one reviewer finds it in the queue. */
export interface QueueLine {
  readonly id: string;
  readonly state: SubmissionState;
  readonly version: number;
  readonly category: string | null;
  readonly title: string;
  readonly language: Language;
  readonly organisationName: string | null;
  readonly country: string | null;
  readonly generated: boolean;
  readonly submittedAt: Date;
  /** The reviewer began it or belongs to its organisation, and so never decides on it. */
  readonly own: boolean;
  /** The reviewer has declared an interest in it. */
  readonly steppedBack: boolean;
  /** The reviewer has decided on it, at any time. */
  readonly decidedByMe: boolean;
}

/** What there is to screen, and what was made of it: only what was handed in. */
export abstract class ScreeningQueue {
  abstract lines(
    filter: QueueFilter,
    reviewer: Author,
    order: QueueOrder,
    after: Place | undefined,
    limit: number,
  ): Promise<ListPage<QueueLine>>;
  /** How many submissions of the edition the reviewer has decided on. */
  abstract decidedBy(editionId: string, reviewer: string): Promise<number>;
}
