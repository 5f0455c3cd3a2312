import type { Database } from '@wsis/persistence';
import { LedgerRoots, type RootedLedger } from '../../application/checkpoints.js';

export class PostgresLedgerRoots extends LedgerRoots {
  constructor(private readonly database: Pick<Database, 'query'>) {
    super();
  }

  async grown() {
    const rows = await this.database.query<{ edition_id: string; next_number: string }>(
      `SELECT l.edition_id, l.next_number FROM voting.ledgers l
       WHERE l.next_number > coalesce((SELECT max(c.size) FROM voting.checkpoints c WHERE c.edition_id = l.edition_id), 0)
       ORDER BY l.edition_id`,
    );
    return rows.map((row) => ({ editionId: row.edition_id, size: Number(row.next_number) }));
  }

  async newest(editionId: string): Promise<RootedLedger | undefined> {
    const [row] = await this.database.query<{ size: string; root: Buffer; subtrees: Buffer; rooted_at: Date }>(
      `SELECT size, root, subtrees, rooted_at FROM voting.checkpoints WHERE edition_id = $1 ORDER BY size DESC LIMIT 1`,
      [editionId],
    );
    return row && { size: Number(row.size), root: row.root, subtrees: row.subtrees, at: row.rooted_at };
  }

  async leaves(editionId: string, from: number, until: number, limit: number): Promise<Buffer> {
    const rows = await this.database.query<{ leaf_hash: Buffer }>(
      `SELECT leaf_hash FROM voting.ledger_rows
       WHERE edition_id = $1 AND number >= $2 AND number < $3 ORDER BY number LIMIT $4`,
      [editionId, from, until, limit],
    );
    return Buffer.concat(rows.map((row) => row.leaf_hash));
  }

  async keep(editionId: string, { size, root, subtrees }: Omit<RootedLedger, 'at'>): Promise<boolean> {
    await this.database.query(
      `INSERT INTO voting.checkpoints (edition_id, size, root, subtrees, rooted_at)
       VALUES ($1, $2, $3, $4, date_trunc('milliseconds', clock_timestamp())) ON CONFLICT DO NOTHING`,
      [editionId, size, root, subtrees],
    );
    const [kept] = await this.database.query<{ root: Buffer }>(
      `SELECT root FROM voting.checkpoints WHERE edition_id = $1 AND size = $2`,
      [editionId, size],
    );
    return kept?.root.equals(root) ?? false;
  }
}
