import type { Database } from '@wsis/persistence';
import type { MailCount, NotificationScreens } from '../../application/read-model.js';

export class PostgresNotificationsReadModel implements NotificationScreens {
  constructor(private readonly database: Pick<Database, 'query'>) {}

  counts(editionId: string): Promise<readonly MailCount[]> {
    return this.database.query<MailCount>(
      `SELECT notice, state, count(*)::int AS mails FROM notifications.due_mails WHERE edition_id = $1
       GROUP BY notice, state ORDER BY notice, state LIMIT 200`,
      [editionId],
    );
  }
}
