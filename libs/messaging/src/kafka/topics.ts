import { setTimeout as pause } from 'node:timers/promises';
import type { Admin } from 'kafkajs';
import { type Catalogue, catalogue as platformCatalogue } from '@wsis/contracts';
import { silentLogger } from '../ports.js';
import { kafkaClient } from './client.js';
import { describeCluster } from './cluster-description.js';

export interface TopicsOptions {
  readonly kafkaBrokers: readonly string[];
  readonly topicPrefix?: string;
  readonly catalogue?: Catalogue;
  /** Only the topics of these producers; all unless told. */
  readonly producers?: readonly string[];
}

/** One topic of the catalogue and whether the cluster has it. */
export interface TopicListing {
  readonly name: string;
  readonly partitions: number;
  readonly present: boolean;
  /** Partitions that the cluster has; 0 when the topic is missing. */
  readonly found: number;
}

/** Compares the catalogue's topics with a cluster's. */
export async function listTopics(options: TopicsOptions): Promise<readonly TopicListing[]> {
  const topics = (options.catalogue ?? platformCatalogue).topics.filter(
    (topic) => options.producers?.includes(topic.producer) ?? true,
  );
  const names = topics.map((topic) => (options.topicPrefix ?? '') + topic.name);
  const found = await describeCluster(options.kafkaBrokers, names);
  return topics.map((topic, at) => {
    const there = found.topics.get(names[at] ?? '');
    return {
      name: names[at] ?? '',
      partitions: topic.partitions,
      present: there !== undefined,
      found: there?.partitions ?? 0,
    };
  });
}

/**
 * Creates the catalogue's topics that are missing; returns their names. Three replicas of which two must have
 * a message, where there are three brokers; nothing is ever deleted by age, because consumers rebuild from it.
 */
export async function applyTopics(options: TopicsOptions): Promise<readonly string[]> {
  const missing = (await listTopics(options)).filter((topic) => !topic.present);
  if (missing.length === 0) return [];
  const { brokers } = await describeCluster(options.kafkaBrokers, []);
  const replicas = Math.min(3, brokers);
  const admin = kafkaClient('wsis-topics', options.kafkaBrokers, silentLogger).admin();
  await admin.connect();
  try {
    await admin.createTopics({
      // Its own wait takes a broker that has not heard of a topic yet for a failure.
      waitForLeaders: false,
      topics: missing.map((topic) => ({
        topic: topic.name,
        numPartitions: topic.partitions,
        replicationFactor: replicas,
        configEntries: [
          { name: 'min.insync.replicas', value: String(Math.max(1, replicas - 1)) },
          { name: 'retention.ms', value: '-1' },
          { name: 'unclean.leader.election.enable', value: 'false' },
        ],
      })),
    });
    await untilLed(
      admin,
      missing.map(({ name }) => name),
    );
  } finally {
    await admin.disconnect();
  }
  return missing.map((topic) => topic.name);
}

const LED_WITHIN_MS = 30_000;
const NOT_YET = new Set(['UNKNOWN_TOPIC_OR_PARTITION', 'LEADER_NOT_AVAILABLE']);

/** Waits until each partition of new topics has a leader. Throws when one has none in time. */
async function untilLed(admin: Admin, topics: string[]): Promise<void> {
  const giveUpAt = Date.now() + LED_WITHIN_MS;
  while (!(await areLed(admin, topics))) {
    if (Date.now() > giveUpAt) throw new Error(`No leader within ${LED_WITHIN_MS / 1000} s: ${topics.join(', ')}`);
    await pause(50);
  }
}

async function areLed(admin: Admin, topics: string[]): Promise<boolean> {
  try {
    const found = (await admin.fetchTopicMetadata({ topics })).topics;
    return (
      found.length === topics.length && found.every(({ partitions }) => partitions.every(({ leader }) => leader >= 0))
    );
  } catch (error) {
    if (NOT_YET.has((error as { type?: string }).type ?? '')) return false;
    throw error;
  }
}
