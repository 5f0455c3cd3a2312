import { DearAnswers, type Database } from '@wsis/persistence';
import type { FailedMail, HourOfMails, MailCount, NotificationScreens, OwnMail } from '../../application/read-model.js';

export class PostgresNotificationsReadModel implements NotificationScreens {
  private readonly dear = new DearAnswers();

  constructor(private readonly database: Pick<Database, 'query'>) {}

  failed(
    editionId: string,
    { before, limit }: Parameters<NotificationScreens['failed']>[1],
  ): Promise<readonly FailedMail[]> {
    return this.database.query<FailedMail>(
      `SELECT mail_id AS "mailId", notice, account_id AS "accountId", state, status, attempts,
              date_trunc('milliseconds', settled_at) AS "settledAt"
       FROM notifications.due_mails
       WHERE edition_id = $1 AND state IN ('bounced', 'unknown')
         AND ($2::bigint IS NULL OR (date_trunc('milliseconds', settled_at), mail_id)
              < (to_timestamp($2::bigint / 1000.0), $3::uuid))
       ORDER BY date_trunc('milliseconds', settled_at) DESC, mail_id DESC LIMIT $4`,
      [editionId, before?.atMs ?? null, before?.mailId ?? null, limit],
    );
  }

  ownMails(accountId: string): Promise<readonly OwnMail[]> {
    return this.database.query<OwnMail>(
      `SELECT notice, edition_id AS "editionId", state, settled_at AS "settledAt" FROM notifications.due_mails
       WHERE account_id = $1 ORDER BY settled_at DESC NULLS FIRST, mail_id LIMIT 200`,
      [accountId],
    );
  }

  counts(editionId: string): Promise<readonly MailCount[]> {
    return this.dear.get(`counts ${editionId}`, () =>
      this.database.query<MailCount>(
        `SELECT notice, state, count(*)::int AS mails FROM notifications.due_mails WHERE edition_id = $1
         GROUP BY notice, state ORDER BY notice, state LIMIT 200`,
        [editionId],
      ),
    );
  }

  async toTellOfTheVote(editionId: string): Promise<number> {
    const [row] = await this.database.query<{ people: number }>(
      `SELECT count(DISTINCT n.submitter_id)::int AS people FROM notifications.nominees n
       WHERE n.edition_id = $1
         AND NOT EXISTS (SELECT 1 FROM notifications.refused_notices r
                         WHERE r.account_id = n.submitter_id AND r.notice = 'voteOpened')
         AND NOT EXISTS (SELECT 1 FROM notifications.due_mails m
                         WHERE m.notice = 'voteOpened' AND m.account_id = n.submitter_id AND m.subject = n.edition_id)`,
      [editionId],
    );
    return row?.people ?? 0;
  }

  hours(editionId: string): Promise<readonly HourOfMails[]> {
    return this.dear.get(`hours ${editionId}`, () =>
      this.database.query<HourOfMails>(
        `SELECT date_trunc('hour', settled_at, 'UTC') AS hour, count(*) FILTER (WHERE state = 'sent')::int AS sent,
           count(*) FILTER (WHERE state IN ('bounced', 'unknown'))::int AS failed
         FROM notifications.due_mails
         WHERE edition_id = $1 AND settled_at > clock_timestamp() - interval '48 hours' GROUP BY 1 ORDER BY 1`,
        [editionId],
      ),
    );
  }
}
