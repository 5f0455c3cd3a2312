import { DearAnswers, type Tx } from '@wsis/persistence';
import { MailScreens, type HourOfMails, type MailCount, type MailFigures } from '../../application/mail-figures.js';

const RECENT = `settled_at > clock_timestamp() - interval '48 hours'`;

/** Counts mails with its own SQL, over the index of the settled ones and the few that are due. */
export class MailReadModel extends MailScreens {
  private readonly dear = new DearAnswers();

  constructor(private readonly tx: Pick<Tx, 'query'>) {
    super();
  }

  /** Counted again only now and then where there are many. */
  figures(): Promise<MailFigures> {
    return this.dear.get('figures', () => this.count());
  }

  remindable(editionId: string): Promise<number> {
    return this.dear.get(`remindable ${editionId}`, async () => {
      const [row] = await this.tx.query<{ agreed: number }>(
        `SELECT count(*)::int AS agreed FROM identity.voter_profiles
         WHERE edition_id = $1 AND reminders_agreed_at IS NOT NULL`,
        [editionId],
      );
      return row?.agreed ?? 0;
    });
  }

  private async count(): Promise<MailFigures> {
    const [items, hours, [waiting]] = await Promise.all([
      this.tx.query<MailCount>(
        // Two looks, each over its own index; as one with OR it would be over all mails that ever were.
        `SELECT kind, state, sum(mails)::int AS mails FROM (
           SELECT kind, state, count(*) AS mails FROM identity.mails WHERE ${RECENT} GROUP BY kind, state
           UNION ALL
           SELECT kind, state, count(*) FROM identity.mails
           WHERE due_at < 'infinity' AND (${RECENT}) IS NOT TRUE GROUP BY kind, state) AS counted
         GROUP BY kind, state ORDER BY kind, state`,
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
