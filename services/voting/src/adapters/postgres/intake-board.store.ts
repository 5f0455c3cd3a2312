import type { Database } from '@wsis/persistence';
import { IntakeBoard, type IntakeFigures } from '../../application/vote-health.js';

/** One row a process. Losing the last second of it in a crash costs nothing, so nothing waits for the disk. */
export class PostgresIntakeBoard extends IntakeBoard {
  constructor(private readonly database: Pick<Database, 'query' | 'transaction'>) {
    super();
  }

  note(processId: string, figures: IntakeFigures): Promise<void> {
    return this.database.transaction(async (tx) => {
      await tx.execute(`SELECT set_config('synchronous_commit', 'off', true)`);
      await tx.execute(
        `INSERT INTO voting.intake_figures AS f
           (process_id, seen_at, waiting, oldest_waiting_ms, last_batch_size, last_batch_ms, refusals)
         VALUES ($1, clock_timestamp(), $2, $3, $4, $5, $6::jsonb)
         ON CONFLICT (process_id) DO UPDATE SET seen_at = excluded.seen_at, waiting = excluded.waiting,
           oldest_waiting_ms = excluded.oldest_waiting_ms, last_batch_size = excluded.last_batch_size,
           last_batch_ms = excluded.last_batch_ms, refusals = excluded.refusals`,
        [
          processId,
          figures.waiting,
          figures.oldestWaitingMs,
          figures.lastBatch.size,
          figures.lastBatch.milliseconds,
          JSON.stringify(figures.refusals),
        ],
      );
      await tx.execute(`DELETE FROM voting.intake_figures WHERE seen_at < clock_timestamp() - interval '1 hour'`);
    });
  }

  async others(processId: string): Promise<readonly IntakeFigures[]> {
    const rows = await this.database.query<{
      waiting: number;
      oldest_waiting_ms: number;
      last_batch_size: number;
      last_batch_ms: number;
      refusals: Record<string, number>;
    }>(
      `SELECT waiting, oldest_waiting_ms, last_batch_size, last_batch_ms, refusals FROM voting.intake_figures
       WHERE process_id <> $1 AND seen_at > clock_timestamp() - interval '10 seconds' LIMIT 1000`,
      [processId],
    );
    return rows.map((row) => ({
      waiting: row.waiting,
      oldestWaitingMs: row.oldest_waiting_ms,
      lastBatch: { size: row.last_batch_size, milliseconds: row.last_batch_ms },
      refusals: row.refusals,
    }));
  }
}
