import type { BatchItem, Delivery } from './delivery.js';
import { CursorElsewhere, DeliveryStopped, pause } from './delivery.js';
import { EventServer, type EventServerOptions } from './event-server.js';
import { logSignals } from './log-signals.js';
import { reasonOf } from './outage.js';
import type { Readiness } from './ports.js';
import { Replayer } from './replayer.js';

export interface PostgresLogServerOptions extends EventServerOptions {
  /** Shortest and longest wait between two looks at the logs, in milliseconds. */
  readonly pollMs?: readonly [number, number];
}

interface Source {
  readonly schema: string;
  readonly types: readonly string[];
  position: number;
  head: number;
}

interface LogRow {
  position: string;
  event_id: string;
  type: string;
  key: string;
  version: string;
  occurred_at: Date;
  payload: Buffer;
}

/** Consumes other services' event logs straight from PostgreSQL, in the order of their positions. */
export class PostgresLogServer extends EventServer {
  private running: Promise<void> | undefined;
  private problem: string | undefined = 'events are not being read yet';
  private missing: string[] = [];
  private delivery: Delivery | undefined;

  constructor(protected override readonly options: PostgresLogServerOptions) {
    super(options);
  }

  override listen(callback: (error?: unknown) => void): void {
    try {
      const subscriptions = this.subscriptions();
      const sources = new Map<string, string[]>();
      for (const { entry } of subscriptions.values()) {
        sources.set(entry.producer, [...(sources.get(entry.producer) ?? []), entry.type]);
      }
      this.delivery = this.createDelivery(subscriptions);
      this.running = this.run(
        this.delivery,
        [...sources].map(([schema, types]) => ({ schema, types, position: 0, head: 0 })),
      );
      callback();
    } catch (error) {
      callback(error);
    }
  }

  override async close(): Promise<void> {
    this.stopper.abort();
    await this.running;
  }

  override ready(): Readiness {
    const waiting = this.delivery?.waitingFor;
    const detail =
      this.problem ??
      (waiting ? `${this.options.consumer} waits: ${waiting}` : undefined) ??
      (this.missing.length > 0
        ? `${this.missing.map((schema) => `${schema}.event_log`).join(', ')} not there yet`
        : '');
    return { ok: detail === '', detail };
  }

  private async run(delivery: Delivery, sources: readonly Source[]): Promise<void> {
    const { signal } = this.stopper;
    if (sources.length === 0) {
      this.problem = undefined;
      return;
    }
    const [shortest, longest] = this.options.pollMs ?? [10, 100];
    const replayer = new Replayer(
      this.options.database,
      this.options.schema,
      this.options.consumer,
      delivery,
      this.options.logger,
    );
    const bell = new Bell(signal);
    const silence = logSignals.listen(
      sources.map((source) => source.schema),
      () => bell.ring(),
    );
    let present: readonly Source[] = [];
    let lookedAt = -Infinity;
    let delay = shortest;
    try {
      while (!signal.aborted) {
        try {
          if (performance.now() - lookedAt > 1_000) {
            present = await this.presentAmong(sources);
            await replayer.run(signal);
            lookedAt = performance.now();
          }
          const moved = await this.round(delivery, present);
          delay = moved ? shortest : Math.min(delay * 1.5, longest);
        } catch (error) {
          if (error instanceof DeliveryStopped) break;
          this.problem = `events cannot be read: ${reasonOf(error)}`;
          this.options.logger.warn({ consumer: this.options.consumer, reason: this.problem }, 'Reading events failed');
          lookedAt = -Infinity;
          delay = 500;
        }
        // More is likely to follow soon.
        if (await bell.wait(delay)) delay = shortest / 2;
      }
    } finally {
      silence();
    }
  }

  /** One look at every log; tells whether any of them had something. */
  private async round(delivery: Delivery, sources: readonly Source[]): Promise<boolean> {
    if (sources.length > 0) await this.readPlaces(sources);
    this.problem = undefined;
    let moved = false;
    for (const source of sources) {
      if (source.head <= source.position) continue;
      moved = true;
      await this.readOn(delivery, source);
    }
    return moved;
  }

  private async readPlaces(sources: readonly Source[]): Promise<void> {
    const { schema, consumer } = this.options;
    const rows = await this.options.database.query<{ source: string; head: string; position: string | null }>(
      `SELECT h.source, h.head, c.position FROM (${sources
        .map((source) => `SELECT '${source.schema}' AS source, position AS head FROM ${source.schema}.event_log_head`)
        .join(' UNION ALL ')}) h
       LEFT JOIN ${schema}.consumer_cursors c ON c.consumer = $1 AND c.source = h.source`,
      [consumer],
    );
    for (const row of rows) {
      const source = sources.find((one) => one.schema === row.source);
      if (!source) continue;
      source.head = Number(row.head);
      source.position = Number(row.position ?? 0);
      this.metrics.lag?.(consumer, source.schema, source.head - source.position);
    }
  }

  private async readOn(delivery: Delivery, source: Source): Promise<void> {
    const limit = this.options.batchSize ?? 100;
    while (!this.stopper.signal.aborted && source.position < source.head) {
      const rows = await this.options.database.query<LogRow>(
        `SELECT position, event_id, type, key, version, occurred_at, payload FROM ${source.schema}.event_log
         WHERE position > $1 AND position <= $2 AND type = ANY($3::text[]) ORDER BY position LIMIT $4`,
        [source.position, source.head, source.types, limit],
      );
      const items = rows.map((row) => this.itemOf(source, row));
      const to = items.length < limit ? source.head : (items.at(-1)?.next ?? source.head);
      try {
        await delivery.deliver({ source: source.schema, from: source.position, to, items }, this.stopper);
      } catch (error) {
        // Another worker of this consumer was faster, or a rebuild began: go on from where the cursor is.
        if (!(error instanceof CursorElsewhere)) throw error;
        source.position = error.position;
        continue;
      }
      source.position = to;
    }
  }

  private itemOf(source: Source, row: LogRow): BatchItem {
    const position = Number(row.position);
    return {
      next: position,
      event: {
        id: row.event_id,
        type: row.type,
        topic: this.catalogue.find(row.type)?.topic ?? source.schema,
        key: row.key,
        version: Number(row.version),
        source: source.schema,
        time: row.occurred_at,
        position,
        payload: row.payload,
      },
    };
  }

  /** Services start in any order: a log may come later than its reader. */
  private async presentAmong(sources: readonly Source[]): Promise<readonly Source[]> {
    const rows = await this.options.database.query<{ schema: string }>(
      `SELECT schema FROM unnest($1::text[]) AS schema WHERE to_regclass(schema || '.event_log_head') IS NOT NULL`,
      [sources.map((source) => source.schema)],
    );
    const there = new Set(rows.map((row) => row.schema));
    this.missing = sources.filter((source) => !there.has(source.schema)).map((source) => source.schema);
    return sources.filter((source) => there.has(source.schema));
  }
}

/** Lets the reading loop sleep until its time is over or somebody rings. */
class Bell {
  private wake: (() => void) | undefined;
  private rung = false;

  constructor(private readonly signal: AbortSignal) {}

  ring(): void {
    this.rung = true;
    this.wake?.();
  }

  /** Waits; tells whether it was rung. */
  async wait(milliseconds: number): Promise<boolean> {
    if (!this.rung) {
      const stop = new AbortController();
      const onAbort = () => stop.abort();
      this.signal.addEventListener('abort', onAbort, { once: true });
      this.wake = () => stop.abort();
      await pause(this.signal.aborted ? 0 : milliseconds, stop.signal);
      this.signal.removeEventListener('abort', onAbort);
      this.wake = undefined;
    } else {
      // Rung while working: whoever else commits in this moment comes along.
      await pause(2, this.signal);
    }
    const rung = this.rung;
    this.rung = false;
    return rung;
  }
}
