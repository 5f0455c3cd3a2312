import type { Tx } from '@wsis/persistence';
import type { SecondFactor, SecondFactorStore } from '../../application/ports.js';

export class PostgresSecondFactorStore implements SecondFactorStore {
  constructor(private readonly tx: Tx) {}

  async find(accountId: string): Promise<SecondFactor | undefined> {
    const rows = await this.tx.query<{ sealed_secret: Buffer; confirmed_at: Date | null; last_step: string }>(
      'SELECT sealed_secret, confirmed_at, last_step FROM identity.second_factors WHERE account_id = $1',
      [accountId],
    );
    const row = rows[0];
    return (
      row && {
        sealedSecret: row.sealed_secret,
        confirmedAt: row.confirmed_at ?? undefined,
        lastStep: Number(row.last_step),
      }
    );
  }

  async propose(accountId: string, sealedSecret: Buffer, at: Date): Promise<boolean> {
    const stored = await this.tx.execute(
      `INSERT INTO identity.second_factors (account_id, sealed_secret, created_at) VALUES ($1, $2, $3)
       ON CONFLICT (account_id) DO UPDATE SET sealed_secret = EXCLUDED.sealed_secret, created_at = EXCLUDED.created_at
       WHERE identity.second_factors.confirmed_at IS NULL`,
      [accountId, sealedSecret, at],
    );
    return stored === 1;
  }

  async reset(accountId: string): Promise<boolean> {
    const forgotten = await this.tx.execute(
      'DELETE FROM identity.second_factors WHERE account_id = $1 AND confirmed_at IS NOT NULL',
      [accountId],
    );
    return forgotten === 1;
  }

  async accept(accountId: string, step: number, at: Date): Promise<boolean> {
    const accepted = await this.tx.execute(
      `UPDATE identity.second_factors SET last_step = $2, confirmed_at = coalesce(confirmed_at, $3)
       WHERE account_id = $1 AND last_step < $2`,
      [accountId, step, at],
    );
    return accepted === 1;
  }
}
