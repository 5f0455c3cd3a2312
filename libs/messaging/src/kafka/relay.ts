import { randomUUID } from 'node:crypto';
import { type Catalogue, catalogue as platformCatalogue, type TopicEntry } from '@wsis/contracts';
import type { Database } from '@wsis/persistence';
import type { Message, Producer } from 'kafkajs';
import { pause, within } from '../delivery.js';
import type { StoredEvent } from '../event.js';
import { logSignals } from '../log-signals.js';
import { reasonOf } from '../outage.js';
import type { MessagingLogger, MessagingMetrics, Readiness } from '../ports.js';
import { kafkaClient } from './client.js';
import { describeCluster } from './cluster-description.js';
import { partitionOf, toMessage } from './envelope.js';

export interface RelayOptions {
  readonly database: Database;
  /** The service's schema, whose log is relayed. */
  readonly schema: string;
  readonly serviceName?: string;
  readonly kafkaBrokers: readonly string[];
  readonly logger: MessagingLogger;
  readonly metrics?: MessagingMetrics;
  readonly catalogue?: Catalogue;
  readonly topicPrefix?: string;
  /** Events read from the log at a time. */
  readonly batchSize?: number;
  /** How long a relay that went silent keeps others out, in milliseconds. */
  readonly leaseMs?: number;
  /** How often topics and cluster are looked at, in milliseconds. */
  readonly describeEveryMs?: number;
  /** How far apart rounds begin while events flow, in milliseconds; a round carries all that is there. */
  readonly paceMs?: number;
}

/** Few full sends cost brokers and consumers less than many small ones; an event waits half of this on average. */
const PACE_MS = 20;

interface TopicState {
  readonly entry: TopicEntry;
  readonly name: string;
  readonly types: ReadonlySet<string>;
  id: string;
  partitions: number;
  /** Everything up to here is acknowledged by the brokers. */
  position: number;
  /** Left alone until then, after a failure (performance.now()). */
  retryAt: number;
  /** By partition: the offset that the next answer must not be below. */
  readonly expected: Map<number, number>;
  problem: string | undefined;
}

interface LogRow {
  position: string;
  event_id: string;
  type: string;
  key: string;
  version: string;
  occurred_at: Date;
  headers: Record<string, string> | null;
  payload: Buffer;
}

/** One partition's share of what was read. */
interface Share {
  readonly topic: TopicState;
  readonly partition: number;
  readonly messages: Message[];
  readonly positions: number[];
}

const MOST_MESSAGES = 1_000;
const MOST_BYTES = 700_000;

/** A cursor that must go back to the beginning of the log. */
const REFILL = -1;

/**
 * Carries a service's event log to Kafka, in order, at least once. One relay a service is active at a time.
 * After each step of a round the state that counts is in PostgreSQL, so it may die anywhere.
 */
export class Relay {
  private readonly holder = randomUUID();
  private readonly stopper = new AbortController();
  private readonly topics: readonly TopicState[];
  private readonly byType = new Map<string, TopicState>();
  private running: Promise<void> | undefined;
  private producer: Producer | undefined;
  private clusterId = '';
  private describedAt = -Infinity;
  private leaseUntil = -Infinity;
  private problem: string | undefined = 'the relay has not started yet';
  private away: string | undefined;
  private standby = false;

  constructor(private readonly options: RelayOptions) {
    const catalogue = options.catalogue ?? platformCatalogue;
    catalogue.check();
    this.topics = catalogue.topics
      .filter((entry) => entry.producer === options.schema)
      .map((entry) => ({
        entry,
        name: `${options.topicPrefix ?? ''}${entry.name}`,
        types: new Set(catalogue.entries.filter((one) => one.topic === entry.name).map((one) => one.type)),
        id: '',
        partitions: 0,
        position: 0,
        retryAt: -Infinity,
        expected: new Map<number, number>(),
        problem: undefined,
      }));
    for (const topic of this.topics) for (const type of topic.types) this.byType.set(type, topic);
  }

  /** Begins to relay; brokers, topics and database may come later. */
  async start(): Promise<void> {
    if (this.topics.length === 0) {
      this.problem = undefined;
      return;
    }
    this.running = this.run();
  }

  /** Ends after the sends under way, or without them after ten seconds: then they are sent again later. */
  async stop(): Promise<void> {
    this.stopper.abort();
    await within(10_000, this.running);
  }

  /** Whether events reach the brokers; names what is missing. A stand-by relay is ready. */
  ready(): Readiness {
    const problem = this.away ?? this.problem;
    if (problem !== undefined) return { ok: false, detail: problem };
    if (this.standby) return { ok: true, detail: 'another relay of this service is active' };
    const troubled = this.topics.filter((topic) => topic.problem !== undefined);
    return {
      ok: troubled.length === 0,
      detail: troubled.map((topic) => `topic ${topic.name}: ${topic.problem}`).join('; '),
    };
  }

  private async run(): Promise<void> {
    const { signal } = this.stopper;
    let wake: (() => void) | undefined;
    const silence = logSignals.listen([this.options.schema], () => wake?.());
    // A send may wait long for its broker; readiness must not.
    const watch = setInterval(() => void this.watch(), this.options.describeEveryMs ?? 2_000);
    let delay = 5;
    while (!signal.aborted) {
      try {
        if (!(await this.holdLease())) {
          this.standby = true;
          this.problem = undefined;
          this.away = undefined;
          await pause(Math.min(1_000, (this.options.leaseMs ?? 10_000) / 4), signal);
          continue;
        }
        this.standby = false;
        await this.describe();
        const began = performance.now();
        const moved = await this.round();
        this.problem = undefined;
        if (moved) {
          await pause(Math.max(0, (this.options.paceMs ?? PACE_MS) - (performance.now() - began)), signal);
          delay = 5;
          continue;
        }
        delay = Math.min(delay * 1.5, 50);
      } catch (error) {
        this.problem = reasonOf(error);
        this.options.logger.warn({ service: this.options.schema, reason: this.problem }, 'Relaying events waits');
        this.describedAt = -Infinity;
        await this.disconnect();
        delay = 500;
      }
      const sleep = new AbortController();
      wake = () => sleep.abort();
      const onStop = () => sleep.abort();
      signal.addEventListener('abort', onStop, { once: true });
      if (!signal.aborted) await pause(delay, sleep.signal);
      signal.removeEventListener('abort', onStop);
      // Whoever else commits in this moment comes along.
      if (sleep.signal.aborted) await pause(2, signal);
      wake = undefined;
    }
    silence();
    clearInterval(watch);
    await this.disconnect();
    await this.releaseLease().catch(() => undefined);
  }

  private async watch(): Promise<void> {
    if (this.standby) return;
    try {
      await describeCluster(this.options.kafkaBrokers, []);
      this.away = undefined;
    } catch (error) {
      this.away = reasonOf(error);
    }
  }

  private async holdLease(): Promise<boolean> {
    const leaseMs = this.options.leaseMs ?? 10_000;
    if (performance.now() < this.leaseUntil - leaseMs / 2) return true;
    const asked = performance.now();
    const held = await this.options.database.execute(
      `UPDATE ${this.options.schema}.relay_lease
       SET holder = $1, expires_at = clock_timestamp() + make_interval(secs => $2)
       WHERE holder = $1 OR expires_at < clock_timestamp()`,
      [this.holder, leaseMs / 1_000],
    );
    if (held === 0) {
      this.leaseUntil = -Infinity;
      return false;
    }
    // What another relay acknowledged in the meantime is in the cursors, not in memory.
    if (this.leaseUntil < asked) this.forget();
    this.leaseUntil = asked + leaseMs;
    return true;
  }

  private async releaseLease(): Promise<void> {
    await this.options.database.execute(
      `UPDATE ${this.options.schema}.relay_lease SET expires_at = '-infinity' WHERE holder = $1`,
      [this.holder],
    );
  }

  private forget(): void {
    this.clusterId = '';
    this.describedAt = -Infinity;
    for (const topic of this.topics) {
      topic.id = '';
      topic.expected.clear();
    }
  }

  /** Learns which cluster and topics are there; new ids mean that the log must be sent from the beginning. */
  private async describe(): Promise<void> {
    if (performance.now() - this.describedAt < (this.options.describeEveryMs ?? 2_000)) return;
    const found = await describeCluster(
      this.options.kafkaBrokers,
      this.topics.map((topic) => topic.name),
    );
    const fresh: TopicState[] = [];
    for (const topic of this.topics) {
      const there = found.topics.get(topic.name);
      if (!there) {
        topic.id = '';
        topic.problem = 'is missing (scripts/topics apply creates it)';
        continue;
      }
      if (found.clusterId !== this.clusterId || there.id !== topic.id) fresh.push(topic);
      topic.id = there.id;
      topic.partitions = there.partitions;
    }
    this.clusterId = found.clusterId;
    if (fresh.length > 0) await this.loadCursors(fresh);
    this.describedAt = performance.now();
  }

  private async loadCursors(topics: readonly TopicState[]): Promise<void> {
    // kafkajs keeps metadata of the topics' former lives.
    await this.disconnect();
    const rows = await this.options.database.query<{ topic_id: string; position: string }>(
      `SELECT topic_id, position FROM ${this.options.schema}.relay_cursors WHERE cluster_id = $1 AND topic_id = ANY($2::text[])`,
      [this.clusterId, topics.map((topic) => topic.id)],
    );
    for (const topic of topics) {
      const row = rows.find((one) => one.topic_id === topic.id);
      topic.position = Number(row?.position ?? 0);
      topic.expected.clear();
      topic.retryAt = -Infinity;
      topic.problem = undefined;
      if (!row) {
        this.options.logger.info(
          { topic: topic.name, topicId: topic.id, clusterId: this.clusterId },
          'The topic is new here and is filled from the log',
        );
      }
    }
  }

  /** Sends what the log has beyond the cursors; tells whether there was anything. */
  private async round(): Promise<boolean> {
    const now = performance.now();
    const active = this.topics.filter((topic) => topic.id !== '' && topic.retryAt <= now);
    if (active.length === 0) return false;
    const [head] = await this.options.database.query<{ position: string }>(
      `SELECT position FROM ${this.options.schema}.event_log_head`,
    );
    const end = Number(head?.position ?? 0);
    this.options.metrics?.relayLag?.(
      this.options.schema,
      end - Math.min(...this.topics.map((topic) => Math.min(topic.position, end))),
    );
    let from = Math.min(...active.map((topic) => topic.position));
    if (from >= end) return false;
    const limit = this.options.batchSize ?? 3_000;
    let next: Promise<LogRow[]> | undefined = this.read(from, end, active, limit);
    while (next && !this.stopper.signal.aborted) {
      const rows: LogRow[] = await next;
      const to: number = rows.length < limit ? end : Number(rows.at(-1)?.position ?? end);
      // The next rows are read while these are sent; thrown away if a send fails.
      next = to < end ? this.read(to, end, active, limit) : undefined;
      next?.catch(() => undefined);
      const failed = await this.send(this.share(rows), from, to, active);
      from = to;
      if (failed) {
        await next?.catch(() => undefined);
        return true;
      }
      if (performance.now() > this.leaseUntil - (this.options.leaseMs ?? 10_000) / 4) return true;
    }
    return true;
  }

  private read(from: number, to: number, topics: readonly TopicState[], limit: number): Promise<LogRow[]> {
    return this.options.database.query<LogRow>(
      `SELECT position, event_id, type, key, version, occurred_at, headers, payload FROM ${this.options.schema}.event_log
       WHERE position > $1 AND position <= $2 AND type = ANY($3::text[]) ORDER BY position LIMIT $4`,
      [from, to, topics.flatMap((topic) => [...topic.types]), limit],
    );
  }

  private share(rows: readonly LogRow[]): Share[] {
    const shares = new Map<string, Share>();
    for (const row of rows) {
      const topic = this.byType.get(row.type);
      const position = Number(row.position);
      if (!topic || position <= topic.position) continue;
      const partition = partitionOf(row.key, topic.partitions);
      const address = `${topic.name}/${partition}`;
      let share = shares.get(address);
      if (!share) {
        share = { topic, partition, messages: [], positions: [] };
        shares.set(address, share);
      }
      const event: StoredEvent = {
        id: row.event_id,
        type: row.type,
        topic: topic.entry.name,
        key: row.key,
        version: Number(row.version),
        source: this.options.schema,
        time: row.occurred_at,
        position,
        payload: row.payload,
      };
      share.messages.push(toMessage(event, partition, row.headers));
      share.positions.push(position);
    }
    return [...shares.values()];
  }

  /** Sends all shares side by side, moves the cursors over what was acknowledged; tells whether anything failed. */
  private async send(
    shares: readonly Share[],
    from: number,
    to: number,
    active: readonly TopicState[],
  ): Promise<boolean> {
    const producer = shares.length > 0 ? await this.connected() : undefined;
    const reached = new Map<TopicState, number>();
    for (const topic of active) if (topic.position <= to) reached.set(topic, Math.max(to, topic.position));
    let failed = false;
    for (const { topic } of shares) topic.problem = undefined;
    await Promise.all(
      shares.map(async (share) => {
        const covered = producer ? await this.sendShare(producer, share) : 0;
        this.options.metrics?.relayed?.(share.topic.name, covered);
        if (covered === share.messages.length) return;
        failed = true;
        const before = (share.positions[covered] ?? from + 1) - 1;
        reached.set(share.topic, Math.min(reached.get(share.topic) ?? before, before));
      }),
    );
    await this.moveCursors(reached);
    return failed;
  }

  /** Sends one partition's share, chunk after chunk; tells how many of its messages the brokers acknowledged. */
  private async sendShare(producer: Producer, share: Share): Promise<number> {
    const { topic, partition, messages } = share;
    let covered = 0;
    try {
      while (covered < messages.length) {
        const chunk = chunkFrom(messages, covered);
        // One partition a send, always: kafkajs loses a dead leader's share of any larger one.
        const answer = await producer.send({ topic: topic.name, acks: -1, timeout: 10_000, messages: chunk });
        const offset = Number(answer[0]?.baseOffset ?? Number.NaN);
        if (answer.length !== 1 || answer[0]?.partition !== partition || answer[0].errorCode !== 0 || !(offset >= 0)) {
          throw new Error(`the answer does not cover partition ${partition}`);
        }
        if (offset < (topic.expected.get(partition) ?? 0)) {
          // The brokers had acknowledged more than they have: they lost data, or the topic was made anew.
          topic.expected.clear();
          topic.position = REFILL;
          throw new Error(`partition ${partition} lost what it had acknowledged; it is filled again`);
        }
        topic.expected.set(partition, offset + chunk.length);
        covered += chunk.length;
      }
    } catch (error) {
      topic.problem = reasonOf(error);
      topic.retryAt = performance.now() + 250;
      this.describedAt = -Infinity;
      this.options.logger.warn({ topic: topic.name, partition, reason: topic.problem }, 'Sending events failed');
    }
    return covered;
  }

  private async moveCursors(reached: ReadonlyMap<TopicState, number>): Promise<void> {
    const moved = [...reached].map(([topic, position]) => {
      const next = topic.position === REFILL ? 0 : Math.max(position, topic.position);
      return { topic, next };
    });
    const stored = await this.options.database.execute(
      // Not waited for on disk: a cursor that a crash sets back only makes the relay send again.
      `WITH fast AS MATERIALIZED (SELECT set_config('synchronous_commit', 'off', true)),
       lease AS (
         UPDATE ${this.options.schema}.relay_lease SET expires_at = clock_timestamp() + make_interval(secs => $2)
         WHERE holder = $1 RETURNING 1
       )
       INSERT INTO ${this.options.schema}.relay_cursors (cluster_id, topic_id, topic, position)
       SELECT $3, c.topic_id, c.topic, c.position
       FROM fast, lease, unnest($4::text[], $5::text[], $6::bigint[]) AS c (topic_id, topic, position)
       ON CONFLICT (cluster_id, topic_id) DO UPDATE SET position = excluded.position, moved_at = clock_timestamp()`,
      [
        this.holder,
        (this.options.leaseMs ?? 10_000) / 1_000,
        this.clusterId,
        moved.map((one) => one.topic.id),
        moved.map((one) => one.topic.name),
        moved.map((one) => one.next),
      ],
    );
    if (stored === 0 && moved.length > 0) {
      this.leaseUntil = -Infinity;
      throw new Error('another relay took over');
    }
    this.leaseUntil = performance.now() + (this.options.leaseMs ?? 10_000);
    for (const { topic, next } of moved) topic.position = next;
  }

  private async connected(): Promise<Producer> {
    if (this.producer) return this.producer;
    const producer = kafkaClient(
      `${this.options.schema}.relay`,
      this.options.kafkaBrokers,
      this.options.logger,
    ).producer({ allowAutoTopicCreation: false, metadataMaxAge: 10_000 });
    await producer.connect();
    this.producer = producer;
    return producer;
  }

  private async disconnect(): Promise<void> {
    const producer = this.producer;
    this.producer = undefined;
    // kafkajs may wait long for the answers of a broker that is gone.
    await within(
      3_000,
      producer?.disconnect().catch(() => undefined),
    );
  }
}

/** The messages from a place on that fit into one record batch. */
function chunkFrom(messages: readonly Message[], start: number): Message[] {
  let bytes = 0;
  let end = start;
  while (end < messages.length && end - start < MOST_MESSAGES) {
    bytes += (messages[end]?.value?.length ?? 0) + 300;
    if (bytes > MOST_BYTES && end > start) break;
    end += 1;
  }
  return messages.slice(start, end);
}
