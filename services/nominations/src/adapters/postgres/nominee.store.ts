import type { Tx } from '@wsis/persistence';
import type { Nominee, NomineeStore, NomineeText } from '../../application/ports.js';
import type { NumberedCandidate } from '../../domain/nominee-list.js';
import { indexGrams, searchText } from '../../domain/search-text.js';

export interface NomineeRow {
  readonly id: string;
  readonly edition_id: string;
  readonly number: number;
  readonly category: string;
  readonly submission_id: string;
  readonly organisation_id: string | null;
  readonly organisation_name: string;
  readonly submitter_account_id: string;
  readonly country: string;
  readonly region: string | null;
  readonly stakeholder_type: string;
  readonly sdgs: number[];
  readonly website: string | null;
  readonly generated: boolean;
  readonly texts: readonly NomineeText[];
  readonly withdrawn_at: Date | null;
}

export const NOMINEE_COLUMNS = `id, edition_id, number, category, submission_id, organisation_id, organisation_name,
  submitter_account_id, country, region, stakeholder_type, sdgs, website, generated, texts, withdrawn_at`;

export class PostgresNomineeStore implements NomineeStore {
  /** One statement for the whole list: what is public is copied at this moment and never follows a later change. */
  async list(
    tx: Tx,
    editionId: string,
    numbered: readonly (NumberedCandidate & { readonly nomineeId: string })[],
    publicFields: readonly string[],
  ): Promise<readonly Nominee[]> {
    const rows = await tx.query<NomineeRow>(
      `INSERT INTO nominations.nominees (id, edition_id, number, category, submission_id, organisation_id,
         organisation_name, submitter_account_id, country, region, stakeholder_type, sdgs, website, generated,
         public_answers, texts, text_answers, pictures)
       SELECT place.nominee_id, $1, place.number, submission.category, submission.id, submission.organisation_id,
              submission.organisation_name, submission.submitter_account_id, submission.country, submission.region,
              submission.stakeholder_type, submission.sdgs, submission.website, submission.generated,
              coalesce((SELECT jsonb_object_agg(key, value) FROM jsonb_each(submission.answers) WHERE key = ANY ($5::text[])), '{}'),
              (SELECT jsonb_agg(jsonb_build_object('language', language, 'title', title,
                                                   'shortDescription', short_description, 'state', state) ORDER BY language)
               FROM nominations.submission_texts WHERE submission_id = submission.id),
              (SELECT jsonb_object_agg(text.language, coalesce((SELECT jsonb_object_agg(key, value)
                 FROM jsonb_each(text.answers) WHERE key = ANY ($5::text[]) AND key NOT IN ('title', 'shortDescription')), '{}'))
               FROM nominations.submission_texts AS text WHERE text.submission_id = submission.id),
              (SELECT coalesce(jsonb_agg(jsonb_build_object('id', picture.id, 'descriptions', picture.descriptions,
                                                            'variants', picture.variants) ORDER BY picture.id), '[]')
               FROM nominations.pictures AS picture WHERE picture.submission_id = submission.id)
       FROM unnest($2::uuid[], $3::uuid[], $4::int[]) AS place (nominee_id, submission_id, number)
       JOIN nominations.submissions AS submission ON submission.id = place.submission_id
       RETURNING ${NOMINEE_COLUMNS}`,
      [
        editionId,
        numbered.map((one) => one.nomineeId),
        numbered.map((one) => one.submissionId),
        numbered.map((one) => one.number),
        [...publicFields],
      ],
    );
    if (rows.length !== numbered.length) throw new Error(`The list of ${editionId} lost nominees while it was frozen`);
    await this.makeSearchable(tx, rows);
    return rows.map(toNominee).sort((one, other) => one.number - other.number);
  }

  lock(tx: Tx, nomineeId: string): Promise<Nominee | undefined> {
    return this.read(tx, nomineeId, 'FOR UPDATE');
  }

  find(tx: Tx, nomineeId: string): Promise<Nominee | undefined> {
    return this.read(tx, nomineeId, '');
  }

  async withdraw(tx: Tx, nomineeId: string, reason: string): Promise<void> {
    await tx.execute(
      `UPDATE nominations.nominees SET withdrawn_at = clock_timestamp(), withdrawal_reason = $2
       WHERE id = $1 AND withdrawn_at IS NULL`,
      [nomineeId, reason],
    );
  }

  /** Title, organisation and description in every language, as `searchText` writes them, and their index. */
  private async makeSearchable(tx: Tx, rows: readonly NomineeRow[]): Promise<void> {
    const texts = rows.map((row) =>
      [row.organisation_name, ...row.texts.flatMap((text) => [text.title, text.shortDescription])]
        .map(searchText)
        .join(' '),
    );
    await tx.execute(
      `UPDATE nominations.nominees AS nominee
       SET search_text = made.text, search_grams = ARRAY(SELECT jsonb_array_elements_text(made.grams))
       FROM unnest($1::uuid[], $2::text[], $3::jsonb[]) AS made (id, text, grams) WHERE nominee.id = made.id`,
      [rows.map((row) => row.id), texts, texts.map((text) => JSON.stringify(indexGrams(text)))],
    );
  }

  private async read(tx: Tx, nomineeId: string, lock: '' | 'FOR UPDATE'): Promise<Nominee | undefined> {
    const [row] = await tx.query<NomineeRow>(
      `SELECT ${NOMINEE_COLUMNS} FROM nominations.nominees WHERE id = $1 ${lock}`,
      [nomineeId],
    );
    return row && toNominee(row);
  }
}

function toNominee(row: NomineeRow): Nominee {
  return {
    id: row.id,
    editionId: row.edition_id,
    number: row.number,
    category: row.category,
    submissionId: row.submission_id,
    organisationId: row.organisation_id,
    organisationName: row.organisation_name,
    submitterAccountId: row.submitter_account_id,
    country: row.country,
    region: row.region,
    stakeholderType: row.stakeholder_type,
    sdgs: row.sdgs,
    website: row.website,
    generated: row.generated,
    texts: row.texts,
    withdrawn: row.withdrawn_at !== null,
  };
}
