import { createHash } from 'node:crypto';
import { canonicalJson } from '@wsis/approval';
import type { Tx } from '@wsis/persistence';
import { balances, tally, type CategoryTally } from '../domain/tally.js';
import type { Counting, Counts, LockedLedger } from './ports.js';

export interface Count {
  readonly counts: Counts;
  readonly tally: readonly CategoryTally[];
  readonly lotSeed: string | undefined;
}

/** The result as it is certified: canonical JSON, and its hash. Nothing in it depends on when it was counted. */
export interface ResultDocument {
  readonly text: string;
  readonly hash: string;
}

/** Counts the ballots of one edition from its own ledger and ranks them by the rule book. */
export class CountVotes {
  constructor(private readonly counting: Counting) {}

  /** The ledger's row is locked by the caller, or the transaction sees one state only. */
  async execute(tx: Tx, ledger: LockedLedger): Promise<Count> {
    if (!ledger.rules) throw new Error(`Edition ${ledger.editionId} has no rule book to count by`);
    return this.rank(tx, ledger, await this.counting.count(tx, ledger.editionId, ledger.rules));
  }

  /** Ranks what was counted, here or by the running tally. Throws when it does not balance. */
  async rank(tx: Tx, ledger: LockedLedger, counts: Counts): Promise<Count> {
    const { rules, finalNumber } = ledger;
    if (!rules) throw new Error(`Edition ${ledger.editionId} has no rule book to count by`);
    if (!balances(counts.balance))
      throw new Error(`The ledger of ${ledger.editionId} does not balance: ${JSON.stringify(counts.balance)}`);
    const lots = rules.count.tieBreakers.includes('drawn-by-lot-from-public-seed');
    // Before the close there is no seed that nobody could know: a count of then shows such ties by a seed that will not be used.
    const lotSeed = !lots
      ? undefined
      : finalNumber === undefined
        ? '0'.repeat(64)
        : await this.counting.rootThrough(tx, ledger.editionId, finalNumber);
    return { counts, lotSeed, tally: tally(rules, counts.nominees, counts.withdrawn, counts.byNominee, lotSeed) };
  }
}

/** Writes the result down in its one form. */
export function resultDocument(ledger: LockedLedger, count: Count): ResultDocument {
  const ids = new Map(count.counts.nominees.map((nominee) => [nominee.number, nominee.nomineeId]));
  const text = canonicalJson({
    edition: ledger.editionId,
    ruleBookHash: ledger.rules?.hash ?? '',
    finalLedgerNumber: ledger.finalNumber ?? null,
    lotSeed: count.lotSeed ?? null,
    balance: count.counts.balance,
    categories: count.tally.map(({ code, number, placings }) => ({
      code,
      number,
      statement: count.counts.categories.find((category) => category.code === code) ?? null,
      placings: placings.map((placing) => ({ ...placing, nomineeId: ids.get(placing.number) ?? '' })),
    })),
  });
  if (text === undefined) throw new TypeError('The result is not JSON');
  return { text, hash: createHash('sha256').update(text).digest('hex') };
}
