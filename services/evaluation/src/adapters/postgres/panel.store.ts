import type { Tx } from '@wsis/persistence';
import type { PanelStore } from '../../application/ports.js';
import type { Panel } from '../../domain/panel.js';

export class PostgresPanelStore implements PanelStore {
  async lock(tx: Tx, editionId: string, category: string): Promise<void> {
    await tx.execute(
      `INSERT INTO evaluation.panels (edition_id, category) VALUES ($1, $2)
       ON CONFLICT (edition_id, category) DO UPDATE SET category = excluded.category`,
      [editionId, category],
    );
  }

  async find(tx: Tx, editionId: string, category: string): Promise<Panel | undefined> {
    const [row] = await tx.query<{ chair_id: string | null; members: string[] }>(
      `SELECT p.chair_id, ARRAY(SELECT m.account_id::text FROM evaluation.panel_members m
                                WHERE m.edition_id = p.edition_id AND m.category = p.category ORDER BY 1) AS members
       FROM evaluation.panels p WHERE p.edition_id = $1 AND p.category = $2`,
      [editionId, category],
    );
    return row === undefined || row.chair_id === null
      ? undefined
      : { category, members: row.members, chair: row.chair_id };
  }

  async save(tx: Tx, editionId: string, panel: Panel, approvalId: string): Promise<void> {
    await tx.execute(
      `UPDATE evaluation.panels SET chair_id = $3, approval_id = $4, formed_at = clock_timestamp()
       WHERE edition_id = $1 AND category = $2`,
      [editionId, panel.category, panel.chair, approvalId],
    );
    await tx.execute(`DELETE FROM evaluation.panel_members WHERE edition_id = $1 AND category = $2`, [
      editionId,
      panel.category,
    ]);
    await tx.execute(
      `INSERT INTO evaluation.panel_members (edition_id, category, account_id) SELECT $1, $2, unnest($3::uuid[])`,
      [editionId, panel.category, panel.members],
    );
  }

  async isMember(tx: Tx, editionId: string, category: string, accountId: string): Promise<boolean> {
    const rows = await tx.query(
      `SELECT 1 FROM evaluation.panel_members WHERE edition_id = $1 AND category = $2 AND account_id = $3`,
      [editionId, category, accountId],
    );
    return rows.length > 0;
  }

  async conflicts(tx: Tx, editionId: string, category: string) {
    return tx.query<{ nomineeId: string; accountId: string }>(
      `SELECT c.nominee_id AS "nomineeId", c.account_id AS "accountId"
       FROM evaluation.conflicts c JOIN evaluation.champions h USING (edition_id, nominee_id)
       WHERE c.edition_id = $1 AND h.category = $2 ORDER BY 1, 2`,
      [editionId, category],
    );
  }

  async hasUnsealed(tx: Tx, editionId: string, category: string, accountId: string): Promise<boolean> {
    const rows = await tx.query(
      `SELECT 1 FROM evaluation.panel_members m
       JOIN evaluation.champions c USING (edition_id, category)
       WHERE m.edition_id = $1 AND m.category = $2 AND m.account_id = $3
         AND NOT EXISTS (SELECT 1 FROM evaluation.conflicts x
                         WHERE x.nominee_id = c.nominee_id AND x.account_id = m.account_id)
         AND NOT EXISTS (SELECT 1 FROM evaluation.sheets s
                         WHERE s.nominee_id = c.nominee_id AND s.account_id = m.account_id AND s.sealed_at IS NOT NULL)
       LIMIT 1`,
      [editionId, category, accountId],
    );
    return rows.length > 0;
  }

  async hasConflict(tx: Tx, editionId: string, nomineeId: string, accountId: string): Promise<boolean> {
    const rows = await tx.query(
      `SELECT 1 FROM evaluation.conflicts WHERE edition_id = $1 AND nominee_id = $2 AND account_id = $3`,
      [editionId, nomineeId, accountId],
    );
    return rows.length > 0;
  }

  async addConflict(
    tx: Tx,
    conflict: { editionId: string; nomineeId: string; accountId: string; kind: string; reason: string },
  ): Promise<void> {
    await tx.execute(
      `INSERT INTO evaluation.conflicts (edition_id, nominee_id, account_id, kind, reason) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (nominee_id, account_id) DO NOTHING`,
      [conflict.editionId, conflict.nomineeId, conflict.accountId, conflict.kind, conflict.reason],
    );
  }
}
