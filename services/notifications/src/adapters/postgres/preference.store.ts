import type { Database } from '@wsis/persistence';
import type { PreferenceStore } from '../../application/ports.js';
import type { OptionalNotice } from '../../domain/notice.js';

export class PostgresPreferenceStore implements PreferenceStore {
  constructor(private readonly database: Pick<Database, 'query' | 'execute'>) {}

  async refused(accountId: string): Promise<readonly OptionalNotice[]> {
    const rows = await this.database.query<{ notice: OptionalNotice }>(
      `SELECT notice FROM notifications.refused_notices WHERE account_id = $1`,
      [accountId],
    );
    return rows.map(({ notice }) => notice);
  }

  async save(accountId: string, notice: OptionalNotice, wanted: boolean): Promise<void> {
    await this.database.execute(
      wanted
        ? `DELETE FROM notifications.refused_notices WHERE account_id = $1 AND notice = $2`
        : `INSERT INTO notifications.refused_notices (account_id, notice) VALUES ($1, $2) ON CONFLICT DO NOTHING`,
      [accountId, notice],
    );
  }
}
