import { err, ok, type Result } from '@wsis/kernel';
import type { Database } from '@wsis/persistence';
import type { Balance, CategoryTally } from '../domain/tally.js';
import type { VotingError } from '../domain/voting-error.js';
import type { CountVotes } from './count-votes.js';
import type { Ledgers } from './ports.js';
import type { ResultViews } from './views.js';

export interface RunningCounts {
  readonly balance: Balance;
  readonly categories: readonly CategoryTally[];
}

/** Shows the counts of this moment to the two persons who were granted the read, until it expires. */
export class ReadRunningCounts {
  constructor(
    private readonly database: Pick<Database, 'transaction'>,
    private readonly ledgers: Ledgers,
    private readonly countVotes: CountVotes,
    private readonly views: ResultViews,
  ) {}

  async execute(editionId: string, readId: string, accountId: string): Promise<Result<RunningCounts, VotingError>> {
    const granted = await this.views.grantedRead(editionId, readId);
    if (granted?.subject !== 'running-counts' || !granted.readers.includes(accountId)) {
      return err({ code: 'VOTING.EXPORT_UNKNOWN' });
    }
    return this.database.transaction(async (tx) => {
      const ledger = await this.ledgers.read(tx, editionId);
      const { counts, tally } = await this.countVotes.execute(tx, ledger);
      return ok({ balance: counts.balance, categories: tally });
    });
  }
}
