import type { Tx } from '@wsis/persistence';
import type { RuleBook } from '@wsis/rule-book';
import {
  CompetitionScreens,
  type AdoptedView,
  type CalendarChangeView,
  type CalendarView,
  type DraftView,
  type EditionView,
  type ListPage,
  type PhaseState,
  type PhaseView,
  type Place,
  type VersionView,
} from '../../application/screens.js';
import { PHASES, type Phase, type PhasePlan } from '../../domain/calendar.js';

interface EditionRow {
  id: string;
  year: number;
  name: string;
  time_zone: string;
  copied_from: string | null;
  rules_version: number | null;
  rules_hash: string | null;
  open_phases: Phase[] | null;
}

const EDITIONS = `
  SELECT edition.id, edition.year, edition.name, edition.time_zone, edition.copied_from,
         rules.version AS rules_version, rules.hash AS rules_hash,
         ARRAY(SELECT phase FROM competition.phases AS phase
               WHERE phase.edition_id = edition.id AND opens_at <= clock_timestamp() AND closes_at > clock_timestamp()
                 AND closed_at IS NULL
               ORDER BY opens_at) AS open_phases
  FROM competition.editions AS edition
  LEFT JOIN LATERAL (
    SELECT version, hash FROM competition.rule_books WHERE edition_id = edition.id ORDER BY version DESC LIMIT 1
  ) AS rules ON TRUE`;

/** What the screens of the competition show, each by one statement. */
export class CompetitionReadModel extends CompetitionScreens {
  constructor(private readonly database: Pick<Tx, 'query'>) {
    super();
  }

  async editions(after: Place | undefined, limit: number): Promise<ListPage<EditionView>> {
    const [year, id] = after ?? [null, null];
    const rows = await this.database.query<EditionRow>(
      `${EDITIONS} WHERE $1::int IS NULL OR (edition.year, edition.id) < ($1::int, $2::text)
       ORDER BY edition.year DESC, edition.id DESC LIMIT $3`,
      [year, id, limit + 1],
    );
    return page(rows.map(toEditionView), limit, (last) => [last.year, last.id]);
  }

  async edition(editionId: string): Promise<EditionView | undefined> {
    const [row] = await this.database.query<EditionRow>(`${EDITIONS} WHERE edition.id = $1`, [editionId]);
    return row && toEditionView(row);
  }

  async adopted(editionId: string, version?: number): Promise<AdoptedView | undefined> {
    const [row] = await this.database.query<{
      version: number;
      hash: string;
      adopted_at: Date;
      canonical_json: string;
    }>(
      `SELECT version, hash, adopted_at, canonical_json FROM competition.rule_books
       WHERE edition_id = $1 AND ($2::int IS NULL OR version = $2) ORDER BY version DESC LIMIT 1`,
      [editionId, version ?? null],
    );
    return (
      row && {
        edition: editionId,
        version: row.version,
        hash: row.hash,
        adoptedAt: row.adopted_at,
        ruleBook: JSON.parse(row.canonical_json) as RuleBook,
        canonicalJson: row.canonical_json,
      }
    );
  }

  async ruleBookVersions(editionId: string): Promise<readonly VersionView[]> {
    const rows = await this.database.query<{ version: number; hash: string; adopted_at: Date }>(
      `SELECT version, hash, adopted_at FROM competition.rule_books
       WHERE edition_id = $1 ORDER BY version DESC LIMIT 200`,
      [editionId],
    );
    return rows.map((row) => ({ version: row.version, hash: row.hash, adoptedAt: row.adopted_at }));
  }

  async draft(editionId: string): Promise<DraftView | undefined> {
    const [row] = await this.database.query<{ version: number; hash: string; saved_at: Date; rule_book: RuleBook }>(
      `SELECT version, hash, saved_at, rule_book FROM competition.rule_book_drafts WHERE edition_id = $1`,
      [editionId],
    );
    return (
      row && {
        edition: editionId,
        version: row.version,
        hash: row.hash,
        savedAt: row.saved_at,
        ruleBook: row.rule_book,
      }
    );
  }

  async calendar(editionId: string): Promise<CalendarView | undefined> {
    const rows = await this.database.query<{
      phase: Phase;
      opens_at: Date | null;
      closes_at: Date | null;
      opened_at: Date | null;
      closed_at: Date | null;
      state: PhaseState;
      version: number;
      time_zone: string;
      calendar_template: readonly PhasePlan[];
      now: Date;
    }>(
      `SELECT phase, opens_at, closes_at, opened_at, closed_at, calendar.version, time_zone, calendar_template, now,
              CASE WHEN closed_at IS NOT NULL OR closes_at <= now THEN 'closed'
                   WHEN opened_at IS NOT NULL OR opens_at <= now THEN 'open'
                   WHEN opens_at IS NOT NULL THEN 'planned' ELSE 'unplanned' END AS state
       FROM competition.editions AS edition
       JOIN competition.calendars AS calendar ON calendar.edition_id = edition.id
       JOIN competition.phases AS phase ON phase.edition_id = edition.id
       CROSS JOIN (SELECT clock_timestamp() AS now) AS clock
       WHERE edition.id = $1`,
      [editionId],
    );
    const first = rows[0];
    if (!first) return undefined;
    const phases = rows
      .map((row): PhaseView => ({
        phase: row.phase,
        opensAt: row.opens_at,
        closesAt: row.closes_at,
        openedAt: row.opened_at,
        closedAt: row.closed_at,
        state: row.state,
      }))
      .sort((one, other) => PHASES.indexOf(one.phase) - PHASES.indexOf(other.phase));
    return {
      edition: editionId,
      version: first.version,
      timeZone: first.time_zone,
      now: first.now,
      phases,
      template: first.version === 0 ? first.calendar_template : [],
    };
  }

  async calendarChanges(
    editionId: string,
    after: Place | undefined,
    limit: number,
  ): Promise<ListPage<CalendarChangeView>> {
    const rows = await this.database.query<{
      version: number;
      change: string;
      reason: string;
      before: PhasePlan[];
      after: PhasePlan[];
      approval_id: string;
      changed_at: Date;
    }>(
      `SELECT version, change, reason, before, after, approval_id, changed_at FROM competition.calendar_changes
       WHERE edition_id = $1 AND ($2::int IS NULL OR version < $2) ORDER BY version DESC LIMIT $3`,
      [editionId, after?.[0] ?? null, limit + 1],
    );
    const items = rows.map(({ approval_id, changed_at, ...row }): CalendarChangeView => ({
      ...row,
      approvalId: approval_id,
      changedAt: changed_at,
    }));
    return page(items, limit, (last) => [last.version]);
  }
}

function toEditionView(row: EditionRow): EditionView {
  return {
    id: row.id,
    year: row.year,
    name: row.name,
    timeZone: row.time_zone,
    copiedFrom: row.copied_from,
    rulesVersion: row.rules_version,
    rulesHash: row.rules_hash,
    openPhases: row.open_phases ?? [],
  };
}

function page<T>(found: readonly T[], limit: number, place: (last: T) => Place): ListPage<T> {
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return found.length > limit && last !== undefined ? { items, next: place(last) } : { items };
}
