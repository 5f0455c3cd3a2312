import { applyTopics, Relay, silentLogger } from '../src/index.js';
import { describeWithKafka, kafkaBrokers } from '@wsis/testing';
import { removeTopics } from './own-kafka.js';
import { transportContract } from './transport.contract.js';

describeWithKafka('Events relayed to Kafka and consumed from it', () => {
  transportContract({
    get options() {
      return { kind: 'kafka' as const, kafkaBrokers: kafkaBrokers(), describeEveryMs: 300 };
    },
    async prepare(world) {
      await applyTopics({ kafkaBrokers: kafkaBrokers(), topicPrefix: world.topicPrefix, producers: ['identity'] });
      const relay = new Relay({
        database: world.database,
        schema: 'identity',
        kafkaBrokers: kafkaBrokers(),
        logger: silentLogger,
        topicPrefix: world.topicPrefix,
      });
      await relay.start();
      return async () => {
        await relay.stop();
        await removeTopics(kafkaBrokers(), world.topicPrefix);
      };
    },
    async repeat(world) {
      // The relay sends everything again, behind what is there.
      await world.database.execute('UPDATE identity.relay_lease SET holder = $1', ['nobody']);
      await world.database.execute('UPDATE identity.relay_cursors SET position = 0');
      await world.database.execute(`UPDATE identity.relay_lease SET expires_at = '-infinity'`);
    },
  });
});
