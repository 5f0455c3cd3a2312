import type { Result } from '@wsis/kernel';
import type { Results } from '../ports.js';
import type { Refused } from '../refused.js';
import type { Visitor } from '../visitor.js';

export const RELEASE_KINDS = ['nominees', 'champions', 'winners'] as const;
export type ReleaseKind = (typeof RELEASE_KINDS)[number];

/** What may be decided on ballots, as voting names its routes. */
export const BALLOT_DECISIONS = ['reviews', 'restorations', 'removals'] as const;
export type BallotDecision = (typeof BALLOT_DECISIONS)[number];

export interface Release {
  readonly kind: ReleaseKind;
  readonly publishAt: Date | undefined;
  readonly publishedAt: Date | undefined;
}

/** How far an edition is on the way from the last ballot to the Winners. Totals over all categories, and no standing. */
export interface Outcome {
  /** Absent until the vote is closed. */
  readonly ballots: { readonly accepted: number; readonly counted: number; readonly underReview: number } | undefined;
  /** The second, running count: how many rows of the ledger it has read, and whether it agrees. */
  readonly running: { readonly rows: number; readonly read: number; readonly differs: boolean } | undefined;
  readonly certification: 'none' | 'proposed' | 'certified';
  /** Until when a removal may be objected to, where that is still to come. */
  readonly objectionsUntil: Date | undefined;
  readonly panels: { readonly decided: number; readonly all: number };
  readonly releases: readonly Release[];
}

/** What is decided on ballots, as it was typed. */
export interface BallotsInQuestion {
  readonly ledgerNumbers: readonly number[];
  readonly rule: string;
  readonly evidence: string;
}

/** From the close of the vote to the announcement. What is proposed answers with the id of its approval. */
export abstract class OutcomeDesk {
  abstract read(visitor: Visitor, editionId: string, now: Date): Promise<Outcome>;
  abstract certify(visitor: Visitor, editionId: string): Promise<Result<string, Refused>>;
  abstract decide(
    visitor: Visitor,
    editionId: string,
    decision: BallotDecision,
    ballots: BallotsInQuestion,
  ): Promise<Result<string, Refused>>;
  abstract release(
    visitor: Visitor,
    editionId: string,
    kind: ReleaseKind,
    publishAt: Date,
  ): Promise<Result<string, Refused>>;
}

/** How much one release makes public. */
export interface ReleaseSize {
  readonly categories: number;
  /** Nominees, Champions or Winners. */
  readonly projects: number;
  readonly recognitions: number;
}

export interface ReleasePreview {
  readonly kind: ReleaseKind;
  /** Absent until two persons have agreed on an instant. */
  readonly publishAt: Date | undefined;
  readonly size: ReleaseSize;
  /** As everybody will read them. */
  readonly results: Results;
}

/** What everybody will see once a release is public, shown to those who decide on it. */
export abstract class ReleasePreviews {
  /** Refused as long as there is nothing certified behind the release. */
  abstract read(
    visitor: Visitor,
    editionId: string,
    kind: ReleaseKind,
    now: Date,
  ): Promise<Result<ReleasePreview, Refused>>;
}
