import type { JsonValue } from '@wsis/approval';
import type { Tx } from '@wsis/persistence';
import type { EncodedBatch, LeafKind } from '@wsis/transparency-log';
import type { Screen } from '../domain/ballot.js';
import type { Decision, Standing, StandingOf } from '../domain/standing.js';
import type { Balance, CategoryBalance, ListedNominee, NomineeCount } from '../domain/tally.js';
import type { VotingRules } from '../domain/voting-rules.js';
import type { MovedWindow, VoteWindow } from '../domain/window.js';

/** One ballot on its way into the ledger. */
export interface BallotForLedger {
  readonly voterId: string;
  readonly sessionId: string;
  /** The version that it becomes: it was made from the one before. */
  readonly version: number;
  /** Which attempt of the voter this is. */
  readonly attempt: string;
  /** What the attempt asked for: equal wishes are equal texts. */
  readonly wish: string;
  /** When its verified queue ticket was drawn, never earlier than the database's clock said; 0 without one. */
  readonly drawnAtMs: number;
  /** What screening found; empty for nothing. */
  readonly verdict: string;
  readonly places: readonly number[];
  readonly filled: number;
  readonly complete: boolean;
  readonly orderNumber: number;
  readonly country: string;
  readonly stakeholderType: string;
}

export interface BatchForLedger {
  readonly editionId: string;
  readonly screenVersion: number;
  readonly ballots: readonly BallotForLedger[];
  /** Nullifiers, commitments and leaf hashes, in the order of the ballots. */
  readonly encoded: EncodedBatch;
}

export type NotSavedOutcome =
  | 'replayed'
  | 'key-reused'
  | 'revoked'
  | 'not-open'
  | 'paused'
  | 'closed'
  | 'stale'
  | 'screened-out'
  | 'withdrawn'
  | 'change-refused';

/** A ballot of the batch that was not newly saved, with the ballot that stands or the ledger row that it repeats. */
export interface NotSaved {
  readonly outcome: NotSavedOutcome;
  readonly ledgerNumber: number;
  readonly version: number;
  readonly places: readonly number[];
  readonly orderNumber: number;
  readonly repeated?: LedgerBallot;
}

/** A ballot's row of the ledger, with what a receipt needs. */
export interface LedgerBallot {
  readonly ledgerNumber: number;
  readonly version: number;
  readonly minute: number;
  readonly nullifier: Buffer;
  readonly commitment: Buffer;
  readonly leafHash: Buffer;
  readonly savedAtMs: number;
  readonly places: readonly number[];
  readonly orderNumber: number;
  readonly complete: boolean;
}

export type BatchOutcome =
  | {
      readonly kind: 'done';
      readonly firstNumber: number;
      readonly saved: number;
      readonly atMs: number;
      /** By place in the batch, from 0. Every other ballot was saved, with the next number in order. */
      readonly notSaved: ReadonlyMap<number, NotSaved>;
    }
  | { readonly kind: 'rescreen' | 'reclock'; readonly atMs: number }
  | { readonly kind: 'no-ledger' };

/** Nothing of the batch was saved, and nothing will be: the ledger could not be reached or had no room. */
export class LedgerAway extends Error {
  override readonly name = 'LedgerAway';
}

/** The connection broke after the batch was sent: whether it was saved, only the ledger knows. */
export class UnknownOutcome extends Error {
  override readonly name = 'UnknownOutcome';
}

/** Where ballots become durable. */
export abstract class BallotLedger {
  /** One call, one transaction. Throws LedgerAway, UnknownOutcome, or what made the whole batch fail. */
  abstract save(batch: BatchForLedger): Promise<BatchOutcome>;
}

/** Where screens come from. */
export abstract class ScreenSource {
  /** The version of every edition's screen, and the database's clock. */
  abstract versions(): Promise<{ readonly versions: ReadonlyMap<string, number>; readonly nowMs: number }>;
  abstract load(editionId: string): Promise<Screen | undefined>;
}

/** What a ledger row that is not a ballot records; the payload is public with the log. */
export interface LedgerEntry {
  readonly kind: Exclude<LeafKind, 'ballot'>;
  /** Version of what is recorded (rule book, list, calendar), else 0. */
  readonly version: number;
  readonly payload: JsonValue;
}

/** An edition's ledger row, locked until the transaction ends: nothing can be numbered meanwhile. */
export interface LockedLedger extends VoteWindow {
  readonly editionId: string;
  /** The database's clock, read after the lock was held. */
  readonly nowMs: number;
  readonly nextNumber: number;
  readonly rulesVersion: number;
  readonly rules: VotingRules | undefined;
  readonly listVersion: number;
  readonly listCount: number | undefined;
  readonly listComplete: boolean;
  readonly withdrawn: readonly number[];
  readonly paused: boolean;
  readonly finalNumber: number | undefined;
  readonly certified: boolean;
}

export interface LedgerChanges {
  readonly rules?: { readonly version: number; readonly ruleBook: string; readonly rules: VotingRules };
  readonly list?: { readonly version: number; readonly count: number; readonly hash: string };
  readonly listComplete?: true;
  readonly withdrawn?: readonly number[];
  readonly window?: MovedWindow;
  readonly paused?: boolean;
  readonly closed?: { readonly finalNumber: number };
  readonly certified?: true;
}

export interface Nominee {
  readonly editionId: string;
  readonly number: number;
  readonly nomineeId: string;
  readonly category: string;
}

/** The ledger for everything but ballots: rare changes, decided in code while its row is locked. */
export abstract class Ledgers {
  /** Takes the lock, making the row if this is the first that is heard of the edition. A holder that stops loses it after 2 s. */
  abstract lock(tx: Tx, editionId: string): Promise<LockedLedger>;
  /** The row without the lock, for a count that sees one state of everything: must be the transaction's first statement. */
  abstract read(tx: Tx, editionId: string): Promise<LockedLedger>;
  abstract change(tx: Tx, ledger: LockedLedger, changes: LedgerChanges): Promise<void>;
  /** Appends a row and gives its number. Only under the lock. */
  abstract append(tx: Tx, ledger: LockedLedger, entry: LedgerEntry): Promise<number>;
  abstract addNominee(tx: Tx, nominee: Nominee): Promise<void>;
  abstract countNominees(tx: Tx, editionId: string): Promise<number>;
  abstract withdrawNominee(tx: Tx, nominee: Nominee, listVersion: number, ledgerNumber: number): Promise<void>;
  abstract addRelease(tx: Tx, editionId: string, kind: string, publishedAtMs: number): Promise<void>;
  /** Editions whose close and grace have passed by the database's clock. */
  abstract due(): Promise<readonly string[]>;
}

export interface CertifiedTally {
  readonly finalNumber: number;
  readonly resultHash: string;
  readonly ruleBookHash: string;
  readonly champions: readonly {
    readonly nomineeId: string;
    readonly number: number;
    readonly category: string;
    readonly rank: number;
    readonly tieRule: string;
  }[];
}

/** Facts that others learn from voting, stored by the same transaction. */
export abstract class VotingEvents {
  abstract windowChanged(tx: Tx, ledger: LockedLedger, window: MovedWindow, ledgerNumber: number): Promise<void>;
  abstract voteClosed(tx: Tx, ledger: LockedLedger, finalNumber: number): Promise<void>;
  abstract ballotsRemoved(tx: Tx, ledger: LockedLedger, decision: BallotDecision): Promise<void>;
  abstract tallyCertified(tx: Tx, ledger: LockedLedger, certified: CertifiedTally): Promise<void>;
}

export interface Counts {
  readonly balance: Balance;
  readonly categories: readonly CategoryBalance[];
  readonly nominees: readonly (ListedNominee & { readonly nomineeId: string })[];
  readonly withdrawn: ReadonlySet<number>;
  readonly byNominee: ReadonlyMap<number, NomineeCount>;
}

export interface VoterBallot extends StandingOf {
  readonly voterId: string;
}

export interface BallotDecision {
  readonly rowNumber: number;
  readonly action: Decision;
  readonly ledgerNumbers: readonly number[];
  readonly rule: string;
  readonly evidence: string;
  /** Kept with the evidence, so that auditors can check its hash in the ledger. */
  readonly evidenceSalt: Buffer;
  readonly effect: JsonValue;
  readonly approvalId: string;
}

export interface CertifiedResult {
  readonly approvalId: string;
  readonly finalNumber: number;
  readonly countedThrough: number;
  readonly ruleBookHash: string;
  readonly resultHash: string;
  /** Canonical JSON. */
  readonly result: string;
}

export interface PrivilegedRead {
  readonly id: string;
  readonly subject: 'openings' | 'running-counts';
  readonly rowNumber: number;
  readonly readers: readonly string[];
  readonly reason: string;
  readonly minutes: number;
}

/** The count, what two persons decide about ballots, and who may look at what is sealed. */
export abstract class Counting {
  /** Counts all ballots of an edition as they stand for this transaction. */
  abstract count(tx: Tx, editionId: string, rules: VotingRules): Promise<Counts>;
  /** Root of the ledger's rows up to a number, lower-case hex. */
  abstract rootThrough(tx: Tx, editionId: string, lastNumber: number): Promise<string>;
  /** The ballots with these ledger numbers and their standing; numbers that are no ballot's are missing. */
  abstract ballotsByNumber(tx: Tx, editionId: string, numbers: readonly number[]): Promise<readonly VoterBallot[]>;
  abstract setStanding(
    tx: Tx,
    editionId: string,
    ballots: readonly VoterBallot[],
    standing: Standing,
    rowNumber: number,
  ): Promise<void>;
  abstract recordDecision(tx: Tx, editionId: string, decision: BallotDecision): Promise<void>;
  /** When the last removal was decided. */
  abstract lastRemovalAt(tx: Tx, editionId: string): Promise<Date | undefined>;
  abstract certify(tx: Tx, editionId: string, result: CertifiedResult): Promise<void>;
  abstract grantRead(tx: Tx, editionId: string, read: PrivilegedRead): Promise<void>;
}
