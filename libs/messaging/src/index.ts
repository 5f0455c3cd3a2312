export * from './dead-letters.js';
export {
  decode,
  event,
  type EventAddress,
  type EventContext,
  MAX_PAYLOAD_BYTES,
  type OutgoingEvent,
  type ReceivedEvent,
} from './event.js';
export { EventErrorFilter } from './event-error.filter.js';
export * from './event-log.js';
export { EventServer, type EventServerOptions, type EventTransport } from './event-server.js';
export { logSignals } from './log-signals.js';
export * from './migrations.js';
export { isOutage, TemporaryFailure } from './outage.js';
export { OnEvent } from './on-event.js';
export * from './ports.js';
export * from './postgres-log-server.js';
export * from './rebuild.js';
export * from './transport.js';
export { KafkaServer, type KafkaServerOptions } from './kafka/kafka-server.js';
export { Relay, type RelayOptions } from './kafka/relay.js';
export * from './kafka/topics.js';
