import type { TotalsPublication } from '@wsis/rule-book';
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

export interface StoredResult {
  readonly certifiedAt: Date;
  readonly finalNumber: number;
  readonly ruleBookHash: string;
  readonly resultHash: string;
  /** Canonical JSON. */
  readonly result: string;
  readonly publicationOfTotals: TotalsPublication;
  /** Kinds of releases that are public by now. */
  readonly released: readonly string[];
}

/** One decision of two persons about ballots, as everyone may read it. */
export interface DecisionView {
  readonly ledgerNumber: number;
  readonly action: string;
  readonly ballots: readonly number[];
  readonly rule: string;
  readonly evidenceHash: string;
  readonly decidedAt: string;
  /** The approval of the two persons. */
  readonly approvalId: string;
  /** Told once the Champions are released. */
  readonly effect: unknown;
}

/** What a decision rests on. It may name people, so only auditors and the secretariat read it. */
export interface Evidence {
  readonly evidence: string;
  /** Lower-case hex; with it anyone who was shown the evidence recomputes the hash in the ledger. */
  readonly salt: string | null;
}

export interface Opening {
  readonly number: number;
  readonly nullifier: string;
  readonly version: number;
  readonly minute: number;
  readonly voterId: string;
  /** Category number and nominee number. */
  readonly choices: readonly (readonly [number, number])[];
  readonly orderNumber: number;
  readonly country: string;
  readonly stakeholderType: string;
}

export interface GrantedRead {
  readonly subject: 'openings' | 'running-counts';
  readonly readers: readonly string[];
}

/** Openings that two persons agreed to let auditors read for a time. */
export interface OpeningsExportView {
  readonly id: string;
  readonly reason: string;
  readonly grantedAt: string;
  readonly expiresAt: string;
  /** By the database's clock. */
  readonly open: boolean;
}

/** Results, the register of decisions, and what privileged readers are shown. */
export abstract class ResultViews {
  abstract ledgerHead(editionId: string): Promise<{ readonly size: number; readonly closed: boolean } | undefined>;
  abstract certifiedResult(editionId: string): Promise<StoredResult | undefined>;
  abstract decisions(editionId: string, after: number, limit: number): Promise<readonly DecisionView[]>;
  abstract evidence(editionId: string, ledgerNumber: number): Promise<Evidence | undefined>;
  /** A read that has not expired by the database's clock. */
  abstract grantedRead(editionId: string, id: string): Promise<GrantedRead | undefined>;
  /** The latest first. */
  abstract openingsExports(editionId: string, limit: number): Promise<readonly OpeningsExportView[]>;
  /** Every ballot row of a closed ledger, by number. */
  abstract openings(editionId: string): AsyncGenerator<Opening>;
}
