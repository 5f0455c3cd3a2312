import type { Language } from '@wsis/kernel';
import type { Tx } from '@wsis/persistence';
import { gateLevel, passesGate } from '@wsis/rule-book';
import type { ListPage, Place } from '../../application/screens.js';
import {
  TranslationScreens,
  type LoweredGateView,
  type TranslationAssignment,
  type TranslationEntry,
  type TranslationFilter,
  type TranslationLine,
  type TranslationOrder,
  type TranslationOverview,
  type TranslationTexts,
} from '../../application/translation-screens.js';
import { isFrozen } from '../../domain/edition.js';
import { translatableValues, type Values } from '../../domain/submission.js';
import { wordsOf } from '../../domain/translation.js';
import type { PostgresEditionStore } from './edition.store.js';
import { page } from './nominations.read-model.js';
import { bothWays, titleOf, type Order } from './order.js';

/** So many originals are counted before others get their turn. */
const COUNTED_AT_ONCE = 100;

const ORDERS: Readonly<Record<TranslationOrder, Order>> = bothWays({
  mine: `CASE WHEN assignment.translator IS NULL THEN 'other' ELSE 'mine' END`,
  title: titleOf('original'),
  words: `lpad(original.words::text, 9, '0')`,
});

/** A row knows its place in the order. */
interface Placed {
  readonly place: string;
}

interface UncountedRow {
  readonly submission_id: string;
  readonly language: Language;
  readonly answers: Values;
  /** As PostgreSQL writes it: a Date would lose its microseconds. */
  readonly written_at: string;
}

/** A line before it is known what the gate holds of it. */
interface CountedLine extends Omit<TranslationLine, 'heldByGate'> {
  readonly nominatedMissing: number;
  readonly nominatedDrafts: number;
}

export class TranslationReadModel extends TranslationScreens {
  constructor(
    private readonly database: Pick<Tx, 'query' | 'execute'>,
    private readonly editions: PostgresEditionStore,
  ) {
    super();
  }

  async overview(editionId: string): Promise<TranslationOverview | undefined> {
    const found = await this.editions.find(this.database, editionId);
    if (!found) return undefined;
    const { edition } = found;
    await this.countNewOriginals(editionId);
    const { gate, interface: languages } = edition.ruleBook.languages;
    const lines = await this.lines(editionId, languages);
    const items = lines.map(({ nominatedMissing, nominatedDrafts, ...line }) => {
      const level = gateLevel(edition.ruleBook, edition.loweredGates, line);
      const held =
        (passesGate(level, undefined) ? 0 : nominatedMissing) +
        (passesGate(level, 'machine-draft') ? 0 : nominatedDrafts);
      return { ...line, heldByGate: held };
    });
    return { gate, languages, frozen: isFrozen(edition), items, assignments: await this.assignments(editionId) };
  }

  async entries(
    filter: TranslationFilter,
    order: TranslationOrder,
    after: Place | undefined,
    limit: number,
  ): Promise<ListPage<TranslationEntry>> {
    const found = await this.entriesWith<TranslationEntry>('', filter, ORDERS[order], after, limit);
    return { ...found, items: found.items.map(({ place: _place, ...entry }) => entry) };
  }

  async texts(filter: TranslationFilter, after: Place | undefined, limit: number): Promise<ListPage<TranslationTexts>> {
    const ruleBook = await this.editions.ruleBook(this.database, filter.editionId);
    if (!ruleBook) return { items: [] };
    const words = `, original.text_version AS "originalVersion", original.answers AS source,
              coalesce(text.answers, '{}') AS values`;
    const found = await this.entriesWith<TranslationTexts>(words, filter, ORDERS.mine, after, limit);
    const items = found.items.map(({ place: _place, ...entry }) => ({
      ...entry,
      source: translatableValues(ruleBook, entry.source),
      values: translatableValues(ruleBook, entry.values),
    }));
    return { ...found, items };
  }

  /** `columns` is SQL of ours, of what is read beside what every list shows. */
  private async entriesWith<T extends TranslationEntry>(
    columns: string,
    { editionId, language, state, category, viewer }: TranslationFilter,
    { place, way, beyond }: Order,
    after: Place | undefined,
    limit: number,
  ): Promise<ListPage<T & Placed>> {
    await this.countNewOriginals(editionId);
    const rows = await this.database.query<T & Placed>(
      `SELECT submission.id, submission.category, original.title, original.language AS original, original.words,
              submission.state = 'nominated' AS nominated, coalesce(text.state, 'missing') AS state,
              coalesce(text.text_version, 0) AS version, assignment.translator IS NOT NULL AS mine, ${place} AS place${columns}
       FROM nominations.submissions AS submission
       JOIN nominations.submission_texts AS original
         ON original.submission_id = submission.id AND original.state = 'original' AND original.language <> $2
       LEFT JOIN nominations.submission_texts AS text
         ON text.submission_id = submission.id AND text.language = $2
       LEFT JOIN nominations.translation_assignments AS assignment
         ON assignment.edition_id = submission.edition_id AND assignment.language = $2
         AND assignment.category = submission.category AND assignment.translator = $7
       WHERE submission.edition_id = $1 AND submission.state IN ('submitted', 'nominated')
         AND ($3::text IS NULL OR coalesce(text.state, 'missing') = $3)
         AND ($4::text IS NULL OR submission.category = $4)
         AND ($5::text IS NULL OR (${place} COLLATE "C", submission.id) ${beyond} ($5 COLLATE "C", $6::uuid))
       ORDER BY ${place} COLLATE "C" ${way}, submission.id ${way} LIMIT $8`,
      [editionId, language, state ?? null, category ?? null, after?.[0] ?? null, after?.[1] ?? null, viewer, limit + 1],
    );
    return page(rows, limit, (last) => [last.place, last.id]);
  }

  private assignments(editionId: string): Promise<readonly TranslationAssignment[]> {
    return this.database.query<TranslationAssignment>(
      `SELECT language, category, translator FROM nominations.translation_assignments
       WHERE edition_id = $1 ORDER BY language, category`,
      [editionId],
    );
  }

  loweredGates(editionId: string): Promise<readonly LoweredGateView[]> {
    return this.database.query<LoweredGateView>(
      `SELECT categories, languages, level, reason, lowered_at AS "loweredAt" FROM nominations.lowered_gates
       WHERE edition_id = $1 ORDER BY lowered_at, approval_id LIMIT 200`,
      [editionId],
    );
  }

  private lines(editionId: string, languages: readonly Language[]): Promise<readonly CountedLine[]> {
    return this.database.query<CountedLine>(
      `SELECT category, spoken.language, count(*)::int AS entries,
              count(*) FILTER (WHERE text.state = 'original')::int AS originals,
              count(*) FILTER (WHERE text.state = 'checked')::int AS checked,
              count(*) FILTER (WHERE text.state = 'machine-draft')::int AS "machineDrafts",
              count(*) FILTER (WHERE text.state IS NULL)::int AS missing,
              coalesce(sum(original.words) FILTER (WHERE text.state IS NULL), 0)::int AS "missingWords",
              coalesce(sum(original.words) FILTER (WHERE text.state = 'machine-draft'), 0)::int AS "draftWords",
              count(*) FILTER (WHERE submission.state = 'nominated' AND text.state IS NULL)::int
                AS "nominatedMissing",
              count(*) FILTER (WHERE submission.state = 'nominated' AND text.state = 'machine-draft')::int
                AS "nominatedDrafts"
       FROM nominations.submissions AS submission
       JOIN nominations.submission_texts AS original
         ON original.submission_id = submission.id AND original.state = 'original'
       CROSS JOIN unnest($2::text[]) WITH ORDINALITY AS spoken (language, place)
       LEFT JOIN nominations.submission_texts AS text
         ON text.submission_id = submission.id AND text.language = spoken.language
       WHERE edition_id = $1 AND submission.state IN ('submitted', 'nominated')
       GROUP BY category, spoken.language, place ORDER BY category, place`,
      [editionId, languages],
    );
  }

  /** SQL knows no words of Chinese: each original is counted here, once, and the count is kept beside it. */
  private async countNewOriginals(editionId: string): Promise<void> {
    let counted: number;
    do counted = await this.countSomeOriginals(editionId);
    while (counted === COUNTED_AT_ONCE);
  }

  private async countSomeOriginals(editionId: string): Promise<number> {
    const rows = await this.database.query<UncountedRow>(
      `SELECT submission_id, text.language, text.answers, written_at::text AS written_at
       FROM nominations.submissions AS submission
       JOIN nominations.submission_texts AS text ON text.submission_id = submission.id AND text.state = 'original'
       WHERE edition_id = $1 AND submission.state IN ('submitted', 'nominated') AND words IS NULL LIMIT $2`,
      [editionId, COUNTED_AT_ONCE],
    );
    if (rows.length === 0) return 0;
    // Locked in one order: two who open the desk at once count the same texts, and neither may wait for the other's next.
    await this.database.execute(
      `WITH locked AS (
         SELECT text.submission_id, counted.words FROM nominations.submission_texts AS text
         JOIN unnest($1::uuid[], $2::timestamptz[], $3::int[]) AS counted (submission_id, written_at, words)
           ON counted.submission_id = text.submission_id AND counted.written_at = text.written_at
         WHERE text.state = 'original' ORDER BY text.submission_id FOR UPDATE OF text)
       UPDATE nominations.submission_texts AS text SET words = locked.words
       FROM locked WHERE text.submission_id = locked.submission_id AND text.state = 'original'`,
      [
        rows.map((row) => row.submission_id),
        rows.map((row) => row.written_at),
        rows.map((row) => wordsOf(row.answers, row.language)),
      ],
    );
    return rows.length;
  }
}
