import type { Language } from '@wsis/kernel';
import type { Tx } from '@wsis/persistence';
import type { RuleBook } from '@wsis/rule-book';
import {
  NominationsScreens,
  type AuthorsFilter,
  type AuthorsLine,
  type ListPage,
  type Place,
  type SubmissionFilter,
  type SubmissionLine,
  type SubmissionView,
} from '../../application/screens.js';
import type { Picture } from '../../domain/picture.js';
import type { PastProjectReference, SubmissionState, Values } from '../../domain/submission.js';
import type { PostgresEditionStore } from './edition.store.js';

interface SubmissionViewRow {
  readonly id: string;
  readonly edition_id: string;
  readonly state: SubmissionState;
  readonly version: number;
  readonly language: Language;
  readonly category: string | null;
  readonly answers: Values;
  readonly texts: SubmissionView['texts'];
  readonly organisation_id: string | null;
  readonly submitter_account_id: string;
  readonly generated: boolean;
  readonly past_project: PastProjectReference | null;
  readonly attachments: SubmissionView['attachments'];
  readonly pictures: readonly Picture[];
  readonly history: readonly (Omit<SubmissionView['history'][number], 'happenedAt'> & { happenedAt: string })[];
  readonly conflicts: readonly { accountId: string; reason: string; declaredAt: string }[];
  readonly saved_at: Date;
  readonly saved_by: string | null;
  readonly submitted_at: Date | null;
}

interface SubmissionLineRow {
  readonly id: string;
  readonly edition_id: string;
  readonly state: SubmissionState;
  readonly version: number;
  readonly category: string | null;
  readonly title: string | null;
  readonly organisation_name: string | null;
  readonly country: string | null;
  readonly generated: boolean;
  readonly submitted_at: Date | null;
  readonly submitter_account_id: string;
}

const LINES = `SELECT submission.id, edition_id, submission.state, version, category, title, organisation_name, country,
              generated, submitted_at, submitter_account_id
       FROM nominations.submissions AS submission
       LEFT JOIN nominations.submission_texts AS text ON text.submission_id = submission.id AND text.state = 'original'`;

/** What the screens of nominations show, each by one statement. */
export class NominationsReadModel extends NominationsScreens {
  constructor(
    private readonly database: Pick<Tx, 'query'>,
    private readonly editions: PostgresEditionStore,
  ) {
    super();
  }

  async submission(id: string): Promise<SubmissionView | undefined> {
    const [row] = await this.database.query<SubmissionViewRow>(
      `SELECT submission.id, edition_id, state, version, language, category, answers, organisation_id,
              submitter_account_id, generated, past_project, saved_at, submitted_at,
              (SELECT coalesce(jsonb_agg(jsonb_build_object('language', language, 'state', state, 'version', text_version,
                                'values', answers)
                                ORDER BY state = 'original' DESC, language), '[]')
               FROM nominations.submission_texts WHERE submission_id = submission.id) AS texts,
              (SELECT written_by FROM nominations.submission_texts
               WHERE submission_id = submission.id AND state = 'original') AS saved_by,
              (SELECT coalesce(jsonb_agg(jsonb_build_object('kind', kind, 'place', place, 'alternative', alternative)
                                ORDER BY ordinal), '[]')
               FROM nominations.submission_attachments WHERE submission_id = submission.id) AS attachments,
              (SELECT coalesce(jsonb_agg(jsonb_build_object('id', id, 'descriptions', descriptions, 'variants', variants)
                                ORDER BY id), '[]')
               FROM nominations.pictures WHERE submission_id = submission.id) AS pictures,
              (SELECT coalesce(jsonb_agg(jsonb_build_object('what', what, 'reason', reason, 'fromState', from_state,
                                'toState', to_state, 'category', category, 'happenedAt', happened_at) ORDER BY id), '[]')
               FROM nominations.submission_history WHERE submission_id = submission.id) AS history,
              (SELECT coalesce(jsonb_agg(jsonb_build_object('accountId', account_id, 'reason', reason,
                                'declaredAt', declared_at) ORDER BY declared_at), '[]')
               FROM nominations.screening_conflicts WHERE submission_id = submission.id) AS conflicts
       FROM nominations.submissions AS submission WHERE submission.id = $1`,
      [id],
    );
    if (!row) return undefined;
    const original = row.texts.find((text) => text.state === 'original');
    return {
      id: row.id,
      edition: row.edition_id,
      state: row.state,
      version: row.version,
      language: row.language,
      category: row.category,
      values: { ...row.answers, ...original?.values },
      texts: row.texts,
      organisationId: row.organisation_id,
      submitterAccountId: row.submitter_account_id,
      generated: row.generated,
      pastProject: row.past_project,
      attachments: row.attachments,
      pictures: row.pictures,
      history: row.history.map((entry) => ({ ...entry, happenedAt: new Date(entry.happenedAt) })),
      conflicts: row.conflicts.map((conflict) => ({ ...conflict, declaredAt: new Date(conflict.declaredAt) })),
      savedAt: row.saved_at,
      savedBy: row.saved_by,
      submittedAt: row.submitted_at,
    };
  }

  async submissions(
    filter: SubmissionFilter,
    after: Place | undefined,
    limit: number,
  ): Promise<ListPage<SubmissionLine>> {
    const rows = await this.database.query<SubmissionLineRow>(
      `${LINES}
       WHERE submitted_at IS NOT NULL AND ($1::text IS NULL OR edition_id = $1)
         AND ($2::text IS NULL OR submission.state = $2)
         AND ($3::text IS NULL OR category = $3)
         AND ($4::uuid IS NULL OR submission.id > $4)
         AND ($6::text IS NULL OR strpos(lower(title), lower($6)) > 0 OR strpos(lower(organisation_name), lower($6)) > 0)
       ORDER BY submission.id LIMIT $5`,
      [
        filter.editionId ?? null,
        filter.state ?? null,
        filter.category ?? null,
        after?.[0] ?? null,
        limit + 1,
        filter.words ?? null,
      ],
    );
    return page(rows.map(toSubmissionLine), limit, (last) => [last.id]);
  }

  async authorsSubmissions(
    { editionId, accountId, organisationIds }: AuthorsFilter,
    after: Place | undefined,
    limit: number,
  ): Promise<ListPage<AuthorsLine>> {
    const rows = await this.database.query<SubmissionLineRow>(
      `${LINES}
       WHERE edition_id = $1 AND (submitter_account_id = $2 OR organisation_id = ANY ($3::uuid[]))
         AND ($4::uuid IS NULL OR submission.id > $4)
       ORDER BY submission.id LIMIT $5`,
      [editionId, accountId, [...organisationIds], after?.[0] ?? null, limit + 1],
    );
    const lines = rows.map((row) => ({ ...toSubmissionLine(row), own: row.submitter_account_id === accountId }));
    return page(lines, limit, (last) => [last.id]);
  }

  progress(editionId: string): Promise<readonly { category: string | null; state: SubmissionState; count: number }[]> {
    return this.database.query(
      `SELECT category, state, count(*)::int AS count FROM nominations.submissions
       WHERE edition_id = $1 AND submitted_at IS NOT NULL GROUP BY category, state ORDER BY category, state`,
      [editionId],
    );
  }

  async countOfOrganisation(organisationId: string): Promise<number> {
    const [row] = await this.database.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM nominations.submissions WHERE organisation_id = $1`,
      [organisationId],
    );
    return row?.count ?? 0;
  }

  async editionOfRecord(id: string): Promise<string | undefined> {
    const [row] = await this.database.query<{ edition_id: string }>(
      `SELECT edition_id FROM nominations.submissions WHERE id = $1
       UNION ALL SELECT edition_id FROM nominations.nominees WHERE id = $1 LIMIT 1`,
      [id],
    );
    return row?.edition_id;
  }

  ruleBook(editionId: string): Promise<RuleBook | undefined> {
    return this.editions.ruleBook(this.database, editionId);
  }
}

function toSubmissionLine(row: SubmissionLineRow): SubmissionLine {
  return {
    id: row.id,
    edition: row.edition_id,
    state: row.state,
    version: row.version,
    category: row.category,
    title: row.title ?? '',
    organisationName: row.organisation_name,
    country: row.country,
    generated: row.generated,
    submittedAt: row.submitted_at,
  };
}

/** Up to `limit` of what was found, and where to go on when there is more. */
export function page<T>(found: readonly T[], limit: number, place: (last: T) => Place): ListPage<T> {
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return found.length > limit && last !== undefined ? { items, next: place(last) } : { items };
}
