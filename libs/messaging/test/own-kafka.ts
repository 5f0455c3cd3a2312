import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import kafkajs from 'kafkajs';

const script = fileURLToPath(new URL('../../../scripts/commands/kafka.mjs', import.meta.url));

/** A three-broker cluster of one spec's own, whose brokers may be killed. */
export class OwnKafka {
  private constructor(
    private readonly folder: string,
    readonly brokers: readonly string[],
  ) {}

  static async start(): Promise<OwnKafka> {
    const folder = mkdtempSync(join(tmpdir(), 'own-kafka-'));
    const line = await command(folder, 'start');
    return new OwnKafka(folder, line.trim().replace('KAFKA_BROKERS=', '').split(','));
  }

  /** Starts the brokers that do not run. */
  async startAgain(): Promise<void> {
    await command(this.folder, 'start');
  }

  /** Ends brokers (numbered from 1) as a power cut would, at once. */
  kill(...numbers: number[]): void {
    const status = execFileSync(process.execPath, [script, 'status', '--dir', this.folder], { encoding: 'utf8' });
    for (const number of numbers) {
      const pid = new RegExp(`broker ${number} on \\S+ runs as process (\\d+)`).exec(status)?.[1];
      if (pid === undefined) throw new Error(`Broker ${number} does not run:\n${status}`);
      process.kill(Number(pid), 'SIGKILL');
    }
  }

  /** Ends all brokers and loses all they had. */
  async wipe(): Promise<void> {
    await command(this.folder, 'wipe');
  }

  async remove(): Promise<void> {
    await command(this.folder, 'stop').catch(() => undefined);
    rmSync(this.folder, { recursive: true, force: true });
  }

  client() {
    return new kafkajs.Kafka({
      brokers: [...this.brokers],
      logLevel: kafkajs.logLevel.NOTHING,
      retry: { retries: 20, maxRetryTime: 1_000 },
    });
  }

  /** The number of the broker that leads a partition. */
  async leaderOf(topic: string, partition: number): Promise<number> {
    return this.asAdmin(async (admin) => {
      const { topics } = await admin.fetchTopicMetadata({ topics: [topic] });
      return topics[0]?.partitions.find((one) => one.partitionId === partition)?.leader ?? 0;
    });
  }

  /** Everything in a topic, by partition in order, as `ce_id` or, without it, as the value. */
  async everythingIn(topic: string): Promise<{ id: string; key: string; version: number }[]> {
    const ends = await this.asAdmin((admin) => admin.fetchTopicOffsets(topic));
    const open = new Map(ends.filter((end) => Number(end.high) > 0).map((end) => [end.partition, Number(end.high)]));
    const found: { id: string; key: string; version: number }[] = [];
    if (open.size === 0) return found;
    const consumer = this.client().consumer({ groupId: `reads-all-${Math.random()}`, maxWaitTimeInMs: 200 });
    await consumer.connect();
    await consumer.subscribe({ topics: [topic], fromBeginning: true });
    await new Promise<void>((resolve) => {
      void consumer.run({
        autoCommit: false,
        eachBatch: async ({ batch }) => {
          for (const message of batch.messages) {
            found.push({
              id: (message.headers?.['ce_id'] ?? message.value)?.toString() ?? '',
              key: message.key?.toString() ?? '',
              version: Number(message.headers?.['ce_aggregateversion']?.toString()),
            });
          }
          if (Number(batch.lastOffset()) + 1 >= (open.get(batch.partition) ?? 0)) open.delete(batch.partition);
          if (open.size === 0) resolve();
        },
      });
    });
    await consumer.disconnect();
    return found;
  }

  private async asAdmin<T>(work: (admin: ReturnType<kafkajs.Kafka['admin']>) => Promise<T>): Promise<T> {
    const admin = this.client().admin();
    await admin.connect();
    try {
      return await work(admin);
    } finally {
      await admin.disconnect();
    }
  }
}

async function command(folder: string, word: string): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [script, word, '--dir', folder]);
  return stdout;
}

/** Deletes a test's topics: a cluster with thousands of them is slow for the tests that follow. */
export async function removeTopics(brokers: readonly string[], prefix: string): Promise<void> {
  const admin = new kafkajs.Kafka({ brokers: [...brokers], logLevel: kafkajs.logLevel.NOTHING }).admin();
  await admin.connect();
  const topics = (await admin.listTopics()).filter((name) => name.startsWith(prefix));
  if (topics.length > 0) await admin.deleteTopics({ topics });
  await admin.disconnect();
}
