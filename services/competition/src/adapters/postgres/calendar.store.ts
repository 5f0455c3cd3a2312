import type { Tx } from '@wsis/persistence';
import type { CalendarStore, LockedCalendar, SeenCalendar } from '../../application/ports.js';
import { PHASES, type Calendar, type CalendarFact, type Phase, type PhaseRecord } from '../../domain/calendar.js';

interface PhaseRow {
  readonly phase: Phase;
  readonly opens_at: Date | null;
  readonly closes_at: Date | null;
  readonly opened_at: Date | null;
  readonly closed_at: Date | null;
}

const PHASE_COLUMNS = 'phase, opens_at, closes_at, opened_at, closed_at';

export class PostgresCalendarStore implements CalendarStore {
  constructor(private readonly database: Pick<Tx, 'query'>) {}

  async lock(tx: Tx, editionId: string): Promise<LockedCalendar | undefined> {
    const [head] = await tx.query<{ version: number; revision: string }>(
      `SELECT version, revision FROM competition.calendars WHERE edition_id = $1 FOR UPDATE`,
      [editionId],
    );
    if (!head) return undefined;
    // Read after the lock was granted, never with it: rows and clock are those of the holder.
    const rows = await tx.query<PhaseRow & { now: Date }>(
      `SELECT ${PHASE_COLUMNS}, date_trunc('milliseconds', clock_timestamp()) AS now
       FROM competition.phases WHERE edition_id = $1`,
      [editionId],
    );
    const now = rows[0]?.now;
    if (!now) throw new Error(`The calendar of ${editionId} has no phases`);
    return { calendar: toCalendar(editionId, head.version, rows), now, revision: Number(head.revision) };
  }

  async look(database: Pick<Tx, 'query'>, editionIds: readonly string[]): Promise<ReadonlyMap<string, SeenCalendar>> {
    const rows = await database.query<PhaseRow & { edition_id: string; version: number; now: Date }>(
      `SELECT edition_id, ${PHASE_COLUMNS}, calendar.version, date_trunc('milliseconds', clock_timestamp()) AS now
       FROM competition.calendars AS calendar JOIN competition.phases USING (edition_id)
       WHERE edition_id = ANY ($1::text[])`,
      [editionIds],
    );
    return new Map(
      editionIds.flatMap((editionId) => {
        const own = rows.filter((row) => row.edition_id === editionId);
        const [head] = own;
        if (!head) return [];
        return [[editionId, { calendar: toCalendar(editionId, head.version, own), now: head.now }] as const];
      }),
    );
  }

  async save(
    tx: Tx,
    before: LockedCalendar,
    after: Calendar,
    facts: readonly CalendarFact[],
    approvalId: string | undefined,
  ): Promise<void> {
    const { editionId } = after;
    await tx.execute(`UPDATE competition.calendars SET version = $2, revision = revision + $3 WHERE edition_id = $1`, [
      editionId,
      after.version,
      facts.length,
    ]);
    for (const fact of facts) {
      if (fact.type === 'calendar-changed') {
        if (approvalId === undefined) throw new Error('A calendar changes by two persons only');
        await tx.execute(
          `UPDATE competition.phases AS phase SET opens_at = plan.opens_at, closes_at = plan.closes_at
           FROM unnest($2::text[], $3::timestamptz[], $4::timestamptz[]) AS plan (phase, opens_at, closes_at)
           WHERE phase.edition_id = $1 AND phase.phase = plan.phase`,
          [
            editionId,
            fact.plans.map((plan) => plan.phase),
            fact.plans.map((plan) => plan.opensAt),
            fact.plans.map((plan) => plan.closesAt),
          ],
        );
        await tx.execute(
          `INSERT INTO competition.calendar_changes
             (edition_id, version, change, reason, before, after, approval_id, changed_at)
           VALUES ($1, $2, $3, $4, $5::jsonb, $6::jsonb, $7, $8)`,
          [
            editionId,
            after.version,
            fact.change,
            fact.reason,
            JSON.stringify(before.calendar.phases),
            JSON.stringify(after.phases),
            approvalId,
            before.now,
          ],
        );
      } else {
        const column = fact.type === 'phase-opened' ? 'opened_at' : 'closed_at';
        const changed = await tx.execute(
          `UPDATE competition.phases SET ${column} = $3 WHERE edition_id = $1 AND phase = $2 AND ${column} IS NULL`,
          [editionId, fact.phase, fact.at],
        );
        if (changed !== 1) throw new Error(`${fact.type} of ${editionId} ${fact.phase} had already happened`);
      }
    }
  }

  async due(limit: number): Promise<readonly string[]> {
    const rows = await this.database.query<{ edition_id: string }>(
      `SELECT edition_id FROM competition.phases WHERE opened_at IS NULL AND opens_at <= clock_timestamp()
       UNION
       SELECT edition_id FROM competition.phases
       WHERE opened_at IS NOT NULL AND closed_at IS NULL AND closes_at <= clock_timestamp()
       LIMIT $1`,
      [limit],
    );
    return rows.map((row) => row.edition_id);
  }
}

function toCalendar(editionId: string, version: number, rows: readonly PhaseRow[]): Calendar {
  const byPhase = new Map(rows.map((row) => [row.phase, row]));
  const phases = PHASES.map((phase): PhaseRecord => {
    const row = byPhase.get(phase);
    if (!row) throw new Error(`The calendar of ${editionId} lacks the phase ${phase}`);
    return { phase, opensAt: row.opens_at, closesAt: row.closes_at, openedAt: row.opened_at, closedAt: row.closed_at };
  });
  return { editionId, version, phases };
}
