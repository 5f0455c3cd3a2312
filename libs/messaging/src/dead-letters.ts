import type { Tx } from '@wsis/persistence';

/** A key whose events wait, and why. */
export interface ParkedKey {
  readonly topic: string;
  readonly key: string;
  readonly reason: string;
  readonly letters: number;
  readonly parkedAt: Date;
  /** When somebody asked for a replay that has not been carried out yet. */
  readonly replayAskedAt: Date | null;
}

/** The keys that a consumer has put aside, oldest first, at most 200. */
export async function parkedKeys(tx: Pick<Tx, 'query'>, schema: string, consumer: string): Promise<ParkedKey[]> {
  const rows = await tx.query<{
    topic: string;
    key: string;
    reason: string;
    letters: string;
    parked_at: Date;
    replay_asked_at: Date | null;
  }>(
    `SELECT p.topic, p.key, p.reason, p.parked_at, p.replay_asked_at, count(d.event_id) AS letters
     FROM ${schema}.parked_keys p
     LEFT JOIN ${schema}.dead_letters d ON d.consumer = p.consumer AND d.topic = p.topic AND d.key = p.key
     WHERE p.consumer = $1 GROUP BY p.topic, p.key, p.reason, p.parked_at, p.replay_asked_at
     ORDER BY p.parked_at LIMIT 200`,
    [consumer],
  );
  return rows.map((row) => ({
    topic: row.topic,
    key: row.key,
    reason: row.reason,
    letters: Number(row.letters),
    parkedAt: row.parked_at,
    replayAskedAt: row.replay_asked_at,
  }));
}

/** How much a consumer has put aside. */
export interface ParkedFigures {
  readonly keys: number;
  readonly letters: number;
  /** Since when the oldest of them waits. */
  readonly oldestAt: Date | null;
}

/** Counts what a consumer has put aside, without a word on what it is. */
export async function parkedFigures(tx: Pick<Tx, 'query'>, schema: string, consumer: string): Promise<ParkedFigures> {
  const [row] = await tx.query<{ keys: string; letters: string; oldest_at: Date | null }>(
    `SELECT count(*) AS keys, min(parked_at) AS oldest_at,
       (SELECT count(*) FROM ${schema}.dead_letters WHERE consumer = $1) AS letters
     FROM ${schema}.parked_keys WHERE consumer = $1`,
    [consumer],
  );
  return { keys: Number(row?.keys ?? 0), letters: Number(row?.letters ?? 0), oldestAt: row?.oldest_at ?? null };
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
