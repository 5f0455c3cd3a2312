import type { Tx } from '@wsis/persistence';
import type { CodeStore, LiveCode } from '../../application/ports.js';
import { LIVE_CODES } from '../../domain/one-time-code.js';

export class PostgresCodeStore implements CodeStore {
  constructor(private readonly tx: Tx) {}

  async add(code: Parameters<CodeStore['add']>[0]): Promise<void> {
    await this.tx.execute(
      `INSERT INTO identity.codes (code_id, address_hash, code_hash, created_at, expires_at, tries_left)
       VALUES ($1, $2, $3, $4, $5, $6)`,
      [code.codeId, code.addressHash, code.codeHash, code.createdAt, code.expiresAt, code.tries],
    );
  }

  async takeTry(addressHash: string, now: Date): Promise<readonly LiveCode[]> {
    // Rows are locked in one order first, so that two checks at once never wait for each other in a ring.
    const rows = await this.tx.query<{ code_id: string; code_hash: string }>(
      `WITH live AS (
         SELECT code_id FROM identity.codes
         WHERE address_hash = $1 AND expires_at > $2 AND tries_left > 0
         ORDER BY code_id DESC LIMIT ${LIVE_CODES} FOR UPDATE)
       UPDATE identity.codes SET tries_left = codes.tries_left - 1
       FROM live WHERE codes.code_id = live.code_id
       RETURNING codes.code_id, codes.code_hash`,
      [addressHash, now],
    );
    return rows.map((row) => ({ codeId: row.code_id, codeHash: row.code_hash }));
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
