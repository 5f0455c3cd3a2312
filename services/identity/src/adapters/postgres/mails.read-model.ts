import type { Tx } from '@wsis/persistence';
import { MailScreens, type HourOfMails, type MailCount, type MailFigures } from '../../application/mail-figures.js';

const RECENT = `settled_at > clock_timestamp() - interval '48 hours'`;

/** Counts mails with its own SQL, over the index of the settled ones and the few that are due. */
export class MailReadModel extends MailScreens {
  constructor(private readonly tx: Pick<Tx, 'query'>) {
    super();
  }

  async figures(): Promise<MailFigures> {
    const [items, hours, [waiting]] = await Promise.all([
      this.tx.query<MailCount>(
        `SELECT kind, state, count(*)::int AS mails FROM identity.mails
         WHERE ${RECENT} OR due_at < 'infinity' GROUP BY kind, state ORDER BY kind, state`,
      ),
      this.tx.query<HourOfMails>(
        `SELECT date_trunc('hour', settled_at, 'UTC') AS hour,
           count(*) FILTER (WHERE state = 'handed-over')::int AS sent,
           count(*) FILTER (WHERE state IN ('bounced', 'given-up'))::int AS failed
         FROM identity.mails WHERE ${RECENT} GROUP BY 1 ORDER BY 1`,
      ),
      this.tx.query<{ since: Date | null }>(
        `SELECT min(created_at) AS since FROM identity.mails WHERE state = 'waiting' AND due_at < 'infinity'`,
      ),
    ]);
    return { items, hours, waitingSince: waiting?.since ?? null };
  }
}
