import type { Consumer, EachBatchPayload } from 'kafkajs';
import { CursorElsewhere, type Delivery, DeliveryStopped, pause, within } from '../delivery.js';
import { EventServer, type EventServerOptions } from '../event-server.js';
import { isOutage, reasonOf } from '../outage.js';
import type { Readiness } from '../ports.js';
import { Replayer } from '../replayer.js';
import { kafkaClient } from './client.js';
import { type ClusterDescription, describeCluster } from './cluster-description.js';
import { fromMessage } from './envelope.js';

export interface KafkaServerOptions extends EventServerOptions {
  readonly kafkaBrokers: readonly string[];
  readonly topicPrefix?: string;
  /** How often topics and cluster are looked at, in milliseconds. */
  readonly describeEveryMs?: number;
  /** How long the group waits for a member that went silent, in milliseconds. */
  readonly sessionTimeoutMs?: number;
}

/** One life of the consumer, from joining the group to its crash or close. */
interface Session {
  readonly consumer: Consumer;
  readonly description: ClusterDescription;
  /** By source: where a seek went, so that offsets that no longer exist are not sought for ever. */
  readonly sought: Map<string, number>;
  /** By source: where this worker's cursor stands. */
  readonly places: Map<string, number>;
  /** By source: what the group is to be told; waiting for it with each batch would cost more than the batch. */
  readonly uncommitted: Map<string, { topic: string; partition: number; offset: string }>;
  assigned: { topic: string; partition: number }[];
  joined: boolean;
  /** Makes the session end and a new one begin. */
  readonly end: (reason: string) => void;
}

/**
 * Consumes events from Kafka. The cursor that counts is in PostgreSQL, in the transaction of the effects;
 * the group's committed offsets only show the lag to Kafka's own tools.
 */
export class KafkaServer extends EventServer {
  private readonly prefix: string;
  private running: Promise<void> | undefined;
  private delivery: Delivery | undefined;
  private problem: string | undefined = 'events are not being read yet';

  constructor(protected override readonly options: KafkaServerOptions) {
    super(options);
    this.prefix = options.topicPrefix ?? '';
  }

  override listen(callback: (error?: unknown) => void): void {
    try {
      const subscriptions = this.subscriptions();
      const topics = [...new Set([...subscriptions.values()].map(({ entry }) => entry.topic))];
      this.delivery = this.createDelivery(subscriptions);
      this.running = this.run(this.delivery, topics, new Set(subscriptions.keys()));
      callback();
    } catch (error) {
      callback(error);
    }
  }

  override async close(): Promise<void> {
    this.stopper.abort();
    await within(15_000, this.running);
  }

  override ready(): Readiness {
    const waiting = this.delivery?.waitingFor;
    const detail = this.problem ?? (waiting ? `${this.options.consumer} waits: ${waiting}` : '');
    return { ok: detail === '', detail };
  }

  private async run(delivery: Delivery, topics: readonly string[], types: ReadonlySet<string>): Promise<void> {
    const { signal } = this.stopper;
    if (topics.length === 0) {
      this.problem = undefined;
      return;
    }
    const { database, schema, consumer, logger } = this.options;
    const replayer = new Replayer(database, schema, consumer, delivery, logger);
    const names = topics.map((topic) => this.prefix + topic);
    while (!signal.aborted) {
      try {
        const description = await describeCluster(this.options.kafkaBrokers, names);
        const missing = names.filter((name) => !description.topics.has(name));
        if (missing.length > 0) {
          this.problem = `topic ${missing.join(', ')} is missing (scripts/topics apply creates it)`;
        } else {
          this.problem = await this.session(delivery, replayer, description, names, types);
        }
      } catch (error) {
        this.problem = reasonOf(error);
      }
      if (signal.aborted) return;
      logger.warn({ consumer, reason: this.problem }, 'Consuming events waits');
      await pause(500, signal);
    }
  }

  /** Joins the group and consumes until something ends it; says what. */
  private async session(
    delivery: Delivery,
    replayer: Replayer,
    description: ClusterDescription,
    names: readonly string[],
    types: ReadonlySet<string>,
  ): Promise<string> {
    const { signal } = this.stopper;
    const consumer = kafkaClient(this.options.consumer, this.options.kafkaBrokers, this.options.logger).consumer({
      groupId: this.prefix + this.options.consumer,
      allowAutoTopicCreation: false,
      sessionTimeout: this.options.sessionTimeoutMs ?? 10_000,
      rebalanceTimeout: 20_000,
      heartbeatInterval: 1_000,
      maxWaitTimeInMs: 500,
      // kafkajs restarts itself late (17 s) or never, so this adapter always does.
      retry: { retries: 5, initialRetryTime: 200, maxRetryTime: 1_000, restartOnFailure: async () => false },
    });
    let finish: (reason: string) => void = () => undefined;
    const ended = new Promise<string>((resolve) => (finish = resolve));
    const session: Session = {
      consumer,
      description,
      sought: new Map(),
      places: new Map(),
      uncommitted: new Map(),
      assigned: [],
      joined: false,
      end: finish,
    };
    const onStop = () => finish('the transport is closing');
    signal.addEventListener('abort', onStop, { once: true });
    const watch = setInterval(() => void this.watch(session, names, replayer), this.options.describeEveryMs ?? 2_000);
    const seeks = setInterval(() => {
      void this.seekToCursors(session);
      void this.commit(session);
    }, 1_000);
    try {
      consumer.on(consumer.events.CRASH, ({ payload }) => finish(reasonOf(payload.error)));
      consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
        session.assigned = Object.entries(payload.memberAssignment).flatMap(([topic, partitions]) =>
          partitions.map((partition) => ({ topic, partition })),
        );
        session.places.clear();
        session.sought.clear();
        session.uncommitted.clear();
        session.joined = true;
        this.problem = undefined;
        void this.seekToCursors(session);
      });
      await consumer.connect();
      await consumer.subscribe({ topics: [...names], fromBeginning: true });
      await consumer.run({
        autoCommit: false,
        eachBatchAutoResolve: false,
        partitionsConsumedConcurrently: 3,
        eachBatch: (payload) => this.consume(delivery, session, payload, types),
      });
      return await ended;
    } finally {
      clearInterval(watch);
      clearInterval(seeks);
      signal.removeEventListener('abort', onStop);
      session.joined = false;
      // With all brokers gone kafkajs may try for long to say goodbye.
      await within(
        5_000,
        consumer.disconnect().catch(() => undefined),
      );
    }
  }

  private async consume(
    delivery: Delivery,
    session: Session,
    payload: EachBatchPayload,
    types: ReadonlySet<string>,
  ): Promise<void> {
    const { batch, heartbeat, isRunning, isStale, resolveOffset } = payload;
    const { signal } = this.stopper;
    const source = sourceOf(session.description, batch.topic, batch.partition);
    const topic = batch.topic.slice(this.prefix.length);
    const size = this.options.batchSize ?? 100;
    const hooks = {
      signal,
      whileWaiting: async () => {
        if (!isRunning() || isStale()) throw new DeliveryStopped('The partition was taken away');
        await heartbeat();
      },
    };
    for (let start = 0; start < batch.messages.length; start += size) {
      if (signal.aborted || !isRunning() || isStale()) return;
      const messages = batch.messages.slice(start, start + size);
      const from = Number(messages[0]?.offset ?? 0);
      const last = messages.at(-1)?.offset ?? '0';
      const to = Number(last) + 1;
      const items = messages
        .map((message) => fromMessage(topic, batch.topic, batch.partition, message))
        .filter((item) => item.fault !== undefined || types.has(item.event.type));
      try {
        // Brought again is harmless, the inbox knows; brought too early is a cursor that was set back.
        const accepts = (cursor: number) => cursor >= from || session.sought.get(source) === cursor;
        await delivery.deliver({ source, from, to, items, accepts }, hooks);
      } catch (error) {
        if (error instanceof DeliveryStopped) return;
        if (!(error instanceof CursorElsewhere)) throw error;
        this.seek(session, batch.topic, batch.partition, error.position);
        return;
      }
      session.places.set(source, to);
      session.sought.delete(source);
      resolveOffset(last);
      session.uncommitted.set(source, { topic: batch.topic, partition: batch.partition, offset: String(to) });
      await heartbeat();
    }
    this.metrics.lag?.(this.options.consumer, source, Number(batch.highWatermark) - Number(batch.lastOffset()) - 1);
  }

  private async commit(session: Session): Promise<void> {
    const offsets = [...session.uncommitted.values()];
    if (!session.joined || offsets.length === 0) return;
    session.uncommitted.clear();
    // Lost with a rebalance or a broker: the next one carries more.
    await session.consumer.commitOffsets(offsets).catch(() => undefined);
  }

  /** Goes to where the cursors in the database are: after joining, and after a rebuild set them back. */
  private async seekToCursors(session: Session): Promise<void> {
    if (!session.joined) return;
    const { database, schema, consumer, logger } = this.options;
    const assigned = session.assigned;
    try {
      const rows = await database.query<{ source: string; position: string }>(
        `SELECT source, position FROM ${schema}.consumer_cursors WHERE consumer = $1 AND source = ANY($2::text[])`,
        [consumer, assigned.map(({ topic, partition }) => sourceOf(session.description, topic, partition))],
      );
      if (!session.joined || session.assigned !== assigned) return;
      for (const { topic, partition } of assigned) {
        const source = sourceOf(session.description, topic, partition);
        const position = Number(rows.find((row) => row.source === source)?.position ?? 0);
        const place = session.places.get(source);
        if (place === undefined || position < place) this.seek(session, topic, partition, position);
      }
    } catch (error) {
      if (!isOutage(error)) logger.warn({ consumer, reason: reasonOf(error) }, 'Reading cursors failed');
    }
  }

  private seek(session: Session, topic: string, partition: number, position: number): void {
    const source = sourceOf(session.description, topic, partition);
    session.sought.set(source, position);
    session.places.set(source, position);
    session.consumer.seek({ topic, partition, offset: String(position) });
  }

  /** Looks whether the cluster is still the one that was joined; replays what was asked for. */
  private async watch(session: Session, names: readonly string[], replayer: Replayer): Promise<void> {
    if (!session.joined) return;
    try {
      const now = await describeCluster(this.options.kafkaBrokers, names);
      const changed = names.filter((name) => now.topics.get(name)?.id !== session.description.topics.get(name)?.id);
      if (now.clusterId !== session.description.clusterId || changed.length > 0) {
        session.end(`topic ${changed.join(', ')} is not the one that was joined`);
        return;
      }
      const grown = names.some(
        (name) => now.topics.get(name)?.partitions !== session.description.topics.get(name)?.partitions,
      );
      if (grown) session.end('a topic has more partitions now');
      else if (session.joined) this.problem = undefined;
    } catch (error) {
      this.problem = reasonOf(error);
    }
    await replayer.run(this.stopper.signal).catch(() => undefined);
  }
}

/** A topic that was made anew is another source, with a cursor of its own. */
function sourceOf(description: ClusterDescription, topic: string, partition: number): string {
  return `${topic}/${partition}@${description.topics.get(topic)?.id ?? ''}`;
}
