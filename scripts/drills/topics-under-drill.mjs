/** Kafka as a stranger sees it: everything in a topic, and messages that no service sent. */
import { fromBinary } from '@bufbuild/protobuf';
import { BallotsSavedSchema } from '@wsis/contracts';
import kafkajs from 'kafkajs';

const client = (brokers) =>
  new kafkajs.Kafka({
    brokers: brokers.split(','),
    logLevel: kafkajs.logLevel.NOTHING,
    retry: { retries: 20, maxRetryTime: 1_000 },
  });

/** Everything that is in a topic now, each message with its partition. */
export async function everythingIn(brokers, topic) {
  const kafka = client(brokers);
  const admin = kafka.admin();
  await admin.connect();
  const ends = await admin.fetchTopicOffsets(topic).finally(() => admin.disconnect());
  const left = new Map(ends.filter(({ high }) => Number(high) > 0).map((end) => [end.partition, Number(end.high)]));
  const messages = [];
  if (left.size === 0) return messages;
  const consumer = kafka.consumer({ groupId: `drill-${crypto.randomUUID()}`, maxWaitTimeInMs: 200 });
  await consumer.connect();
  try {
    await consumer.subscribe({ topics: [topic], fromBeginning: true });
    await new Promise((done, fail) => {
      consumer.on(consumer.events.CRASH, ({ payload }) => fail(payload.error));
      void consumer.run({
        autoCommit: false,
        eachBatch: async ({ batch }) => {
          for (const message of batch.messages) messages.push({ ...message, partition: batch.partition });
          if (Number(batch.lastOffset()) + 1 >= (left.get(batch.partition) ?? 0)) left.delete(batch.partition);
          if (left.size === 0) done();
        },
      });
    });
  } finally {
    await consumer.disconnect();
  }
  return messages;
}

/** The ledger numbers that the events of an edition tell of. */
export async function ballotsTold(brokers, editionId) {
  const numbers = new Set();
  for (const { key, headers, value } of await everythingIn(brokers, 'voting.ballots.v1')) {
    if (key?.toString() !== editionId || headers?.ce_type?.toString() !== 'voting.ballots-saved.v1') continue;
    for (const { ledgerNumber } of fromBinary(BallotsSavedSchema, value).ballots) numbers.add(Number(ledgerNumber));
  }
  return numbers;
}

/** Sends messages, each to the partition that it names. */
export async function sendTo(brokers, topic, messages) {
  const producer = client(brokers).producer();
  await producer.connect();
  try {
    // One partition a send: see docs/adr/0005-one-partition-a-send.md.
    for (const partition of new Set(messages.map((message) => message.partition)))
      await producer.send({ topic, acks: -1, messages: messages.filter((message) => message.partition === partition) });
  } finally {
    await producer.disconnect();
  }
}
