import type { IdSource, Language } from '@wsis/kernel';
import type { Tx } from '@wsis/persistence';
import type { HistoryEntry, StoredContent, SubmissionStore, Translation } from '../../application/ports.js';
import type { Owned } from '../../domain/author.js';
import type { LastStep } from '../../domain/screening.js';
import type { Candidate } from '../../domain/nominee-list.js';
import {
  textOf,
  type PastProjectReference,
  type Submission,
  type SubmissionState,
  type TextState,
  type Values,
} from '../../domain/submission.js';
import type { StandingText } from '../../domain/translation.js';

interface SubmissionRow {
  readonly id: string;
  readonly edition_id: string;
  readonly state: SubmissionState;
  readonly version: number;
  readonly submitter_account_id: string;
  readonly organisation_id: string | null;
  readonly language: Language;
  readonly category: string | null;
  readonly answers: Values;
  readonly texts: Values | null;
  readonly generated: boolean;
  readonly past_project: PastProjectReference | null;
}

const COLUMNS = `submission.id, edition_id, submission.state, version, submitter_account_id, organisation_id,
  submission.language, category, submission.answers, generated, past_project,
  (SELECT answers FROM nominations.submission_texts AS original
   WHERE original.submission_id = submission.id AND original.state = 'original') AS texts`;

const FACTS = `submitter_role, owner_consent, organisation_id, organisation_name, language, category, stakeholder_type,
  country, region, sdgs, gdc_objectives, beneficiaries, website, answers, generated, past_project, project_key, entity_key`;

export class PostgresSubmissionStore implements SubmissionStore {
  constructor(private readonly ids: IdSource) {}

  async create(
    tx: Tx,
    submission: { readonly id: string; readonly editionId: string; readonly submitterAccountId: string },
    stored: StoredContent,
  ): Promise<void> {
    await tx.execute(
      `INSERT INTO nominations.submissions (id, edition_id, submitter_account_id, state, version, ${FACTS})
       VALUES ($1, $2, $3, 'draft', 1, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13::smallint[], $14::text[], $15::text[],
               $16, $17::jsonb, $18, $19::jsonb, $20, $21)`,
      [submission.id, submission.editionId, submission.submitterAccountId, ...factValues(stored)],
    );
    await this.writeParts(tx, submission.id, stored, submission.submitterAccountId);
    await this.remember(tx, [
      {
        submissionId: submission.id,
        what: 'begun',
        actor: submission.submitterAccountId,
        reason: '',
        fromState: null,
        toState: 'draft',
        category: stored.facts.category,
      },
    ]);
  }

  async countDrafts(tx: Tx, editionId: string, accountId: string): Promise<number> {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended($1, 20142))`, [`${editionId}\n${accountId}`]);
    const [row] = await tx.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM nominations.submissions
       WHERE submitter_account_id = $2 AND edition_id = $1 AND state = 'draft'`,
      [editionId, accountId],
    );
    return row?.count ?? 0;
  }

  async editionOf(tx: Tx, submissionId: string): Promise<string | undefined> {
    const [row] = await tx.query<{ edition_id: string }>(
      `SELECT edition_id FROM nominations.submissions WHERE id = $1`,
      [submissionId],
    );
    return row?.edition_id;
  }

  async owned(tx: Tx, submissionId: string): Promise<Owned | undefined> {
    const [row] = await tx.query<Pick<SubmissionRow, 'submitter_account_id' | 'organisation_id'>>(
      `SELECT submitter_account_id, organisation_id FROM nominations.submissions WHERE id = $1`,
      [submissionId],
    );
    return row && { submitterAccountId: row.submitter_account_id, organisationId: row.organisation_id };
  }

  async lock(tx: Tx, submissionId: string): Promise<Submission | undefined> {
    return (await this.lockMany(tx, [submissionId])).get(submissionId);
  }

  async lockMany(tx: Tx, submissionIds: readonly string[]): Promise<ReadonlyMap<string, Submission>> {
    // Locked first, read after: the texts are those of the moment at which the lock was granted.
    await tx.query(`SELECT 1 FROM nominations.submissions WHERE id = ANY ($1::uuid[]) ORDER BY id FOR UPDATE`, [
      [...submissionIds],
    ]);
    const rows = await tx.query<SubmissionRow>(
      `SELECT ${COLUMNS} FROM nominations.submissions AS submission WHERE id = ANY ($1::uuid[])`,
      [[...submissionIds]],
    );
    return new Map(rows.map((row) => [row.id, toSubmission(row)]));
  }

  async save(tx: Tx, submission: Submission, stored: StoredContent, writtenBy: string): Promise<void> {
    await tx.execute(
      `UPDATE nominations.submissions SET version = version + 1, saved_at = clock_timestamp(),
         co_written = co_written OR submitter_account_id <> $20,
         (${FACTS}) = ($2, $3, $4, $5, $6, $7, $8, $9, $10, $11::smallint[], $12::text[], $13::text[], $14, $15::jsonb,
                       $16, $17::jsonb, $18, $19)
       WHERE id = $1`,
      [submission.id, ...factValues(stored), writtenBy],
    );
    await tx.execute(`DELETE FROM nominations.submission_texts WHERE submission_id = $1 AND state = 'original'`, [
      submission.id,
    ]);
    // A translation that was confirmed was confirmed for other words, and so is one that is being written now.
    await tx.execute(
      `UPDATE nominations.submission_texts SET state = 'machine-draft', text_version = text_version + 1
       WHERE submission_id = $1`,
      [submission.id],
    );
    await tx.execute(`DELETE FROM nominations.submission_attachments WHERE submission_id = $1`, [submission.id]);
    await this.writeParts(tx, submission.id, stored, writtenBy);
  }

  async countOfEntity(
    tx: Tx,
    editionId: string,
    entityKey: string,
    category: string,
    besides: string,
  ): Promise<{ readonly inCategory: number; readonly inEdition: number }> {
    // Two submissions of one entity wait for each other here, so that neither counts without the other.
    await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended($1, 20141))`, [`${editionId}\n${entityKey}`]);
    const [row] = await tx.query<{ in_category: number; in_edition: number }>(
      `SELECT (count(*) FILTER (WHERE category = $3))::int AS in_category, count(*)::int AS in_edition
       FROM nominations.submissions
       WHERE edition_id = $1 AND entity_key = $2 AND id <> $4
         AND state IN ('submitted', 'returned', 'nominated', 'declined')`,
      [editionId, entityKey, category, besides],
    );
    return { inCategory: row?.in_category ?? 0, inEdition: row?.in_edition ?? 0 };
  }

  async textIn(tx: Tx, submissionId: string, language: Language): Promise<StandingText | undefined> {
    const [row] = await tx.query<StandingText>(
      `SELECT state, text_version AS version FROM nominations.submission_texts WHERE submission_id = $1 AND language = $2`,
      [submissionId, language],
    );
    return row;
  }

  async textsIn(
    tx: Tx,
    submissionIds: readonly string[],
    language: Language,
  ): Promise<ReadonlyMap<string, StandingText & { readonly texts: Values }>> {
    const rows = await tx.query<StandingText & { id: string; texts: Values }>(
      `SELECT submission_id AS id, state, text_version AS version, answers AS texts
       FROM nominations.submission_texts WHERE submission_id = ANY ($1::uuid[]) AND language = $2`,
      [[...submissionIds], language],
    );
    return new Map(rows.map(({ id, ...text }) => [id, text]));
  }

  async markChecked(tx: Tx, submissionIds: readonly string[], language: Language, checkedBy: string): Promise<void> {
    await tx.execute(
      `UPDATE nominations.submission_texts
       SET state = 'checked', written_by = $3, written_at = clock_timestamp(), text_version = text_version + 1
       WHERE submission_id = ANY ($1::uuid[]) AND language = $2 AND state = 'machine-draft'`,
      [[...submissionIds], language, checkedBy],
    );
  }

  async translate(
    tx: Tx,
    submissionId: string,
    translation: Translation,
    fromVersion: number,
    writtenBy: string,
  ): Promise<void> {
    await tx.execute(
      `INSERT INTO nominations.submission_texts
         (submission_id, language, state, title, short_description, answers, written_by, text_version)
       VALUES ($1, $2, $3, $4, $5, $6::jsonb, $7, $8)
       ON CONFLICT (submission_id, language) DO UPDATE SET state = EXCLUDED.state, title = EXCLUDED.title,
         short_description = EXCLUDED.short_description, answers = EXCLUDED.answers, written_by = EXCLUDED.written_by,
         text_version = EXCLUDED.text_version, written_at = clock_timestamp()`,
      [
        submissionId,
        translation.language,
        translation.state,
        textOf(translation.texts, 'title'),
        textOf(translation.texts, 'shortDescription'),
        JSON.stringify(translation.texts),
        writtenBy,
        fromVersion + 1,
      ],
    );
  }

  async receive(tx: Tx, submissionId: string, claimsProject: boolean): Promise<boolean> {
    await tx.execute('SAVEPOINT receiving');
    try {
      await tx.execute(
        `UPDATE nominations.submissions
         SET state = 'submitted', version = version + 1, claims_project = $2, submitted_at = clock_timestamp()
         WHERE id = $1`,
        [submissionId, claimsProject],
      );
      return true;
    } catch (error) {
      if ((error as { code?: string }).code !== '23505') throw error;
      await tx.execute('ROLLBACK TO SAVEPOINT receiving');
      return false;
    }
  }

  async changeStates(
    tx: Tx,
    changes: readonly {
      readonly submissionId: string;
      readonly state: SubmissionState;
      readonly category: string | null;
    }[],
  ): Promise<void> {
    if (changes.length === 0) return;
    await tx.execute(
      `UPDATE nominations.submissions AS submission
       SET state = change.state, category = change.category, version = version + 1,
           claims_project = claims_project AND change.state <> 'withdrawn'
       FROM unnest($1::uuid[], $2::text[], $3::text[]) AS change (id, state, category)
       WHERE submission.id = change.id`,
      [
        changes.map((change) => change.submissionId),
        changes.map((change) => change.state),
        changes.map((change) => change.category),
      ],
    );
  }

  async remember(tx: Tx, entries: readonly HistoryEntry[]): Promise<void> {
    if (entries.length === 0) return;
    await tx.execute(
      `INSERT INTO nominations.submission_history (id, submission_id, what, actor, reason, from_state, to_state, category)
       SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::uuid[], $5::text[], $6::text[], $7::text[], $8::text[])`,
      [
        entries.map(() => this.ids.next()),
        entries.map((entry) => entry.submissionId),
        entries.map((entry) => entry.what),
        entries.map((entry) => entry.actor),
        entries.map((entry) => entry.reason),
        entries.map((entry) => entry.fromState),
        entries.map((entry) => entry.toState),
        entries.map((entry) => entry.category),
      ],
    );
  }

  async lastSteps(tx: Tx, submissionIds: readonly string[]): Promise<ReadonlyMap<string, LastStep>> {
    const rows = await tx.query<LastStep & { readonly submission_id: string }>(
      `SELECT DISTINCT ON (submission_id) submission_id, what, actor, reason FROM nominations.submission_history
       WHERE submission_id = ANY ($1::uuid[]) ORDER BY submission_id, id DESC`,
      [[...submissionIds]],
    );
    return new Map(rows.map((row) => [row.submission_id, row]));
  }

  async nominatedByCategory(tx: Tx, editionId: string): Promise<ReadonlyMap<string, number>> {
    const rows = await tx.query<{ category: string; count: number }>(
      `SELECT category, count(*)::int AS count FROM nominations.submissions
       WHERE edition_id = $1 AND state = 'nominated' GROUP BY category`,
      [editionId],
    );
    return new Map(rows.map((row) => [row.category, row.count]));
  }

  async undecided(tx: Tx, editionId: string): Promise<number> {
    const [row] = await tx.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM nominations.submissions WHERE edition_id = $1 AND state = 'submitted'`,
      [editionId],
    );
    return row?.count ?? 0;
  }

  async candidates(tx: Tx, editionId: string): Promise<readonly Candidate[]> {
    const rows = await tx.query<{ id: string; category: string; texts: Partial<Record<Language, TextState>> }>(
      `SELECT submission.id, category,
              (SELECT jsonb_object_agg(language, text.state) FROM nominations.submission_texts AS text
               WHERE text.submission_id = submission.id) AS texts
       FROM nominations.submissions AS submission WHERE edition_id = $1 AND submission.state = 'nominated'
       ORDER BY submission.id`,
      [editionId],
    );
    return rows.map((row) => ({ submissionId: row.id, category: row.category, texts: row.texts ?? {} }));
  }

  private async writeParts(tx: Tx, submissionId: string, stored: StoredContent, author: string): Promise<void> {
    await tx.execute(
      `INSERT INTO nominations.submission_texts
         (submission_id, language, state, title, short_description, answers, written_by, text_version)
       VALUES ($1, $2, 'original', $3, $4, $5::jsonb, $6,
               (SELECT version FROM nominations.submissions WHERE id = $1))
       ON CONFLICT (submission_id, language) DO UPDATE SET state = 'original', title = EXCLUDED.title,
         short_description = EXCLUDED.short_description, answers = EXCLUDED.answers, written_by = EXCLUDED.written_by,
         text_version = EXCLUDED.text_version, written_at = clock_timestamp()`,
      [
        submissionId,
        stored.content.language,
        textOf(stored.content.values, 'title'),
        textOf(stored.content.values, 'shortDescription'),
        JSON.stringify(stored.texts),
        author,
      ],
    );
    const { attachments } = stored.facts;
    if (attachments.length === 0) return;
    await tx.execute(
      `INSERT INTO nominations.submission_attachments (submission_id, ordinal, kind, place, alternative)
       SELECT $1, ordinal, kind, place, alternative
       FROM unnest($2::text[], $3::text[], $4::text[]) WITH ORDINALITY AS part (kind, place, alternative, ordinal)`,
      [
        submissionId,
        attachments.map((part) => part.kind),
        attachments.map((part) => part.place),
        attachments.map((part) => part.alternative),
      ],
    );
  }
}

/** In the order of `FACTS`. */
function factValues({ content, facts, answers }: StoredContent): readonly unknown[] {
  return [
    facts.submitterRole,
    facts.ownerConsent,
    content.organisationId,
    facts.organisationName,
    content.language,
    facts.category,
    facts.stakeholderType,
    facts.country,
    facts.region,
    [...facts.sdgs],
    [...facts.gdcObjectives],
    [...facts.beneficiaries],
    facts.website,
    JSON.stringify(answers),
    content.generated,
    content.pastProject === null ? null : JSON.stringify(content.pastProject),
    facts.projectKey,
    facts.entityKey,
  ];
}

function toSubmission(row: SubmissionRow): Submission {
  return {
    id: row.id,
    editionId: row.edition_id,
    state: row.state,
    version: row.version,
    submitterAccountId: row.submitter_account_id,
    organisationId: row.organisation_id,
    language: row.language,
    category: row.category,
    values: { ...row.answers, ...row.texts },
    generated: row.generated,
    pastProject: row.past_project,
  };
}
