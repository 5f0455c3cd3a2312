import type { INestApplication, INestMicroservice } from '@nestjs/common';
import type { MicroserviceOptions } from '@nestjs/microservices';
import { EventErrorFilter } from './event-error.filter.js';
import type { EventServerOptions, EventTransport } from './event-server.js';
import { KafkaServer } from './kafka/kafka-server.js';
import { PostgresLogServer } from './postgres-log-server.js';

export interface TransportOptions extends Omit<EventServerOptions, 'schema'> {
  readonly kind: 'postgres' | 'kafka';
  /** The consuming service; its schema has the same name unless `schema` says otherwise. */
  readonly serviceName: string;
  readonly schema?: string;
  readonly kafkaBrokers?: readonly string[];
  /** Put before topics and consumer groups, so that several platforms can share a cluster. */
  readonly topicPrefix?: string;
  /** How often the Kafka transport looks at topics, dead letters to replay and the cluster, in milliseconds. */
  readonly describeEveryMs?: number;
}

/** Makes the transport that brings events to a service's handlers. */
export function createTransport(options: TransportOptions): EventTransport {
  const schema = options.schema ?? options.serviceName;
  if (options.kind === 'postgres') return new PostgresLogServer({ ...options, schema });
  if (!options.kafkaBrokers || options.kafkaBrokers.length === 0) {
    throw new Error('The Kafka transport needs kafkaBrokers');
  }
  return new KafkaServer({ ...options, schema, kafkaBrokers: options.kafkaBrokers });
}

/**
 * Attaches the transport to an application, with handlers' errors visible to it and without the
 * application's guards and pipes, which are for HTTP. Events flow after `startAllMicroservices()`.
 */
export function connectEvents(app: INestApplication, transport: EventTransport): INestMicroservice {
  // Deferred, because Nest binds filters to handlers in the moment it initializes a microservice.
  const microservice = app.connectMicroservice<MicroserviceOptions>(
    { strategy: transport },
    { inheritAppConfig: false, deferInitialization: true },
  );
  microservice.useGlobalFilters(new EventErrorFilter());
  // The application runs the life-cycle hooks of the modules they share; once is enough.
  (microservice as unknown as { setIsInitHookCalled(called: boolean): void }).setIsInitHookCalled(true);
  return microservice;
}
