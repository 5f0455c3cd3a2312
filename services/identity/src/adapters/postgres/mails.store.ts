import { isLanguage } from '@wsis/kernel';
import type { Tx } from '@wsis/persistence';
import type { DueMail, MailKind, MailStore, MailTrace } from '../../application/ports.js';
import type { MailState } from '../../domain/mail-state.js';

interface MailRow {
  mail_id: string;
  kind: MailKind;
  address: string;
  address_hash: string;
  language: string;
  params: Record<string, string>;
  created_at: Date;
  attempts: number;
}

export class PostgresMailStore implements MailStore {
  constructor(private readonly tx: Tx) {}

  async add(mails: readonly Omit<DueMail, 'attempts'>[]): Promise<void> {
    await this.tx.execute(
      `INSERT INTO identity.mails (mail_id, kind, address, address_hash, language, params, created_at, due_at)
       SELECT m.mail_id, m.kind, m.address, m.address_hash, m.language, m.params, m.created_at, m.created_at
       FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::jsonb[], $7::timestamptz[])
         AS m (mail_id, kind, address, address_hash, language, params, created_at)`,
      [
        mails.map((mail) => mail.mailId),
        mails.map((mail) => mail.kind),
        mails.map((mail) => mail.address),
        mails.map((mail) => mail.addressHash),
        mails.map((mail) => mail.language),
        mails.map((mail) => JSON.stringify(mail.params)),
        mails.map((mail) => mail.createdAt),
      ],
    );
  }

  async take(count: number, now: Date, hiddenUntil: Date): Promise<readonly DueMail[]> {
    const rows = await this.tx.query<MailRow>(
      `UPDATE identity.mails SET due_at = $3, attempts = attempts + 1
       WHERE mail_id IN (SELECT mail_id FROM identity.mails WHERE due_at <= $2
                         ORDER BY due_at LIMIT $1 FOR UPDATE SKIP LOCKED)
       RETURNING *`,
      [count, now, hiddenUntil],
    );
    return rows.map((row) => ({
      mailId: row.mail_id,
      kind: row.kind,
      address: row.address,
      addressHash: row.address_hash,
      language: isLanguage(row.language) ? row.language : 'en',
      params: row.params,
      createdAt: row.created_at,
      attempts: row.attempts,
    }));
  }

  async withhold(mail: Parameters<MailStore['withhold']>[0]): Promise<void> {
    await this.tx.execute(
      `INSERT INTO identity.mails
         (mail_id, kind, address, address_hash, language, params, created_at, due_at, state, settled_at)
       VALUES ($1, $2, '', $3, $4, '{}', $5, 'infinity', 'withheld', $5)`,
      [mail.mailId, mail.kind, mail.addressHash, mail.language, mail.createdAt],
    );
  }

  async settle(mailIds: readonly string[], state: MailState, at: Date, status = ''): Promise<void> {
    if (mailIds.length === 0) return;
    await this.tx.execute(
      `UPDATE identity.mails
       SET state = $2, settled_at = $3, status = $4, due_at = 'infinity', address = '', params = '{}'
       WHERE mail_id = ANY ($1::uuid[])`,
      [mailIds, state, at, status],
    );
  }

  async find(mailId: string): Promise<MailTrace | undefined> {
    const [row] = await this.tx.query<{
      state: MailState;
      created_at: Date;
      settled_at: Date | null;
      status: string;
    }>('SELECT state, created_at, settled_at, status FROM identity.mails WHERE mail_id = $1', [mailId]);
    return (
      row && { state: row.state, createdAt: row.created_at, settledAt: row.settled_at ?? undefined, status: row.status }
    );
  }

  async removeSettled(before: Date): Promise<void> {
    await this.tx.execute('DELETE FROM identity.mails WHERE settled_at < $1', [before]);
  }

  async postpone(mailId: string, until: Date): Promise<void> {
    await this.tx.execute('UPDATE identity.mails SET due_at = $2 WHERE mail_id = $1', [mailId, until]);
  }
}
