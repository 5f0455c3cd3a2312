import type { Tx } from '@wsis/persistence';
import type { RoleStore } from '../../application/ports.js';
import type { Grant, Role } from '../../domain/role.js';

export class PostgresRoleStore implements RoleStore {
  constructor(private readonly tx: Tx) {}

  async of(accountId: string): Promise<readonly Grant[]> {
    const rows = await this.tx.query<{ role: Role; edition_id: string; category: string }>(
      `SELECT role, edition_id, category FROM identity.roles WHERE account_id = $1
       ORDER BY edition_id, role, category`,
      [accountId],
    );
    return rows.map((row) => ({ role: row.role, editionId: row.edition_id, category: row.category }));
  }

  async grant(accountId: string, grant: Grant, grantedBy: string | undefined, at: Date): Promise<boolean> {
    const added = await this.tx.execute(
      `INSERT INTO identity.roles (account_id, role, edition_id, category, granted_at, granted_by)
       VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING`,
      [accountId, grant.role, grant.editionId, grant.category, at, grantedBy ?? null],
    );
    return added === 1;
  }

  async revoke(accountId: string, grant: Grant): Promise<boolean> {
    const removed = await this.tx.execute(
      'DELETE FROM identity.roles WHERE account_id = $1 AND role = $2 AND edition_id = $3 AND category = $4',
      [accountId, grant.role, grant.editionId, grant.category],
    );
    return removed === 1;
  }

  async holdersAmong(accountIds: readonly string[]): Promise<readonly string[]> {
    const rows = await this.tx.query<{ account_id: string }>(
      'SELECT DISTINCT account_id FROM identity.roles WHERE account_id = ANY ($1::uuid[]) ORDER BY account_id',
      [accountIds],
    );
    return rows.map((row) => row.account_id);
  }

  async lockAllAndFind(role: Role): Promise<boolean> {
    await this.tx.execute('LOCK TABLE identity.roles IN SHARE ROW EXCLUSIVE MODE');
    const rows = await this.tx.query('SELECT 1 FROM identity.roles WHERE role = $1 LIMIT 1', [role]);
    return rows.length > 0;
  }

  async countHolders(role: Role, editionId: string): Promise<number> {
    const rows = await this.tx.query<{ account_id: string }>(
      `SELECT account_id FROM identity.roles WHERE role = $1 AND edition_id = $2 ORDER BY account_id FOR UPDATE`,
      [role, editionId],
    );
    return new Set(rows.map((row) => row.account_id)).size;
  }
}
