import type { Database, Tx } from '@wsis/persistence';
import type { DueReminder, ReminderStore } from '../../application/ports.js';

/** Longer than any step takes; a worker that died in one gives its round back after this. */
const LEASE = `interval '60 seconds'`;

export class PostgresReminderStore implements ReminderStore {
  constructor(private readonly database: Pick<Database, 'query' | 'execute'>) {}

  async take(secondsAPage: number): Promise<DueReminder | undefined> {
    const [row] = await this.database.query<{ edition_id: string; hours: number; after: string | null; pages: number }>(
      `UPDATE notifications.reminder_rounds r
       SET leased_until = clock_timestamp() + ${LEASE},
           next_page_at = clock_timestamp() + make_interval(secs => $1)
       FROM (SELECT edition_id, hours FROM notifications.reminder_rounds JOIN notifications.editions e USING (edition_id)
             WHERE done_at IS NULL AND due_at <= clock_timestamp() AND next_page_at <= clock_timestamp()
               AND (leased_until IS NULL OR leased_until <= clock_timestamp())
               AND e.voting = 'open' AND e.voting_closes_at > clock_timestamp()
             ORDER BY due_at LIMIT 1 FOR UPDATE OF reminder_rounds SKIP LOCKED) due
       WHERE r.edition_id = due.edition_id AND r.hours = due.hours
       RETURNING r.edition_id, r.hours, r.after, r.pages`,
      [secondsAPage],
    );
    return row && { editionId: row.edition_id, hours: row.hours, after: row.after ?? undefined, pages: row.pages };
  }

  async moveOn(tx: Tx, round: DueReminder, next: string | undefined): Promise<boolean> {
    const moved = await tx.execute(
      `UPDATE notifications.reminder_rounds
       SET after = coalesce($4, after), pages = pages + 1, leased_until = NULL,
           done_at = CASE WHEN $4::uuid IS NULL THEN clock_timestamp() END
       WHERE edition_id = $1 AND hours = $2 AND pages = $3 AND done_at IS NULL`,
      [round.editionId, round.hours, round.pages, next ?? null],
    );
    return moved === 1;
  }

  async release(round: DueReminder): Promise<void> {
    await this.database.execute(
      `UPDATE notifications.reminder_rounds SET leased_until = NULL WHERE edition_id = $1 AND hours = $2 AND pages = $3`,
      [round.editionId, round.hours, round.pages],
    );
  }

  async note(tx: Tx, round: DueReminder, accountIds: readonly string[]): Promise<number> {
    return tx.execute(
      `INSERT INTO notifications.due_mails (notice, account_id, subject, edition_id)
       SELECT 'ballotReminder', account_id, $1 || '/' || $2, $1 FROM unnest($3::uuid[]) AS due (account_id)
       WHERE NOT EXISTS (SELECT 1 FROM notifications.refused_notices r
                         WHERE r.account_id = due.account_id AND r.notice = 'ballotReminder')
       ON CONFLICT (notice, account_id, subject) DO NOTHING`,
      [round.editionId, round.hours, accountIds],
    );
  }
}
