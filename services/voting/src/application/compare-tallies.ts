import { err, ok, type Result } from '@wsis/kernel';
import type { Database, Tx } from '@wsis/persistence';
import { differences } from '../domain/compare-counts.js';
import type { VotingError } from '../domain/voting-error.js';
import type { CountVotes } from './count-votes.js';
import type { Counts, Ledgers, LockedLedger } from './ports.js';
import type { KeepRunningTallies, RunningTallies } from './running-tally.js';

/** Tells somebody who acts now: which edition, and which figures differ. Never the figures. */
export type ReportDifference = (editionId: string, differences: readonly string[]) => void;

/** Holds the running tally against the count from the ballots. The two share no statement; a difference means that one is wrong. */
export class CompareTallies {
  constructor(
    private readonly database: Pick<Database, 'transaction'>,
    private readonly ledgers: Ledgers,
    private readonly countVotes: CountVotes,
    private readonly tallies: RunningTallies,
    private readonly keep: KeepRunningTallies,
    private readonly report: ReportDifference,
  ) {}

  /** Compares every ledger that is not certified yet, each in one state of the database. */
  async execute(): Promise<void> {
    for (const editionId of await this.tallies.uncertified()) {
      const compared = await this.database.transaction(async (tx) => {
        const ledger = await this.ledgers.read(tx, editionId);
        if (!ledger.rules) return undefined;
        const { read, counts } = await this.tallies.counts(tx, editionId, ledger.rules);
        // A tally that has not read all rows differs because it is behind; it will be compared when it is not.
        if (read !== ledger.nextNumber) return undefined;
        const { counts: counted } = await this.countVotes.execute(tx, ledger);
        return { read, found: differences(counted, counts) };
      });
      if (!compared) continue;
      if (compared.found.length > 0) this.report(editionId, compared.found);
      await this.tallies.noteComparison(editionId, compared.read, compared.found);
    }
  }

  /** Refuses to certify a count that the running tally of the same rows does not confirm. The ledger is locked by the caller. */
  async confirm(tx: Tx, ledger: LockedLedger, counted: Counts): Promise<Result<true, VotingError>> {
    if (!ledger.rules) return err({ code: 'VOTING.EDITION_UNKNOWN' });
    await this.keep.catchUp(tx, ledger.editionId);
    const { read, counts } = await this.tallies.counts(tx, ledger.editionId, ledger.rules);
    const found = read === ledger.nextNumber ? differences(counted, counts) : ['rows read'];
    if (found.length === 0) return ok(true);
    this.report(ledger.editionId, found);
    return err({ code: 'VOTING.TALLY_DIFFERS' });
  }
}
