import type { Tx } from '@wsis/persistence';
import type { ScreeningConflictStore } from '../../application/ports.js';

export class PostgresScreeningConflictStore implements ScreeningConflictStore {
  async declare(tx: Tx, submissionId: string, accountId: string, reason: string): Promise<void> {
    await tx.execute(
      `INSERT INTO nominations.screening_conflicts (submission_id, account_id, reason) VALUES ($1, $2, $3)
       ON CONFLICT (submission_id, account_id) DO NOTHING`,
      [submissionId, accountId, reason],
    );
  }

  async of(tx: Tx, accountId: string, submissionIds: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = await tx.query<{ submission_id: string }>(
      `SELECT submission_id FROM nominations.screening_conflicts WHERE account_id = $1 AND submission_id = ANY ($2::uuid[])`,
      [accountId, [...submissionIds]],
    );
    return new Set(rows.map((row) => row.submission_id));
  }
}
