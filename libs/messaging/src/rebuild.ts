import type { Database, Tx } from '@wsis/persistence';

/**
 * Starts a consumer again from the first event: its projection (emptied by the callback), inbox, dead letters
 * and cursors go in one transaction. The running workers notice by themselves; none has to be stopped.
 */
export async function rebuild(
  database: Database,
  schema: string,
  consumer: string,
  emptyProjection: (tx: Tx) => Promise<void>,
): Promise<void> {
  await database.transaction(async (tx) => {
    // Held to the end: a batch that is under way finishes first, and the next one sees the new cursor.
    await tx.query(`SELECT 1 FROM ${schema}.consumer_cursors WHERE consumer = $1 ORDER BY source FOR UPDATE`, [
      consumer,
    ]);
    await emptyProjection(tx);
    await tx.execute(`DELETE FROM ${schema}.inbox WHERE consumer = $1`, [consumer]);
    await tx.execute(`DELETE FROM ${schema}.dead_letters WHERE consumer = $1`, [consumer]);
    await tx.execute(`DELETE FROM ${schema}.parked_keys WHERE consumer = $1`, [consumer]);
    await tx.execute(
      `UPDATE ${schema}.consumer_cursors SET position = 0, moved_at = clock_timestamp() WHERE consumer = $1`,
      [consumer],
    );
  });
}
