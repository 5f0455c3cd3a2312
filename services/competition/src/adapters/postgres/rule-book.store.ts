import type { Tx } from '@wsis/persistence';
import type { RuleBook } from '@wsis/rule-book';
import type { RuleBookStore } from '../../application/ports.js';
import type { AdoptedRuleBook, RuleBookDraft } from '../../domain/rules-adoption.js';

export class PostgresRuleBookStore implements RuleBookStore {
  async draft(tx: Pick<Tx, 'query'>, editionId: string): Promise<RuleBookDraft | undefined> {
    const [row] = await tx.query<{ version: number; rule_book: RuleBook; hash: string }>(
      `SELECT version, rule_book, hash FROM competition.rule_book_drafts WHERE edition_id = $1`,
      [editionId],
    );
    return row && { version: row.version, ruleBook: row.rule_book, hash: row.hash };
  }

  async saveDraft(
    tx: Tx,
    editionId: string,
    fromVersion: number,
    draft: { readonly ruleBook: RuleBook; readonly hash: string },
    savedBy: string,
  ): Promise<number | undefined> {
    const values = [editionId, JSON.stringify(draft.ruleBook), draft.hash, savedBy];
    const [row] =
      fromVersion === 0
        ? await tx.query<{ version: number }>(
            `INSERT INTO competition.rule_book_drafts (edition_id, version, rule_book, hash, saved_by)
             VALUES ($1, 1, $2::jsonb, $3, $4) ON CONFLICT (edition_id) DO NOTHING RETURNING version`,
            values,
          )
        : await tx.query<{ version: number }>(
            `UPDATE competition.rule_book_drafts
             SET version = version + 1, rule_book = $2::jsonb, hash = $3, saved_by = $4, saved_at = clock_timestamp()
             WHERE edition_id = $1 AND version = $5 RETURNING version`,
            [...values, fromVersion],
          );
    return row?.version;
  }

  async latest(tx: Pick<Tx, 'query'>, editionId: string): Promise<AdoptedRuleBook | undefined> {
    const [row] = await tx.query<{ version: number; canonical_json: string; hash: string; adopted_at: Date }>(
      `SELECT version, canonical_json, hash, adopted_at FROM competition.rule_books
       WHERE edition_id = $1 ORDER BY version DESC LIMIT 1`,
      [editionId],
    );
    return (
      row && {
        editionId,
        version: row.version,
        ruleBook: JSON.parse(row.canonical_json) as RuleBook,
        hash: row.hash,
        adoptedAt: row.adopted_at,
      }
    );
  }

  async adopt(
    tx: Tx,
    adopted: AdoptedRuleBook & { readonly canonical: Uint8Array; readonly approvalId: string },
  ): Promise<void> {
    await tx.execute(
      `INSERT INTO competition.rule_books (edition_id, version, canonical_json, hash, approval_id, adopted_at)
       VALUES ($1, $2, $3, $4, $5, $6)`,
      [
        adopted.editionId,
        adopted.version,
        Buffer.from(adopted.canonical).toString('utf8'),
        adopted.hash,
        adopted.approvalId,
        adopted.adoptedAt,
      ],
    );
  }
}
