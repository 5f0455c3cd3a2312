import type { Choices } from '../domain/ballot.js';
import type { LedgerBallot } from './ports.js';

/** A voter's ballot as it stands. Version 0: nothing saved yet. */
export interface BallotView {
  readonly version: number;
  readonly choices: Choices;
  readonly orderNumber: number;
  readonly complete: boolean;
  readonly categoriesFilled: number;
  readonly ledgerNumber: number | null;
  readonly savedAt: string | null;
  /** Categories whose chosen nominee has withdrawn meanwhile. */
  readonly lostCategories: readonly string[];
}

/** One row of the public ledger. */
export interface LedgerRowView {
  readonly number: number;
  readonly kind: string;
  readonly version: number;
  readonly minute: number;
  readonly contentHash: string;
  readonly nullifier: string | null;
  readonly leafHash: string;
  readonly supersedes: number | null;
  /** What a row that is not a ballot records, as the canonical JSON that its content hash is made from. */
  readonly payload: string | null;
}

export interface LedgerPage {
  readonly edition: string;
  /** How many rows the ledger has now. */
  readonly size: number;
  readonly rows: readonly LedgerRowView[];
  readonly next: number | null;
}

/** The window as the ledger applies it, and how many ballots it took. */
export interface LedgerHeadView {
  readonly edition: string;
  readonly state: 'not-open' | 'open' | 'paused' | 'closed';
  readonly opensAt: string | null;
  readonly closesAt: string | null;
  readonly databaseTime: string;
  readonly accepted: number;
  readonly size: number;
  readonly finalLedgerNumber: number | null;
  readonly rules: { readonly version: number; readonly hash: string | null };
}

/** What people look at; each answer is one read of the database. */
export abstract class VotingViews {
  abstract ballot(editionId: string, voterId: string): Promise<BallotView | undefined>;
  /** The ledger row of the ballot as it stands. */
  abstract ledgerBallot(editionId: string, voterId: string): Promise<LedgerBallot | undefined>;
  abstract head(editionId: string): Promise<LedgerHeadView | undefined>;
  abstract ledger(editionId: string, from: number, limit: number): Promise<LedgerPage | undefined>;
}
