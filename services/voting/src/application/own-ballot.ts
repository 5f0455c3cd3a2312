import type { Choices } from '../domain/ballot.js';
import type { Verdict } from '../domain/verdict.js';
import type { LedgerBallot } from './ports.js';

/** What two persons decided about a voter's ballot, as the register has it. */
export interface OwnDecision {
  /** The ledger row that records the decision. */
  readonly ledgerNumber: number;
  /** The ledger row of the ballot that it names; the voter's later versions share its fate. */
  readonly ballot: number;
  readonly rule: string;
  readonly decidedAt: Date;
}

/** Whether a voter's ballot counts, now or for good. */
export interface OwnVerdict extends Verdict {
  /** The vote is closed: the voter can change nothing any more. */
  readonly closed: boolean;
  /** The count is certified: nobody can change anything any more. */
  readonly certified: boolean;
  readonly version: number;
  readonly ledgerNumber: number | undefined;
  readonly choices: Choices;
  readonly savedAt: Date | undefined;
  readonly decision: OwnDecision | undefined;
}

/** One saved version of a voter's own ballot. */
export interface OwnVersion {
  readonly version: number;
  readonly ledgerNumber: number;
  readonly savedAt: Date;
  readonly choices: Choices;
  readonly complete: boolean;
  readonly supersedes: number | undefined;
  /** The same as its ledger row, for its receipt. */
  readonly row: LedgerBallot;
}

/** What a voter may know of its own ballot beyond the ballot itself. */
export abstract class OwnBallotViews {
  abstract verdict(editionId: string, voterId: string): Promise<OwnVerdict | undefined>;
  /** Every version of the ballot, the newest first, from before a version on. */
  abstract versions(
    editionId: string,
    voterId: string,
    page: { readonly before: number | undefined; readonly limit: number },
  ): Promise<readonly OwnVersion[] | undefined>;
  /** The ledger row of one version, for its receipt. */
  abstract version(editionId: string, voterId: string, version: number): Promise<LedgerBallot | undefined>;
  /** Which of these voters would still have to do something for their ballot to count. */
  abstract unfinished(editionId: string, voterIds: readonly string[]): Promise<readonly string[] | undefined>;
}
