import type { Database, Tx } from '@wsis/persistence';
import type { ClaimedMail, DueMailStore } from '../../application/ports.js';
import type { Notice } from '../../domain/notice.js';

/** How long a worker may keep a mail before it counts as dead. */
const LEASE = `interval '10 minutes'`;

interface ClaimedRow {
  mail_id: string;
  notice: Notice;
  account_id: string;
  attempts: number;
  wanted: boolean;
  overdue: boolean;
  edition_id: string;
  edition_name: string | null;
  time_zone: string | null;
  voting_closes_at: Date | null;
  submission_id: string | null;
  nominee_id: string | null;
  category: string | null;
  reason: string;
  titles: Record<string, string> | null;
  original: string | null;
}

export class PostgresDueMailStore implements DueMailStore {
  constructor(private readonly database: Pick<Database, 'query' | 'execute'>) {}

  async claim(limit: number): Promise<readonly ClaimedMail[]> {
    const rows = await this.database.query<ClaimedRow>(
      `WITH taken AS (
         UPDATE notifications.due_mails SET state = 'claimed', attempts = attempts + 1, claimed_at = clock_timestamp()
         WHERE mail_id IN (SELECT mail_id FROM notifications.due_mails
                           WHERE state = 'due' AND next_try_at <= clock_timestamp()
                           ORDER BY next_try_at LIMIT $1 FOR UPDATE SKIP LOCKED)
         RETURNING mail_id, notice, account_id, attempts, edition_id, submission_id, nominee_id, reason
       )
       SELECT t.*, e.name AS edition_name, e.time_zone, e.voting_closes_at, COALESCE(n.category, s.category) AS category,
              COALESCE(n.titles, s.titles) AS titles,
              COALESCE(n.original, (SELECT language FROM jsonb_object_keys(s.titles) AS language LIMIT 1)) AS original,
              NOT EXISTS (SELECT 1 FROM notifications.refused_notices r
                          WHERE r.account_id = t.account_id AND r.notice = t.notice) AS wanted,
              t.notice = 'ballotReminder'
                AND coalesce(e.voting <> 'open' OR e.voting_closes_at <= clock_timestamp(), true) AS overdue
       FROM taken t
       LEFT JOIN notifications.editions e ON e.edition_id = t.edition_id
       LEFT JOIN notifications.submissions s ON s.submission_id = t.submission_id
       LEFT JOIN LATERAL (SELECT category, titles, original FROM notifications.nominees
                          WHERE nominee_id = t.nominee_id OR submission_id = t.submission_id LIMIT 1) n ON true`,
      [limit],
    );
    return rows.map(toMail);
  }

  async beginSending(mail: ClaimedMail): Promise<boolean> {
    const begun = await this.database.execute(
      `UPDATE notifications.due_mails SET state = 'sending', claimed_at = clock_timestamp()
       WHERE mail_id = $1 AND state = 'claimed' AND attempts = $2`,
      [mail.mailId, mail.attempts],
    );
    return begun === 1;
  }

  async settle(
    tx: Tx,
    mail: ClaimedMail,
    state: 'sent' | 'bounced' | 'unknown' | 'dropped',
    status: string,
  ): Promise<void> {
    await tx.execute(
      `UPDATE notifications.due_mails SET state = $3, status = $4, reason = '', settled_at = clock_timestamp()
       WHERE mail_id = $1 AND attempts = $2 AND state IN ('claimed', 'sending')`,
      [mail.mailId, mail.attempts, state, status],
    );
  }

  async putOff(mail: ClaimedMail, seconds: number, status: string): Promise<void> {
    await this.database.execute(
      `UPDATE notifications.due_mails SET state = 'due', status = $4,
         next_try_at = clock_timestamp() + make_interval(secs => $3)
       WHERE mail_id = $1 AND attempts = $2 AND state IN ('claimed', 'sending')`,
      [mail.mailId, mail.attempts, seconds, status],
    );
  }

  async recover(): Promise<{ due: number; unknown: number }> {
    const rows = await this.database.query<{ state: string }>(
      `UPDATE notifications.due_mails SET state = CASE state WHEN 'claimed' THEN 'due' ELSE 'unknown' END,
         settled_at = CASE state WHEN 'sending' THEN clock_timestamp() END
       WHERE state IN ('claimed', 'sending') AND claimed_at < clock_timestamp() - ${LEASE} RETURNING state`,
    );
    const due = rows.filter(({ state }) => state === 'due').length;
    return { due, unknown: rows.length - due };
  }
}

function toMail(row: ClaimedRow): ClaimedMail {
  return {
    mailId: row.mail_id,
    notice: row.notice,
    accountId: row.account_id,
    attempts: row.attempts,
    wanted: row.wanted,
    overdue: row.overdue,
    facts: {
      editionId: row.edition_id,
      editionName: row.edition_name || row.edition_id,
      timeZone: row.time_zone ?? 'UTC',
      votingClosesAt: row.voting_closes_at,
      submissionId: row.submission_id ?? '',
      nomineeId: row.nominee_id ?? '',
      category: row.category ?? '',
      reason: row.reason,
      titles: row.titles ?? {},
      original: row.original ?? '',
    },
  };
}
