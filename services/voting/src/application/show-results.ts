import { err, ok, type Result } from '@wsis/kernel';
import type { Database } from '@wsis/persistence';
import type { Balance, CategoryBalance, CategoryTally } from '../domain/tally.js';
import { totalsArePublic } from '../domain/publication.js';
import type { VotingError } from '../domain/voting-error.js';
import type { CountVotes } from './count-votes.js';
import type { Ledgers } from './ports.js';
import type { ResultViews, StoredResult } from './views.js';

export interface Statement extends Balance {
  readonly edition: string;
  readonly finalLedgerNumber: number;
  readonly categories: readonly CategoryBalance[];
}

/** Who asks: everyone, or staff who may see a certified result before it is released. */
export type Onlooker = 'public' | 'staff';

export interface PublicTally {
  readonly edition: string;
  readonly certifiedAt: string;
  readonly resultHash: string;
  readonly ruleBookHash: string;
  readonly finalLedgerNumber: number;
  /** The certified document, where the rule book makes totals public; its SHA-256 is `resultHash`. */
  readonly result: string | null;
  readonly champions: readonly { readonly category: string; readonly numbers: readonly number[] }[];
}

/** What may be told of a count, and when. */
export class ShowResults {
  private readonly statements = new Map<string, { readonly size: number; readonly statement: Statement }>();

  constructor(
    private readonly database: Pick<Database, 'transaction'>,
    private readonly ledgers: Ledgers,
    private readonly countVotes: CountVotes,
    private readonly views: ResultViews,
  ) {}

  /** Where every accepted ballot went. Only after the close; counted anew when the ledger has grown. */
  async statement(editionId: string): Promise<Result<Statement, VotingError>> {
    const head = await this.views.ledgerHead(editionId);
    if (!head) return err({ code: 'VOTING.EDITION_UNKNOWN' });
    if (!head.closed) return err({ code: 'VOTING.NOT_CLOSED' });
    const known = this.statements.get(editionId);
    if (known?.size === head.size) return ok(known.statement);
    return this.database.transaction(async (tx) => {
      const ledger = await this.ledgers.read(tx, editionId);
      const { counts } = await this.countVotes.execute(tx, ledger);
      const statement = {
        edition: editionId,
        finalLedgerNumber: ledger.finalNumber ?? 0,
        ...counts.balance,
        categories: counts.categories,
      };
      this.statements.set(editionId, { size: ledger.nextNumber, statement });
      return ok(statement);
    });
  }

  /** The certified result: to staff at once, to everyone when the Champions are released, with totals as the rule book says. */
  async tally(editionId: string, onlooker: Onlooker): Promise<Result<PublicTally, VotingError>> {
    const stored = await this.views.certifiedResult(editionId);
    if (!stored) return err({ code: 'VOTING.NOT_CERTIFIED' });
    if (onlooker === 'public' && !stored.released.includes('champions')) return err({ code: 'VOTING.NOT_RELEASED' });
    const showTotals = onlooker === 'staff' || totalsArePublic(stored.publicationOfTotals, stored.released);
    return ok({
      edition: editionId,
      certifiedAt: stored.certifiedAt.toISOString(),
      resultHash: stored.resultHash,
      ruleBookHash: stored.ruleBookHash,
      finalLedgerNumber: stored.finalNumber,
      result: showTotals ? stored.result : null,
      champions: championsOf(stored),
    });
  }
}

/** By number, not by rank: the order among Champions is a total too. */
function championsOf(stored: StoredResult): PublicTally['champions'] {
  const { categories } = JSON.parse(stored.result) as { categories: readonly CategoryTally[] };
  return categories.map(({ code, placings }) => ({
    category: code,
    numbers: placings
      .filter((placing) => placing.champion)
      .map((placing) => placing.number)
      .sort((a, b) => a - b),
  }));
}
