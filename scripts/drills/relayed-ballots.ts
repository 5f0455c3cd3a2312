import { fromBinary } from '@bufbuild/protobuf';
import { BallotsSavedSchema } from '@wsis/contracts';
import kafkajs from 'kafkajs';

/** Reads the topic of ballots from its beginning, and keeps the ledger numbers that its events tell of. */
export async function relayedBallots(brokers: string): Promise<{ numbers: Set<number>; stop(): Promise<void> }> {
  const { Kafka, logLevel } = kafkajs;
  const consumer = new Kafka({ brokers: brokers.split(','), logLevel: logLevel.NOTHING }).consumer({
    groupId: `drill-${crypto.randomUUID()}`,
  });
  const numbers = new Set<number>();
  await consumer.connect();
  await consumer.subscribe({ topics: ['voting.ballots.v1'], fromBeginning: true });
  await consumer.run({
    autoCommit: false,
    eachMessage: async ({ message }) => {
      if (message.headers?.['ce_type']?.toString() !== 'voting.ballots-saved.v1' || !message.value) return;
      for (const { ledgerNumber } of fromBinary(BallotsSavedSchema, message.value).ballots)
        numbers.add(Number(ledgerNumber));
    },
  });
  return { numbers, stop: () => consumer.disconnect() };
}
