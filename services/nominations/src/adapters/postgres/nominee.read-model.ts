import type { Tx } from '@wsis/persistence';
import {
  NomineeScreens,
  type NomineeArrangement,
  type NomineeCounts,
  type NomineeFilter,
  type NomineeLine,
  type NomineeListState,
  type NomineePage,
  type NomineeView,
  type PictureOwner,
} from '../../application/nominee-screens.js';
import type { Place } from '../../application/screens.js';
import type { Picture } from '../../domain/picture.js';
import { queryGrams, searchWords } from '../../domain/search-text.js';
import type { Values } from '../../domain/submission.js';
import { page } from './nominations.read-model.js';
import { NOMINEE_COLUMNS, type NomineeRow } from './nominee.store.js';

interface ListedRow extends NomineeRow {
  readonly withdrawal_reason: string | null;
  readonly list_version: number;
}

interface NomineeViewRow extends ListedRow {
  readonly public_answers: Values;
  readonly text_answers: Readonly<Record<string, Values>>;
  readonly pictures: readonly Picture[];
}

interface LineRow extends ListedRow {
  readonly place: string | number;
}

/** What a filter narrows the list by, besides its edition ($1) and its search ($2, $3): the test, and what is counted. */
const NARROWS = {
  category: { keeps: '($4::text IS NULL OR category = $4)', value: 'category' },
  country: { keeps: '($5::text IS NULL OR country = $5)', value: 'country' },
  region: { keeps: '($6::text IS NULL OR region = $6)', value: 'region' },
  sdg: { keeps: '($7::smallint IS NULL OR $7 = ANY (sdgs))', value: 'unnest(sdgs)::text' },
  stakeholderType: { keeps: '($8::text IS NULL OR stakeholder_type = $8)', value: 'stakeholder_type' },
} as const;
type Narrowed = keyof typeof NARROWS;
const NARROWED = Object.keys(NARROWS) as Narrowed[];

/** The index finds who has all the pairs of letters; the text itself says whether they make the words. */
const SEARCHED = `nominee.edition_id = $1
  AND ($2::text[] IS NULL OR (nominee.search_grams @> $2 AND nominee.search_text LIKE ALL ($3::text[])))`;

/** The lot of `placeInOrder` in the rule book's library, drawn by the database. */
const PLACE = `encode(sha256(convert_to(concat_ws(E'\\n',
  'wsis-prizes order v1', edition.list_hash, nominee.category, $12::int, nominee.number, ''), 'UTF8')), 'hex')`;

/** The public list, each screen by one statement; each tells from which version of the list it was read. */
export class NomineeReadModel extends NomineeScreens {
  constructor(private readonly database: Pick<Tx, 'query'>) {
    super();
  }

  async list(editionId: string): Promise<NomineeListState | undefined> {
    const [row] = await this.database.query<{
      list_version: number;
      list_hash: string | null;
      released: boolean;
      count: number;
    }>(
      `SELECT list_version, list_hash, nominees_released_at IS NOT NULL AS released,
              (SELECT count(*)::int FROM nominations.nominees WHERE edition_id = edition.id) AS count
       FROM nominations.editions AS edition WHERE id = $1`,
      [editionId],
    );
    return (
      row && {
        frozen: row.list_version > 0,
        released: row.released,
        listVersion: row.list_version,
        listHash: row.list_hash,
        nomineeCount: row.count,
      }
    );
  }

  async nominees(
    filter: NomineeFilter,
    { order, language }: NomineeArrangement,
    after: Place | undefined,
    limit: number,
  ): Promise<NomineePage> {
    const [place, kind, values] = order === undefined ? ['number', 'int', []] : [PLACE, 'text', [order]];
    const rows = await this.database.query<LineRow | (Partial<LineRow> & { readonly id: null; list_version: number })>(
      `SELECT list_version, line.* FROM nominations.editions AS edition
       LEFT JOIN LATERAL (
         SELECT * FROM (
           SELECT ${NOMINEE_COLUMNS.replace('texts', TEXTS)}, withdrawal_reason, ${place} AS place
           FROM nominations.nominees AS nominee WHERE ${[SEARCHED, ...NARROWED.map((name) => NARROWS[name].keeps)].join(' AND ')}) AS found
         WHERE $10::${kind} IS NULL OR place > $10
         ORDER BY place LIMIT $11) AS line ON TRUE
       WHERE edition.id = $1 ORDER BY place`,
      [...filterValues(filter), language ?? null, after?.[0] ?? null, limit + 1, ...values],
    );
    const found = rows.filter((row): row is LineRow => row.id !== null);
    const { items, next } = page(found, limit, (last) => [last.place]);
    return {
      listVersion: rows[0]?.list_version ?? 0,
      items: items.map(toNomineeLine),
      ...(next === undefined ? {} : { next }),
    };
  }

  async counts(filter: NomineeFilter): Promise<NomineeCounts> {
    const counted = NARROWED.map((name) => {
      const others = NARROWED.filter((other) => other !== name).map((other) => `is_${other.toLowerCase()}`);
      return `SELECT '${name}' AS filter, ${NARROWS[name].value} AS value, count(*)::int AS count FROM found
              WHERE ${others.join(' AND ')} GROUP BY value`;
    });
    const rows = await this.database.query<{
      list_version: number;
      filter: Narrowed | null;
      value: string | null;
      count: number | null;
    }>(
      `WITH found AS MATERIALIZED (
         SELECT category, country, region, sdgs, stakeholder_type,
                ${NARROWED.map((name) => `${NARROWS[name].keeps} AS is_${name.toLowerCase()}`).join(', ')}
         FROM nominations.nominees AS nominee WHERE ${SEARCHED} AND nominee.withdrawn_at IS NULL)
       SELECT list_version, counted.* FROM nominations.editions AS edition
       LEFT JOIN (${counted.join(' UNION ALL ')}) AS counted ON TRUE
       WHERE edition.id = $1 ORDER BY filter, count DESC, value`,
      filterValues(filter),
    );
    const counts: Record<Narrowed, Record<string, number>> = {
      category: {},
      country: {},
      region: {},
      sdg: {},
      stakeholderType: {},
    };
    for (const { filter: name, value, count } of rows) if (name && value) counts[name][value] = count ?? 0;
    return { listVersion: rows[0]?.list_version ?? 0, counts };
  }

  async nominee(id: string): Promise<{ readonly nominee: NomineeView; readonly listVersion: number } | undefined> {
    const [row] = await this.database.query<NomineeViewRow>(
      `SELECT nominee.*, list_version FROM (
         SELECT ${NOMINEE_COLUMNS}, withdrawal_reason, public_answers, text_answers, pictures
         FROM nominations.nominees WHERE id = $1) AS nominee
       JOIN nominations.editions AS edition ON edition.id = nominee.edition_id`,
      [id],
    );
    if (!row) return undefined;
    const line = toNomineeLine(row);
    const texts = line.texts.map((text) => ({ ...text, answers: row.text_answers[text.language] ?? {} }));
    const { public_answers: answers, pictures, list_version: listVersion } = row;
    return { nominee: { ...line, texts, answers, pictures }, listVersion };
  }

  async picture(nomineeId: string, file: string): Promise<PictureOwner | undefined> {
    const [row] = await this.database.query<PictureOwner>(
      `SELECT edition_id AS edition, nominees_released_at IS NOT NULL AS released
       FROM nominations.nominees AS nominee JOIN nominations.editions AS edition ON edition.id = nominee.edition_id
       WHERE nominee.id = $1 AND withdrawn_at IS NULL AND pictures @> $2::jsonb`,
      [nomineeId, JSON.stringify([{ variants: [{ file }] }])],
    );
    return row;
  }
}

/** The texts to show: those in the reader's language and the original, or all. */
const TEXTS = `CASE WHEN $9::text IS NULL THEN texts ELSE jsonb_path_query_array(texts,
  '$[*] ? (@.language == $language || @.state == "original")', jsonb_build_object('language', $9::text)) END AS texts`;

/** In the order of `SEARCHED` and `NARROWS`. */
function filterValues(filter: NomineeFilter): readonly unknown[] {
  const words = filter.query === undefined || filter.query.trim() === '' ? null : searchWords(filter.query);
  return [
    filter.editionId,
    words && queryGrams(words),
    // Words are letters and digits alone, so none of them is a pattern of its own.
    words && words.map((word) => `%${word}%`),
    filter.category ?? null,
    filter.country ?? null,
    filter.region ?? null,
    filter.sdg ?? null,
    filter.stakeholderType ?? null,
  ];
}

function toNomineeLine(row: ListedRow): NomineeLine {
  return {
    id: row.id,
    edition: row.edition_id,
    number: row.number,
    category: row.category,
    organisationName: row.organisation_name,
    country: row.country,
    region: row.region,
    stakeholderType: row.stakeholder_type,
    sdgs: row.sdgs,
    website: row.website,
    generated: row.generated,
    texts: row.texts,
    withdrawn: row.withdrawn_at !== null,
    withdrawalReason: row.withdrawal_reason,
  };
}
