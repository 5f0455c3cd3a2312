import type { Language } from '@wsis/kernel';
import type { Tx } from '@wsis/persistence';
import type { ListPage, Place } from '../../application/screens.js';
import {
  ScreeningQueue,
  type QueueFilter,
  type QueueLine,
  type QueueOrder,
} from '../../application/screening-queue.js';
import type { Author } from '../../domain/author.js';
import type { SubmissionState } from '../../domain/submission.js';
import { page } from './nominations.read-model.js';
import { bothWays, titleOf, type Order } from './order.js';

interface QueueRow {
  readonly id: string;
  readonly state: SubmissionState;
  readonly version: number;
  readonly category: string | null;
  readonly title: string | null;
  readonly language: Language;
  readonly organisation_name: string | null;
  readonly country: string | null;
  readonly generated: boolean;
  readonly submitted_at: Date;
  readonly own: boolean;
  readonly stepped_back: boolean;
  readonly decided_by_me: boolean;
  readonly place: string;
}

const ORDERS: Readonly<Record<QueueOrder, Order>> = bothWays({
  submittedAt: `to_char(submitted_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US')`,
  title: titleOf('original'),
});

const decidedBy = (submission: string, account: string) =>
  `EXISTS (SELECT 1 FROM nominations.submission_history AS step
           WHERE step.submission_id = ${submission} AND step.what = 'screened' AND step.actor = ${account})`;

/** The queue of the screeners, each page by one statement. */
export class ScreeningQueueReadModel extends ScreeningQueue {
  constructor(private readonly database: Pick<Tx, 'query'>) {
    super();
  }

  async lines(
    filter: QueueFilter,
    reviewer: Author,
    order: QueueOrder,
    after: Place | undefined,
    limit: number,
  ): Promise<ListPage<QueueLine>> {
    const { place, way, beyond } = ORDERS[order];
    const rows = await this.database.query<QueueRow>(
      `SELECT submission.id, submission.state, version, category, original.title, submission.language,
              organisation_name, country, generated, submitted_at,
              coalesce(submitter_account_id = $2 OR organisation_id = ANY ($9::uuid[]), FALSE) AS own,
              EXISTS (SELECT 1 FROM nominations.screening_conflicts AS conflict
                      WHERE conflict.submission_id = submission.id AND conflict.account_id = $2) AS stepped_back,
              ${decidedBy('submission.id', '$2')} AS decided_by_me, ${place} AS place
       FROM nominations.submissions AS submission
       LEFT JOIN nominations.submission_texts AS original
         ON original.submission_id = submission.id AND original.state = 'original'
       WHERE edition_id = $1 AND submitted_at IS NOT NULL
         AND ($3::text IS NULL OR submission.state = $3)
         AND ($4::text[] IS NULL OR category = ANY ($4))
         AND ($5::text IS NULL OR organisation_name ILIKE $5 OR EXISTS (
               SELECT 1 FROM nominations.submission_texts AS text
               WHERE text.submission_id = submission.id AND text.title ILIKE $5))
         AND ($6::text IS NULL OR (${place} COLLATE "C", submission.id) ${beyond} ($6 COLLATE "C", $7::uuid))
       ORDER BY ${place} COLLATE "C" ${way}, submission.id ${way} LIMIT $8`,
      [
        filter.editionId,
        reviewer.accountId,
        filter.state ?? null,
        filter.categories ?? null,
        filter.words === undefined ? null : `%${literally(filter.words)}%`,
        after?.[0] ?? null,
        after?.[1] ?? null,
        limit + 1,
        reviewer.belongsTo.map(({ organisationId }) => organisationId),
      ],
    );
    const found = page(rows, limit, (last) => [last.place, last.id]);
    return { ...found, items: found.items.map(toLine) };
  }

  async decidedBy(editionId: string, reviewer: string): Promise<number> {
    const [row] = await this.database.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM nominations.submissions AS submission
       WHERE edition_id = $1 AND ${decidedBy('submission.id', '$2')}`,
      [editionId, reviewer],
    );
    return row?.count ?? 0;
  }
}

/** Words for LIKE that mean themselves. */
const literally = (words: string) => words.replace(/[\\%_]/g, String.raw`\$&`);

function toLine(row: QueueRow): QueueLine {
  return {
    id: row.id,
    state: row.state,
    version: row.version,
    category: row.category,
    title: row.title ?? '',
    language: row.language,
    organisationName: row.organisation_name,
    country: row.country,
    generated: row.generated,
    submittedAt: row.submitted_at,
    own: row.own,
    steppedBack: row.stepped_back,
    decidedByMe: row.decided_by_me,
  };
}
