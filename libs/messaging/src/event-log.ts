import { catalogue as platformCatalogue, type Catalogue } from '@wsis/contracts';
import type { Tx } from '@wsis/persistence';
import type { OutgoingEvent } from './event.js';
import { logSignals } from './log-signals.js';

export interface EventLogOptions {
  /** The service's schema, which is also its name as a producer. */
  readonly schema: string;
  readonly catalogue?: Catalogue;
}

/** A service's outbox: what it appended, with exact order and without gaps. */
export class EventLog {
  readonly schema: string;
  private readonly statement: string;

  /** Throws when the catalogue of events is incomplete. */
  constructor(options: EventLogOptions) {
    (options.catalogue ?? platformCatalogue).check();
    this.schema = options.schema;
    this.statement = `
      WITH head AS (
        UPDATE ${this.schema}.event_log_head SET position = position + $1::bigint RETURNING position - $1::bigint AS base
      )
      INSERT INTO ${this.schema}.event_log (position, event_id, type, key, version, occurred_at, headers, payload)
      SELECT head.base + e.place, e.event_id, e.type, e.key, e.version, clock_timestamp(), e.headers, e.payload
      FROM unnest($2::uuid[], $3::text[], $4::text[], $5::bigint[], $6::jsonb[], $7::bytea[])
        WITH ORDINALITY AS e (event_id, type, key, version, headers, payload, place)
        -- Without a head there is no position, which the table refuses: no event is lost in silence.
        LEFT JOIN head ON true`;
  }

  /**
   * Stores events with the commit of the transaction, wherever in it this is called: the head's row stays locked until
   * the commit, so positions are dense and in commit order, and every other writer of the service waits for that long.
   */
  async append(tx: Tx, events: readonly OutgoingEvent[]): Promise<void> {
    if (events.length === 0) return;
    for (const one of events) {
      if (one.producer !== this.schema) {
        throw new Error(`${this.schema} cannot produce ${one.type}: the catalogue gives it to ${one.producer}`);
      }
    }
    await tx.atCommit(
      this.statement,
      [
        events.length,
        events.map((one) => one.id),
        events.map((one) => one.type),
        events.map((one) => one.key),
        events.map((one) => one.version),
        events.map((one) => (one.headers ? JSON.stringify(one.headers) : null)),
        events.map((one) => Buffer.from(one.payload.buffer, one.payload.byteOffset, one.payload.byteLength)),
      ],
      () => logSignals.announce(this.schema),
    );
  }
}
