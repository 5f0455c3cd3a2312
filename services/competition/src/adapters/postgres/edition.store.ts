import type { Tx } from '@wsis/persistence';
import type { EditionStore } from '../../application/ports.js';
import { PHASES, type Phase, type PhasePlan } from '../../domain/calendar.js';
import type { Edition } from '../../domain/edition.js';

interface EditionRow {
  readonly id: string;
  readonly year: number;
  readonly name: string;
  readonly time_zone: string;
  readonly copied_from: string | null;
  readonly calendar_template: readonly { phase: Phase; opensAt: string; closesAt: string }[];
}

export class PostgresEditionStore implements EditionStore {
  async create(tx: Tx, edition: Edition, createdBy: string): Promise<boolean> {
    const created = await tx.execute(
      `INSERT INTO competition.editions (id, year, name, time_zone, copied_from, calendar_template, created_by)
       VALUES ($1, $2, $3, $4, $5, $6::jsonb, $7) ON CONFLICT (id) DO NOTHING`,
      [
        edition.id,
        edition.year,
        edition.name,
        edition.timeZone,
        edition.copiedFrom,
        JSON.stringify(edition.calendarTemplate),
        createdBy,
      ],
    );
    if (created === 0) return false;
    await tx.execute(`INSERT INTO competition.calendars (edition_id) VALUES ($1)`, [edition.id]);
    await tx.execute(
      `INSERT INTO competition.phases (edition_id, phase) SELECT $1, phase FROM unnest($2::text[]) AS phase`,
      [edition.id, [...PHASES]],
    );
    return true;
  }

  async find(tx: Tx, editionId: string): Promise<Edition | undefined> {
    const [row] = await tx.query<EditionRow>(
      `SELECT id, year, name, time_zone, copied_from, calendar_template FROM competition.editions WHERE id = $1`,
      [editionId],
    );
    return row && toEdition(row);
  }
}

function toEdition(row: EditionRow): Edition {
  return {
    id: row.id,
    year: row.year,
    name: row.name,
    timeZone: row.time_zone,
    copiedFrom: row.copied_from,
    calendarTemplate: row.calendar_template.map((plan): PhasePlan => ({
      phase: plan.phase,
      opensAt: new Date(plan.opensAt),
      closesAt: new Date(plan.closesAt),
    })),
  };
}
