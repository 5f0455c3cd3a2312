import { connect } from 'node:net';
import { Kafka, logLevel } from 'kafkajs';
import type { MessagingLogger } from '../ports.js';

/** A kafkajs client that writes to our log, and only what somebody may want to read. */
export function kafkaClient(clientId: string, brokers: readonly string[], logger: MessagingLogger): Kafka {
  return new Kafka({
    clientId,
    brokers: [...brokers],
    logLevel: logLevel.ERROR,
    // A lost broker is ordinary: the adapters report their own state, so its errors are details here.
    logCreator:
      () =>
      ({ namespace, log }) =>
        logger.info({ kafka: namespace, reason: log['error'] ?? undefined }, log.message),
    // Without TCP_NODELAY a second request to a broker waits for the first one's acknowledgement.
    socketFactory: ({ host, port, onConnect }) => {
      return connect({ host, port, noDelay: true, keepAlive: true, keepAliveInitialDelay: 60_000 }, onConnect);
    },
    connectionTimeout: 2_000,
    requestTimeout: 15_000,
    // Long enough for a dead broker's partitions to find new leaders (8 to 10 s).
    retry: { retries: 20, initialRetryTime: 100, maxRetryTime: 1_000 },
  });
}
