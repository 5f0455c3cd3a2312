/** A platform as it is late in a big edition: what only numbers of people bring is put into its tables by SQL. */
import { connectDatabase, type Database } from '@wsis/persistence';

const SUBMISSIONS_AS = { submitted: 6, returned: 1, declined: 3 };

/** Copies of one entry, handed in, each with a title and an id of its own, and a step of screening behind those decided. */
export async function storeSubmissions(database: Database, edition: string, count: number): Promise<void> {
  const states = Object.entries(SUBMISSIONS_AS).flatMap(([state, share]) => Array.from({ length: share }, () => state));
  await database.execute(
    `WITH sample AS (SELECT * FROM nominations.submissions WHERE edition_id = $1 AND state = 'nominated' ORDER BY id LIMIT 1),
     original AS (SELECT * FROM nominations.submission_texts WHERE submission_id = (SELECT id FROM sample) AND state = 'original'),
     codes AS (SELECT array_agg(DISTINCT category) AS of FROM nominations.submissions WHERE edition_id = $1 AND category IS NOT NULL),
     made AS (
       INSERT INTO nominations.submissions (id, edition_id, state, version, submitter_account_id, organisation_id, organisation_name,
         language, category, stakeholder_type, country, region, sdgs, answers, generated, submitted_at)
       SELECT gen_random_uuid(), edition_id, ($3::text[])[1 + n % array_length($3::text[], 1)], 2, gen_random_uuid(), gen_random_uuid(),
         'Organisation ' || n, language, codes.of[1 + n % array_length(codes.of, 1)], stakeholder_type, country, region, sdgs, answers,
         TRUE, clock_timestamp() - n * interval '1 minute'
       FROM sample, codes, generate_series(1, $2::int) AS n RETURNING id, state, category, organisation_name),
     texts AS (
       INSERT INTO nominations.submission_texts (submission_id, language, state, title, short_description, answers, written_by)
       SELECT made.id, original.language, 'original', 'Entry of ' || made.organisation_name, original.short_description,
         original.answers, original.written_by FROM made, original)
     INSERT INTO nominations.submission_history (id, submission_id, what, actor, reason, from_state, to_state, category)
     SELECT gen_random_uuid(), id, 'screened', gen_random_uuid(), 'More entries than places', 'submitted', state, category
     FROM made WHERE state <> 'submitted'`,
    [edition, count, states],
  );
}

/** People who screen and judge, each signed in at some time. */
export async function storeExperts(database: Database, edition: string, count: number): Promise<void> {
  await database.execute(
    `WITH made AS (
       INSERT INTO identity.accounts (account_id, address, address_hash, language, display_name, country, stakeholder_type,
         verified_at, created_at, last_seen_at)
       SELECT id, 'expert-' || id || '@experts.example', 'expert-' || id, 'en', 'Expert ' || n, 'CH', '',
         clock_timestamp(), clock_timestamp(), clock_timestamp()
       FROM (SELECT n, gen_random_uuid() AS id FROM generate_series(1, $2::int) AS n) AS named RETURNING account_id)
     INSERT INTO identity.roles (account_id, role, edition_id, category, granted_at)
     SELECT account_id, 'expert', $1, '', clock_timestamp() FROM made`,
    [edition, count],
  );
}

/** Organisations that nobody has nominated for yet. */
export async function storeOrganisations(database: Database, count: number): Promise<void> {
  await database.execute(
    `INSERT INTO identity.organisations (organisation_id, name, country, stakeholder_type, created_at)
     SELECT gen_random_uuid(), 'Body ' || n, 'CH', 'civil-society', clock_timestamp() FROM generate_series(1, $1::int) AS n`,
    [count],
  );
}

/** Everybody who voted, and the mails that they had: a code each, and a notice each, over two months, the latest last. */
export async function storeVoters(
  database: Database,
  edition: string,
  count: number,
  { at = 200_000, onProgress = () => undefined }: { at?: number; onProgress?: (stored: number) => void } = {},
): Promise<void> {
  for (let stored = 0; stored < count; stored += at) {
    const many = Math.min(at, count - stored);
    const over = [stored + 1, stored + many];
    await database.execute(
      `INSERT INTO identity.accounts (account_id, address, address_hash, language, display_name, country, stakeholder_type,
         verified_at, created_at)
       SELECT gen_random_uuid(), 'voter-of-many-' || n || '@voters.example', 'voter-of-many-' || n, 'en', '', 'CH', '',
         clock_timestamp(), clock_timestamp() FROM generate_series($1::int, $2::int) AS n`,
      over,
    );
    await database.execute(
      `INSERT INTO identity.mails (mail_id, kind, address, address_hash, language, params, created_at, due_at, state, settled_at)
       SELECT gen_random_uuid(), 'code', '', 'voter-of-many-' || n, 'en', '{}', at, 'infinity', 'handed-over', at
       FROM generate_series($1::int, $2::int) AS n,
         LATERAL (SELECT clock_timestamp() - ($3::int - n) * (interval '60 days' / $3::int) AS at) AS settled`,
      [...over, count],
    );
    await database.execute(
      `INSERT INTO notifications.due_mails (notice, account_id, subject, edition_id, state, settled_at)
       SELECT 'voteOpened', gen_random_uuid(), $3, $3, 'sent', clock_timestamp() - ($4::int - n) * (interval '60 days' / $4::int)
       FROM generate_series($1::int, $2::int) AS n`,
      [...over, edition, count],
    );
    onProgress(stored + many);
  }
}

/** What people of the staff did in months. */
export async function storeDeeds(database: Database, edition: string, count: number): Promise<void> {
  for (const schema of ['identity', 'nominations', 'voting', 'evaluation']) {
    await database.execute(
      `INSERT INTO ${schema}.audit_entries (id, at, actor, action, subject_kind, subject_id, edition_id, details)
       SELECT gen_random_uuid(), clock_timestamp() - n * interval '1 minute', gen_random_uuid(), 'POST /submissions/:id/screening',
         'Submission', gen_random_uuid()::text, $1, '{}' FROM generate_series(1, $2::int) AS n`,
      [edition, count],
    );
  }
}

/** With statistics, as after weeks. */
export async function settle(database: Database): Promise<void> {
  await database.execute('VACUUM (ANALYZE)');
  await database.execute('CHECKPOINT');
}

/** A pool whose statements may take long. */
export const connect = (url: string): Promise<Database> =>
  connectDatabase({ url, applicationName: 'bench', statementTimeoutMs: 900_000 });
