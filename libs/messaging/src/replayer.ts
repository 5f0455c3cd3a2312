import type { Database } from '@wsis/persistence';
import type { Delivery } from './delivery.js';
import { isOutage, reasonOf } from './outage.js';
import type { MessagingLogger } from './ports.js';

/** Carries out the replays that somebody asked for. */
export class Replayer {
  constructor(
    private readonly database: Database,
    private readonly schema: string,
    private readonly consumer: string,
    private readonly delivery: Delivery,
    private readonly logger: MessagingLogger,
  ) {}

  /** Replays the keys that were asked for; a key stops at the first letter that fails again. */
  async run(signal: AbortSignal): Promise<void> {
    const asked = await this.database.query<{ topic: string; key: string }>(
      `SELECT topic, key FROM ${this.schema}.parked_keys
       WHERE consumer = $1 AND replay_asked_at IS NOT NULL ORDER BY replay_asked_at LIMIT 50`,
      [this.consumer],
    );
    for (const { topic, key } of asked) {
      if (signal.aborted) return;
      try {
        let letters = 0;
        while (!signal.aborted && (await this.delivery.replayNext(topic, key)) === 'handled') letters += 1;
        this.logger.info({ consumer: this.consumer, topic, key, letters }, 'Dead letters were replayed');
      } catch (error) {
        if (isOutage(error)) throw error;
        const reason = reasonOf(error);
        await this.database.execute(
          `UPDATE ${this.schema}.parked_keys SET replay_asked_at = NULL, reason = $4
           WHERE consumer = $1 AND topic = $2 AND key = $3`,
          [this.consumer, topic, key, reason],
        );
        this.logger.error({ consumer: this.consumer, topic, key, reason }, 'A replayed dead letter failed again');
      }
    }
  }
}
