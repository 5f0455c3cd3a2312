import type { Tx } from '@wsis/persistence';
import type { SheetStore } from '../../application/ports.js';
import type { ScoreSheet } from '../../domain/score-sheet.js';

interface SheetRow {
  nominee_id: string;
  account_id: string;
  scores: Record<string, number>;
  comment: string;
  version: number;
  sealed_at: Date | null;
}

const COLUMNS = 'nominee_id, account_id, scores, comment, version, sealed_at';

export class PostgresSheetStore implements SheetStore {
  async find(tx: Tx, editionId: string, nomineeId: string, expertId: string): Promise<ScoreSheet | undefined> {
    const [row] = await tx.query<SheetRow>(
      `SELECT ${COLUMNS} FROM evaluation.sheets WHERE edition_id = $1 AND nominee_id = $2 AND account_id = $3`,
      [editionId, nomineeId, expertId],
    );
    return row && toSheet(row);
  }

  async save(tx: Tx, editionId: string, sheet: ScoreSheet, fromVersion: number): Promise<number | undefined> {
    const values = [editionId, sheet.nomineeId, sheet.expertId, JSON.stringify(sheet.scores), sheet.comment];
    if (fromVersion === 0) {
      const stored = await tx.execute(
        `INSERT INTO evaluation.sheets (edition_id, nominee_id, account_id, category, scores, comment, version)
         SELECT $1, $2, $3, category, $4::jsonb, $5, 1 FROM evaluation.nominees WHERE nominee_id = $2
         ON CONFLICT (nominee_id, account_id) DO NOTHING`,
        values,
      );
      return stored === 1 ? 1 : undefined;
    }
    const [row] = await tx.query<{ version: number }>(
      `UPDATE evaluation.sheets SET scores = $4::jsonb, comment = $5, version = version + 1, saved_at = clock_timestamp()
       WHERE edition_id = $1 AND nominee_id = $2 AND account_id = $3 AND version = $6 AND sealed_at IS NULL
       RETURNING version`,
      [...values, fromVersion],
    );
    return row?.version;
  }

  async seal(tx: Tx, editionId: string, nomineeId: string, expertId: string): Promise<boolean> {
    const sealed = await tx.execute(
      `UPDATE evaluation.sheets SET sealed_at = clock_timestamp()
       WHERE edition_id = $1 AND nominee_id = $2 AND account_id = $3 AND sealed_at IS NULL`,
      [editionId, nomineeId, expertId],
    );
    return sealed === 1;
  }

  async sealed(tx: Tx, editionId: string, category: string): Promise<readonly ScoreSheet[]> {
    const rows = await tx.query<SheetRow>(
      `SELECT ${COLUMNS} FROM evaluation.sheets
       WHERE edition_id = $1 AND category = $2 AND sealed_at IS NOT NULL ORDER BY nominee_id, account_id`,
      [editionId, category],
    );
    return rows.map(toSheet);
  }
}

function toSheet(row: SheetRow): ScoreSheet {
  return {
    nomineeId: row.nominee_id,
    expertId: row.account_id,
    scores: row.scores,
    comment: row.comment,
    version: row.version,
    sealed: row.sealed_at !== null,
  };
}
