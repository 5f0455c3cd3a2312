import { err, ok, type Result } from '@wsis/kernel';
import type { Database } from '@wsis/persistence';
import type { Balance, CategoryTally } from '../domain/tally.js';
import type { VotingError } from '../domain/voting-error.js';
import type { CountVotes } from './count-votes.js';
import type { Ledgers } from './ports.js';
import type { RunningTallies, Turnout } from './running-tally.js';
import type { ResultViews } from './views.js';

export interface RunningCounts {
  /** How many rows of the ledger these counts have read, and how many there are. */
  readonly read: number;
  readonly size: number;
  readonly balance: Balance;
  readonly categories: readonly CategoryTally[];
  readonly turnout: Turnout;
}

/** Shows the running tally to the two persons who were granted the read, until it expires. */
export class ReadRunningCounts {
  constructor(
    private readonly database: Pick<Database, 'transaction'>,
    private readonly ledgers: Ledgers,
    private readonly countVotes: CountVotes,
    private readonly views: ResultViews,
    private readonly tallies: RunningTallies,
  ) {}

  async execute(editionId: string, readId: string, accountId: string): Promise<Result<RunningCounts, VotingError>> {
    const granted = await this.views.grantedRead(editionId, readId);
    if (granted?.subject !== 'running-counts' || !granted.readers.includes(accountId)) {
      return err({ code: 'VOTING.EXPORT_UNKNOWN' });
    }
    return this.database.transaction(async (tx) => {
      const ledger = await this.ledgers.read(tx, editionId);
      if (!ledger.rules) return err({ code: 'VOTING.EDITION_UNKNOWN' });
      const { read, counts } = await this.tallies.counts(tx, editionId, ledger.rules);
      const { tally } = await this.countVotes.rank(tx, ledger, counts);
      const turnout = await this.tallies.turnout(tx, editionId);
      return ok({ read, size: ledger.nextNumber, balance: counts.balance, categories: tally, turnout });
    });
  }
}
