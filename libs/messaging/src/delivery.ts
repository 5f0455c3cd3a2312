import type { CatalogueEntry } from '@wsis/contracts';
import type { Database, Tx } from '@wsis/persistence';
import { decode, type EventContext, type ReceivedEvent, type StoredEvent } from './event.js';
import { isOutage, reasonOf } from './outage.js';
import type { MessagingLogger, MessagingMetrics } from './ports.js';

/** What a consumer does with one type of event. */
export interface Subscription {
  readonly entry: CatalogueEntry;
  readonly handle: (event: ReceivedEvent<unknown>, context: EventContext) => Promise<void>;
}

/** One event of a batch and where the cursor stands once it is done. */
export interface BatchItem {
  readonly event: StoredEvent;
  readonly next: number;
  /** Set when the bytes are no event at all; such an item becomes a dead letter and parks no key. */
  readonly fault?: string;
}

/** Events of one source, in order, from one place of its cursor to another. */
export interface EventBatch {
  readonly source: string;
  readonly from: number;
  readonly to: number;
  readonly items: readonly BatchItem[];
  /** Whether the batch may be handled with the cursor there; only at `from` unless told. */
  readonly accepts?: (cursor: number) => boolean;
}

export interface DeliveryOptions {
  readonly database: Database;
  readonly schema: string;
  readonly consumer: string;
  readonly subscriptions: ReadonlyMap<string, Subscription>;
  readonly logger: MessagingLogger;
  readonly metrics: MessagingMetrics;
  /** Waits between the tries of one failing event, in milliseconds; then it is parked. */
  readonly retryDelaysMs?: readonly number[];
  /** First and longest wait of an outage, in milliseconds. */
  readonly outageDelaysMs?: readonly [number, number];
}

export interface DeliveryHooks {
  readonly signal: AbortSignal;
  /** Called about every second of a wait; throws to give the batch up. */
  readonly whileWaiting?: () => Promise<void>;
}

/** The transport closed while a batch was under way; the batch was not committed. */
export class DeliveryStopped extends Error {
  override readonly name = 'DeliveryStopped';
}

/** Another worker, or a rebuild, moved the cursor of the source. */
export class CursorElsewhere extends Error {
  override readonly name = 'CursorElsewhere';
  constructor(readonly position: number) {
    super(`The cursor stands at ${position}`);
  }
}

/**
 * Brings batches to handlers: inbox rows, effects and cursor commit in one transaction.
 * Outages are waited out; an event that fails by itself is parked together with its key.
 */
export class Delivery {
  /** Why the consumer waits at this moment, or nothing. */
  waitingFor: string | undefined;

  constructor(private readonly options: DeliveryOptions) {}

  /** Returns when every event of the batch is handled, known already, or parked. */
  async deliver(batch: EventBatch, hooks: DeliveryHooks): Promise<void> {
    const [first, longest] = this.options.outageDelaysMs ?? [100, 5_000];
    let outageDelay = first;
    let tries = 0;
    for (;;) {
      if (hooks.signal.aborted) throw new DeliveryStopped('The transport is closing');
      try {
        await this.attempt(batch);
        this.waitingFor = undefined;
        return;
      } catch (error) {
        if (error instanceof CursorElsewhere) throw error;
        if (isOutage(error)) {
          this.waitingFor = reasonOf(error);
          this.options.metrics.waited?.(this.options.consumer);
          this.options.logger.warn(
            { consumer: this.options.consumer, source: batch.source, reason: this.waitingFor, waitMs: outageDelay },
            'Something that events need is away; trying again',
          );
          await wait(outageDelay, hooks);
          outageDelay = Math.min(outageDelay * 2, longest);
          continue;
        }
        if (batch.items.length > 1) {
          const middle = batch.items.length >> 1;
          const border = batch.items[middle - 1]?.next ?? batch.from;
          await this.deliver({ ...batch, to: border, items: batch.items.slice(0, middle) }, hooks);
          // The first half has just moved the cursor to the border.
          const { source, to } = batch;
          await this.deliver({ source, from: border, to, items: batch.items.slice(middle) }, hooks);
          return;
        }
        const item = batch.items[0];
        if (!item) throw error;
        const delay = (this.options.retryDelaysMs ?? [50, 200])[tries];
        tries += 1;
        if (delay !== undefined) {
          await wait(delay, hooks);
          continue;
        }
        await this.untilItWorks(() => this.park(batch, item, reasonOf(error)), hooks);
        return;
      }
    }
  }

  private async attempt(batch: EventBatch): Promise<void> {
    const handled: StoredEvent[] = [];
    let repeated = 0;
    // Effect, inbox and cursor are lost together or not at all, and what is lost comes again.
    await this.options.database.transaction(
      async (tx) => {
        handled.length = 0;
        // Sent together, answered in this order.
        const [, fresh, parkedAddresses] = await Promise.all([
          this.claimCursor(tx, batch),
          this.enterInbox(tx, batch.items),
          this.parkedAmong(tx, batch.items),
        ]);
        repeated = batch.items.length - fresh.length;
        const guard = new ErrorMemory(tx);
        const effects = async () => {
          for (const item of fresh) {
            if (item.fault !== undefined) {
              await this.store(tx, item.event, item.fault);
            } else if (parkedAddresses.has(addressOf(item.event))) {
              await this.store(tx, item.event, 'waits for an earlier event of its key');
            } else {
              await this.handle(item.event, guard);
              handled.push(item.event);
            }
          }
        };
        await Promise.all([this.moveCursor(tx, batch), effects()]);
      },
      { repeated: true },
    );
    for (const event of handled) {
      const age = Math.max(0, Date.now() - event.time.getTime()) / 1000;
      this.options.metrics.handled?.(this.options.consumer, event.type, age, event.id);
    }
    if (repeated > 0) this.options.metrics.repeated?.(this.options.consumer, repeated);
  }

  private async handle(event: StoredEvent, guard: ErrorMemory): Promise<void> {
    const subscription = this.options.subscriptions.get(event.type);
    if (!subscription) throw new Error(`No handler of ${this.options.consumer} takes ${event.type}`);
    const context = { tx: guard, consumer: this.options.consumer, position: event.position };
    await subscription.handle(decode(subscription.entry.schema, event), context);
    // A handler that swallowed a failed statement would otherwise commit nothing and be called done.
    guard.rethrow();
  }

  /** Handles the first dead letter of a key again; tells whether one was left. */
  async replayNext(topic: string, key: string): Promise<'handled' | 'empty'> {
    const { schema, consumer } = this.options;
    return this.options.database.transaction(async (tx) => {
      await tx.query(`SELECT 1 FROM ${schema}.parked_keys WHERE consumer = $1 AND topic = $2 AND key = $3 FOR UPDATE`, [
        consumer,
        topic,
        key,
      ]);
      const [row] = await tx.query<LetterRow>(
        `SELECT event_id, type, version, source, occurred_at, position, payload FROM ${schema}.dead_letters
         WHERE consumer = $1 AND topic = $2 AND key = $3 ORDER BY position LIMIT 1 FOR UPDATE`,
        [consumer, topic, key],
      );
      if (!row) {
        await tx.execute(`DELETE FROM ${schema}.parked_keys WHERE consumer = $1 AND topic = $2 AND key = $3`, [
          consumer,
          topic,
          key,
        ]);
        return 'empty';
      }
      const event: StoredEvent = {
        id: row.event_id,
        type: row.type,
        topic,
        key,
        version: Number(row.version),
        source: row.source,
        time: row.occurred_at,
        position: Number(row.position),
        payload: row.payload,
      };
      await this.handle(event, new ErrorMemory(tx));
      await tx.execute(`DELETE FROM ${schema}.dead_letters WHERE consumer = $1 AND event_id = $2`, [
        consumer,
        event.id,
      ]);
      return 'handled';
    });
  }

  private async claimCursor(tx: Tx, batch: EventBatch): Promise<void> {
    const { schema, consumer } = this.options;
    const read = () =>
      tx.query<{ position: string }>(
        `SELECT position FROM ${schema}.consumer_cursors WHERE consumer = $1 AND source = $2 FOR UPDATE`,
        [consumer, batch.source],
      );
    let [row] = await read();
    if (!row) {
      await tx.execute(
        `INSERT INTO ${schema}.consumer_cursors (consumer, source, position) VALUES ($1, $2, 0) ON CONFLICT DO NOTHING`,
        [consumer, batch.source],
      );
      [row] = await read();
    }
    const position = Number(row?.position ?? 0);
    if (!(batch.accepts ? batch.accepts(position) : position === batch.from)) throw new CursorElsewhere(position);
  }

  private async moveCursor(tx: Tx, batch: EventBatch): Promise<void> {
    await tx.execute(
      `UPDATE ${this.options.schema}.consumer_cursors SET position = $3, moved_at = clock_timestamp()
       WHERE consumer = $1 AND source = $2`,
      [this.options.consumer, batch.source, batch.to],
    );
  }

  private async enterInbox(tx: Tx, items: readonly BatchItem[]): Promise<BatchItem[]> {
    if (items.length === 0) return [];
    const rows = await tx.query<{ event_id: string }>(
      `INSERT INTO ${this.options.schema}.inbox (consumer, event_id)
       SELECT $1, id FROM unnest($2::uuid[]) AS id ON CONFLICT DO NOTHING RETURNING event_id`,
      [this.options.consumer, items.map((item) => item.event.id)],
    );
    const fresh = new Set(rows.map((row) => row.event_id));
    // One batch may bring an event twice: the first stands.
    return items.filter((item) => fresh.delete(item.event.id));
  }

  private async parkedAmong(tx: Tx, items: readonly BatchItem[]): Promise<Set<string>> {
    if (items.length === 0) return new Set();
    const rows = await tx.query<{ topic: string; key: string }>(
      `SELECT topic, key FROM ${this.options.schema}.parked_keys
       WHERE consumer = $1 AND (topic, key) IN (SELECT * FROM unnest($2::text[], $3::text[])) FOR SHARE`,
      [this.options.consumer, items.map((item) => item.event.topic), items.map((item) => item.event.key)],
    );
    return new Set(rows.map(addressOf));
  }

  private async park(batch: EventBatch, item: BatchItem, reason: string): Promise<void> {
    const { schema, consumer } = this.options;
    await this.options.database.transaction(async (tx) => {
      await this.claimCursor(tx, batch);
      const [fresh] = await this.enterInbox(tx, [item]);
      if (fresh) {
        await tx.execute(
          `INSERT INTO ${schema}.parked_keys (consumer, topic, key, reason) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`,
          [consumer, item.event.topic, item.event.key, reason],
        );
        await this.store(tx, item.event, reason);
      }
      await this.moveCursor(tx, batch);
    });
    this.options.metrics.parked?.(consumer, item.event.type);
    this.options.logger.error(
      { consumer, eventId: item.event.id, type: item.event.type, key: item.event.key, reason },
      'An event failed by itself: it and later events of its key are parked until they are replayed',
    );
  }

  private async store(tx: Tx, event: StoredEvent, reason: string): Promise<void> {
    await tx.execute(
      `INSERT INTO ${this.options.schema}.dead_letters
         (consumer, event_id, topic, key, position, type, version, source, occurred_at, payload, reason)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT DO NOTHING`,
      [
        this.options.consumer,
        event.id,
        event.topic,
        event.key,
        event.position,
        event.type,
        event.version,
        event.source,
        event.time,
        Buffer.from(event.payload),
        reason,
      ],
    );
  }

  private async untilItWorks(work: () => Promise<void>, hooks: DeliveryHooks): Promise<void> {
    for (let delay = 100; ; delay = Math.min(delay * 2, 5_000)) {
      try {
        return await work();
      } catch (error) {
        if (!isOutage(error)) throw error;
        await wait(delay, hooks);
      }
    }
  }
}

interface LetterRow {
  event_id: string;
  type: string;
  version: string;
  source: string;
  occurred_at: Date;
  position: string;
  payload: Buffer;
}

/** The handler's view of the transaction; remembers the first statement that failed. */
class ErrorMemory implements Tx {
  private failure: unknown;

  constructor(private readonly tx: Tx) {}

  get manager(): Tx['manager'] {
    return this.tx.manager;
  }

  async query<R>(sql: string, params?: readonly unknown[]): Promise<R[]> {
    return this.remember(this.tx.query<R>(sql, params));
  }

  async execute(sql: string, params?: readonly unknown[]): Promise<number> {
    return this.remember(this.tx.execute(sql, params));
  }

  atCommit(sql: string, params: readonly unknown[], committed?: () => void): Promise<void> {
    return this.tx.atCommit(sql, params, committed);
  }

  rethrow(): void {
    if (this.failure !== undefined) throw this.failure;
  }

  private async remember<T>(work: Promise<T>): Promise<T> {
    try {
      return await work;
    } catch (error) {
      this.failure ??= error;
      throw error;
    }
  }
}

function addressOf(place: { topic: string; key: string }): string {
  return `${place.topic}\n${place.key}`;
}

/** Waits, in slices of a second so that the caller can show it is alive; rejects once the transport closes. */
export async function wait(milliseconds: number, hooks: DeliveryHooks): Promise<void> {
  for (let left = milliseconds; left > 0; left -= 1_000) {
    await pause(Math.min(left, 1_000), hooks.signal);
    if (hooks.signal.aborted) throw new DeliveryStopped('The transport is closing');
    await hooks.whileWaiting?.();
  }
}

/** Resolves after the time, or at once when the signal is given. */
export function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener('abort', done);
  });
}

/** Resolves with the work, or after the time without it. */
export async function within(milliseconds: number, work: Promise<unknown> | undefined): Promise<void> {
  const done = new AbortController();
  await Promise.race([Promise.resolve(work).finally(() => done.abort()), pause(milliseconds, done.signal)]);
}
