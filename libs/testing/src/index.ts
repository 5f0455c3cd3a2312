export { freePort } from '@wsis/embedded';
export {
  describeWithKafka,
  describeWithPgBouncer,
  describeWithRedis,
  kafkaBrokers,
  pgBouncer,
  redisUrl,
} from './brokers.js';
export { accessibilityFaults, describeInBrowser, pixelsBeyond, sidewaysTables, startBrowser } from './browser.js';
export { eventually, type EventuallyOptions } from './eventually.js';
export { describeLong } from './long.js';
export { testDatabase, testServerUrl, type TestDatabase, type TestDatabaseOptions } from './test-database.js';
export { ScriptedClients, testService, type TestService, type TestServiceOptions } from './test-service.js';
