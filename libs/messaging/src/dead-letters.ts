import type { Tx } from '@wsis/persistence';

/** A key whose events wait, and why. */
export interface ParkedKey {
  readonly topic: string;
  readonly key: string;
  readonly reason: string;
  readonly letters: number;
  readonly parkedAt: Date;
}

/** The keys that a consumer has put aside, oldest first, at most 200. */
export async function parkedKeys(tx: Pick<Tx, 'query'>, schema: string, consumer: string): Promise<ParkedKey[]> {
  const rows = await tx.query<{ topic: string; key: string; reason: string; letters: string; parked_at: Date }>(
    `SELECT p.topic, p.key, p.reason, p.parked_at, count(d.event_id) AS letters
     FROM ${schema}.parked_keys p
     LEFT JOIN ${schema}.dead_letters d ON d.consumer = p.consumer AND d.topic = p.topic AND d.key = p.key
     WHERE p.consumer = $1 GROUP BY p.topic, p.key, p.reason, p.parked_at ORDER BY p.parked_at LIMIT 200`,
    [consumer],
  );
  return rows.map((row) => ({
    topic: row.topic,
    key: row.key,
    reason: row.reason,
    letters: Number(row.letters),
    parkedAt: row.parked_at,
  }));
}

/**
 * Asks the consumer's worker to handle its dead letters again, in their order; of one key, or of all.
 * Returns how many keys were asked for. A letter that fails again stays, with the new reason.
 */
export async function replayDeadLetters(
  tx: Pick<Tx, 'execute'>,
  schema: string,
  consumer: string,
  key?: string,
): Promise<number> {
  return tx.execute(
    `UPDATE ${schema}.parked_keys SET replay_asked_at = clock_timestamp()
     WHERE consumer = $1 AND ($2::text IS NULL OR key = $2)`,
    [consumer, key ?? null],
  );
}
