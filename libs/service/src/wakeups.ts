import { setTimeout as pause } from 'node:timers/promises';
import {
  Queue,
  Worker,
  createNodeRedisClient,
  createPostgresBackend,
  runMigrations,
  withBackend,
  type ConnectionOptions,
} from 'bullmq';
import pg from 'pg';
import { createClient, type RedisClientType } from 'redis';
import type { Logger } from '@wsis/observability';

/**
 * Wakes the worker for work that is due. What is due stands in a row with its due time, so a lost
 * wake-up costs at most one interval and never the work.
 */
export abstract class Wakeups {
  /** Runs a sweep again and again, never twice at the same time in one process. */
  abstract every(name: string, seconds: number, sweep: () => Promise<void>): void;
  /** Asks for a sweep at an instant, from any process of the service; waits for nothing and cannot fail. */
  abstract at(name: string, due: Date): void;
  /** Hears how each sweep went. */
  abstract listen(heard: (run: SweepRun) => void): void;
  abstract readonly adapter: string;
  abstract start(): Promise<void>;
  abstract stop(): Promise<void>;
}

/** One run of a sweep. */
export interface SweepRun {
  readonly name: string;
  readonly everySeconds: number;
  readonly startedAt: Date;
  readonly tookMs: number;
  readonly failed: boolean;
}

/** How long a stop waits for a queue that may be away. */
const CLOSE_WITHIN_MS = 3_000;

/** How long a database that went away while it was prepared is left alone. */
const PREPARED_AGAIN_AFTER_MS = 1_000;

/** How many wake-ups may wait for a queue that is away; the sweep by the clock finds the work of the others. */
const MOST_ASKED = 100;

interface Sweep {
  readonly everyMs: number;
  readonly run: () => Promise<void>;
  lastStartedAt: number;
  running: boolean;
}

export interface WakeupOptions {
  readonly service: string;
  readonly logger: Logger;
  /** Workers sweep; an api process only asks for sweeps. */
  readonly worker: boolean;
  readonly redisUrl?: string | undefined;
  readonly databaseUrl: string;
}

interface QueueLike {
  add(name: string, data: object, options: object): Promise<unknown>;
  close(): Promise<void>;
  on(event: 'error', listener: (error: Error) => void): unknown;
}
interface WorkerLike {
  close(force?: boolean): Promise<void>;
  on(event: 'error', listener: (error: Error) => void): unknown;
}

/** BullMQ makes clients of its own from the one it is given, and leaves them open where Redis does not answer its goodbye. */
class RememberedClients {
  private readonly clients: RedisClientType[] = [];

  constructor(private readonly report: (error: Error) => void) {}

  remember(client: RedisClientType): RedisClientType {
    const duplicate = client.duplicate.bind(client);
    client.duplicate = ((...options: []) => this.remember(duplicate(...options) as RedisClientType)) as never;
    client.on('error', this.report);
    this.clients.push(client);
    return client;
  }

  destroy(): void {
    for (const client of this.clients) if (client.isOpen) client.destroy();
  }
}

/** BullMQ takes connections out of its pool on which nobody listens for their end; unheard, that would end the process. */
class HeardClient extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config);
    // The statement in flight reports it.
    this.on('error', () => undefined);
  }
}

/** Wake-ups through BullMQ, on Redis or on PostgreSQL, with a timer behind them for the time that either is away. */
export class QueuedWakeups extends Wakeups {
  readonly adapter: string;
  private readonly sweeps = new Map<string, Sweep>();
  private readonly early: { name: string; due: Date }[] = [];
  private queue: QueueLike | undefined;
  private worker: WorkerLike | undefined;
  private backstop: NodeJS.Timeout | undefined;
  private stopped = false;
  private heard: (run: SweepRun) => void = () => undefined;
  private asking = 0;
  private closeClient: (() => Promise<void>) | undefined;

  constructor(private readonly options: WakeupOptions) {
    super();
    this.adapter = options.redisUrl === undefined ? 'bullmq-postgres' : 'bullmq-redis';
  }

  every(name: string, seconds: number, sweep: () => Promise<void>): void {
    this.sweeps.set(name, { everyMs: seconds * 1000, run: sweep, lastStartedAt: 0, running: false });
  }

  listen(heard: (run: SweepRun) => void): void {
    this.heard = heard;
  }

  at(name: string, due: Date): void {
    if (!this.queue) {
      if (this.early.length < MOST_ASKED) this.early.push({ name, due });
      return;
    }
    // Not waited for: where Redis is away this takes until it is back, and what is due stands in its row.
    if (this.asking >= MOST_ASKED) return;
    this.asking += 1;
    const delay = Math.max(0, due.getTime() - Date.now());
    this.queue
      .add(name, {}, { delay, removeOnComplete: true, removeOnFail: true })
      .catch((error: unknown) => {
        if (this.stopped) return;
        this.options.logger.warn(
          { err: error, wakeup: name },
          'A wake-up could not be queued; the sweep will find the work',
        );
      })
      .finally(() => (this.asking -= 1));
  }

  async start(): Promise<void> {
    if (this.options.worker) {
      this.backstop = setInterval(() => this.runOverdue(), 250);
      this.backstop.unref();
    }
    // The queue only hurries: a service starts, and sweeps, without it.
    void this.connect().catch((error: unknown) => {
      this.options.logger.warn({ err: error }, 'Wake-ups are not queued; sweeps go on by the clock');
    });
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearInterval(this.backstop);
    // Closed by force, a worker leaves the timer of its next delayed job behind, for up to an hour. So it is asked first,
    // which ends its wait, and left alone where its database or Redis does not answer.
    const asked = this.worker?.close() ?? Promise.resolve();
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, CLOSE_WITHIN_MS);
    });
    await Promise.race([Promise.allSettled([asked, this.queue?.close()]), late]);
    clearTimeout(timer);
    await this.closeClient?.();
  }

  private async connect(): Promise<void> {
    const name = `wakeups-${this.options.service}`;
    const report = (error: Error) => {
      if (!this.stopped) this.options.logger.debug({ err: error }, 'The wake-up queue is away');
    };
    if (this.options.redisUrl !== undefined) {
      const clients = new RememberedClients(report);
      const client = clients.remember(createClient({ url: this.options.redisUrl }));
      const connection = createNodeRedisClient(client as never) as unknown as ConnectionOptions;
      this.queue = new Queue(name, { connection }) as unknown as QueueLike;
      if (this.options.worker) {
        this.worker = new Worker(name, (job) => this.run(job.name), {
          connection,
          // A job told twice is a sweep more. Its timer would outlive a worker whose Redis never answered.
          skipLockRenewal: true,
        }) as unknown as WorkerLike;
      }
      this.closeClient = async () => clients.destroy();
      this.queue.on('error', report);
      this.worker?.on('error', report);
      this.askEarly();
    } else {
      await this.connectPostgres(name, report);
    }
  }

  private async connectPostgres(name: string, report: (error: Error) => void): Promise<void> {
    const schema = `bullmq_${this.options.service}`;
    await this.prepare(schema, report);
    if (this.stopped) return;
    const backed = withBackend(createPostgresBackend);
    const connection = { connectionString: this.options.databaseUrl, schema, max: 2, Client: HeardClient };
    this.queue = new backed.Queue(name, { connection }) as unknown as QueueLike;
    this.queue.on('error', report);
    if (this.options.worker) {
      this.worker = new backed.Worker(name, (job) => this.run(job.name), { connection }) as unknown as WorkerLike;
      this.worker.on('error', report);
    }
    this.askEarly();
  }

  /** Left to itself, BullMQ prepares once: a database that goes away during it would never carry wake-ups again. */
  private async prepare(schema: string, report: (error: Error) => void): Promise<void> {
    while (!this.stopped) {
      const client = new HeardClient({ connectionString: this.options.databaseUrl });
      // After its connection ended, BullMQ's last statement on it is never answered.
      const gone = new Promise<never>((_, reject) => client.once('error', reject));
      gone.catch(() => undefined);
      const end = () => void client.end().catch(report);
      this.closeClient = async () => end();
      try {
        await client.connect();
        await Promise.race([runMigrations(client, schema), gone]);
        return;
      } catch (error) {
        report(error as Error);
      } finally {
        end();
        this.closeClient = undefined;
      }
      await pause(PREPARED_AGAIN_AFTER_MS, undefined, { ref: false });
    }
  }

  private askEarly(): void {
    for (const { name, due } of this.early.splice(0)) this.at(name, due);
  }

  private runOverdue(): void {
    const now = Date.now();
    for (const [name, sweep] of this.sweeps) {
      if (now - sweep.lastStartedAt >= sweep.everyMs) void this.run(name);
    }
  }

  private async run(name: string): Promise<void> {
    const sweep = this.sweeps.get(name);
    if (!sweep || sweep.running || this.stopped) return;
    sweep.running = true;
    const startedAt = Date.now();
    sweep.lastStartedAt = startedAt;
    let failed = false;
    try {
      await sweep.run();
    } catch (error) {
      failed = true;
      if (!this.stopped)
        this.options.logger.warn({ err: error, sweep: name }, 'A sweep failed and will be tried again');
    } finally {
      sweep.running = false;
      const tookMs = Date.now() - startedAt;
      if (!this.stopped)
        this.heard({ name, everySeconds: sweep.everyMs / 1000, startedAt: new Date(startedAt), tookMs, failed });
    }
  }
}
