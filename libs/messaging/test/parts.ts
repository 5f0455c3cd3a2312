export { describeWithKafka, kafkaBrokers } from '../../testing/src/brokers.js';
export { eventually } from '../../testing/src/eventually.js';
export { testDatabase, type TestDatabase } from '../../testing/src/test-database.js';
