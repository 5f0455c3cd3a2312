import { parseRuleBook } from '@wsis/rule-book';
import type { Database } from '@wsis/persistence';
import { ScreenSource } from '../../application/ports.js';
import type { Screen } from '../../domain/ballot.js';
import { votingRules, type VotingRules } from '../../domain/voting-rules.js';

interface LedgerHead {
  readonly screen_version: string;
  readonly rule_book: string | null;
  readonly rule_book_hash: string | null;
  readonly withdrawn: number[];
  readonly nominees: { readonly number: number; readonly category: string }[] | null;
}

/** Reads a stored rule book back. It was checked before it was stored, so a fault here is ours. */
export function storedRules(ruleBook: string, hash: string): VotingRules {
  const parsed = parseRuleBook(JSON.parse(ruleBook));
  if (!parsed.ok) throw new Error(`The stored rule book ${hash} cannot be read`);
  return votingRules(parsed.value, hash);
}

/** Reads what ballots are screened against, in one statement each, so that version and content belong together. */
export class PostgresScreens extends ScreenSource {
  constructor(private readonly database: Pick<Database, 'query'>) {
    super();
  }

  async versions(): Promise<{ versions: ReadonlyMap<string, number>; nowMs: number }> {
    const rows = await this.database.query<{
      edition_id: string | null;
      screen_version: string | null;
      now_ms: string;
    }>(
      `SELECT l.edition_id, l.screen_version, floor(extract(epoch FROM clock_timestamp()) * 1000) AS now_ms
       FROM (SELECT 1) one LEFT JOIN voting.ledgers l ON l.rule_book IS NOT NULL`,
    );
    return {
      nowMs: Number(rows[0]?.now_ms),
      versions: new Map(
        rows.flatMap((row) => (row.edition_id === null ? [] : [[row.edition_id, Number(row.screen_version)] as const])),
      ),
    };
  }

  async load(editionId: string): Promise<Screen | undefined> {
    const [head] = await this.database.query<LedgerHead>(
      `SELECT l.screen_version, l.rule_book, l.rule_book_hash, l.withdrawn,
         (SELECT jsonb_agg(jsonb_build_object('number', n.number, 'category', n.category))
          FROM voting.nominees n WHERE n.edition_id = l.edition_id) AS nominees
       FROM voting.ledgers l WHERE l.edition_id = $1`,
      [editionId],
    );
    if (!head || head.rule_book === null || head.rule_book_hash === null) return undefined;
    const rules = storedRules(head.rule_book, head.rule_book_hash);
    const placeOf = new Map(rules.categories.map((category, place) => [category.code, place]));
    const nominees = new Map<number, number>();
    for (const { number, category } of head.nominees ?? []) {
      const place = placeOf.get(category);
      if (place !== undefined) nominees.set(number, place);
    }
    return { version: Number(head.screen_version), rules, placeOf, nominees, withdrawn: new Set(head.withdrawn) };
  }
}
