import type { Tx } from '@wsis/persistence';
import type { CheckedCode, CodeStore, NewCode } from '../../application/ports.js';
import { LIVE_CODES } from '../../domain/one-time-code.js';

export class PostgresCodeStore implements CodeStore {
  constructor(private readonly tx: Tx) {}

  async add(codes: readonly NewCode[]): Promise<void> {
    await this.tx.execute(
      `INSERT INTO identity.codes (code_id, address_hash, code_hash, created_at, expires_at, tries_left)
       SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::timestamptz[], $5::timestamptz[], $6::smallint[])`,
      [
        codes.map((code) => code.codeId),
        codes.map((code) => code.addressHash),
        codes.map((code) => code.codeHash),
        codes.map((code) => code.createdAt),
        codes.map((code) => code.expiresAt),
        codes.map((code) => code.tries),
      ],
    );
  }

  async takeTry(addressHash: string, now: Date): Promise<readonly CheckedCode[]> {
    // Rows are locked in one order first, so that two checks at once never wait for each other in a ring.
    const rows = await this.tx.query<{ code_hash: string; expires_at: Date; live: boolean }>(
      `WITH latest AS (
         SELECT code_id, expires_at > $2 AND tries_left > 0 AS live FROM identity.codes
         WHERE address_hash = $1 ORDER BY code_id DESC LIMIT ${LIVE_CODES} FOR UPDATE)
       UPDATE identity.codes SET tries_left = codes.tries_left - CASE WHEN latest.live THEN 1 ELSE 0 END
       FROM latest WHERE codes.code_id = latest.code_id
       RETURNING codes.code_hash, codes.expires_at, latest.live`,
      [addressHash, now],
    );
    return rows.map((row) => ({ codeHash: row.code_hash, expiresAt: row.expires_at, live: row.live }));
  }

  async endAll(addressHash: string, now: Date): Promise<void> {
    await this.tx.execute(
      'UPDATE identity.codes SET tries_left = 0, expires_at = least(expires_at, $2) WHERE address_hash = $1',
      [addressHash, now],
    );
  }

  async removeExpired(before: Date): Promise<void> {
    await this.tx.execute('DELETE FROM identity.codes WHERE expires_at < $1', [before]);
  }
}
