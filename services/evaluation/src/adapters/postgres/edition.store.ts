import type { Tx } from '@wsis/persistence';
import type { RuleBook } from '@wsis/rule-book';
import type { EditionStore, JudgedEdition } from '../../application/ports.js';
import type { Entry, Expert } from '../../domain/panel.js';

interface EntryRow {
  nominee_id: string;
  number: number;
  category: string;
  organisation_id: string;
  submitter_id: string;
  vote_rank: number;
}

const ENTRIES = `
  SELECT n.nominee_id, n.number, n.category, n.organisation_id, n.submitter_id, c.vote_rank
  FROM evaluation.champions c JOIN evaluation.nominees n USING (nominee_id)
  WHERE c.edition_id = $1`;

export class PostgresEditionStore implements EditionStore {
  async find(tx: Tx, editionId: string): Promise<JudgedEdition | undefined> {
    const [row] = await tx.query<{ rule_book: RuleBook; rule_book_hash: string; phase: string; result_hash: string }>(
      `SELECT rule_book, rule_book_hash, phase, result_hash FROM evaluation.editions
       WHERE edition_id = $1 AND rule_book IS NOT NULL`,
      [editionId],
    );
    return (
      row && {
        editionId,
        ruleBook: row.rule_book,
        ruleBookHash: row.rule_book_hash,
        open: row.phase === 'open',
        resultHash: row.result_hash,
      }
    );
  }

  async entries(tx: Tx, editionId: string, category: string): Promise<readonly Entry[]> {
    const rows = await tx.query<EntryRow>(`${ENTRIES} AND c.category = $2 ORDER BY c.vote_rank, n.number`, [
      editionId,
      category,
    ]);
    return rows.map(toEntry);
  }

  async entry(tx: Tx, editionId: string, nomineeId: string): Promise<Entry | undefined> {
    const [row] = await tx.query<EntryRow>(`${ENTRIES} AND c.nominee_id = $2`, [editionId, nomineeId]);
    return row && toEntry(row);
  }

  async experts(tx: Tx, editionId: string, accountIds: readonly string[]): Promise<readonly Expert[]> {
    // Each role of an account was told with all of its organisations.
    const rows = await tx.query<{ account_id: string; organisation_ids: string[]; country: string }>(
      `SELECT account_id, array_remove(array_agg(DISTINCT o.id), NULL) AS organisation_ids, max(country) AS country
       FROM evaluation.roles LEFT JOIN LATERAL unnest(organisation_ids) AS o (id) ON true
       WHERE edition_id IN ($1, '*') AND role IN ('expert', 'panel-chair') AND account_id = ANY($2::uuid[])
       GROUP BY account_id`,
      [editionId, accountIds],
    );
    return rows.map((row) => ({
      accountId: row.account_id,
      organisationIds: row.organisation_ids,
      country: row.country,
    }));
  }
}

function toEntry(row: EntryRow): Entry {
  return {
    nomineeId: row.nominee_id,
    number: row.number,
    category: row.category,
    organisationId: row.organisation_id,
    submitterId: row.submitter_id,
    voteRank: row.vote_rank,
  };
}
