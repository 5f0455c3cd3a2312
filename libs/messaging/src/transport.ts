import type { INestApplication, INestMicroservice } from '@nestjs/common';
import type { MicroserviceOptions } from '@nestjs/microservices';
import { EventErrorFilter } from './event-error.filter.js';
import type { EventServerOptions, EventTransport } from './event-server.js';
import { PostgresLogServer } from './postgres-log-server.js';

export interface TransportOptions extends Omit<EventServerOptions, 'schema'> {
  readonly kind: 'postgres' | 'kafka';
  /** The consuming service; its schema has the same name unless `schema` says otherwise. */
  readonly serviceName: string;
  readonly schema?: string;
  readonly kafkaBrokers?: readonly string[];
  /** Put before topics and consumer groups, so that several platforms can share a cluster. */
  readonly topicPrefix?: string;
}

/** Makes the transport that brings events to a service's handlers. */
export function createTransport(options: TransportOptions): EventTransport {
  const schema = options.schema ?? options.serviceName;
  if (options.kind === 'postgres') return new PostgresLogServer({ ...options, schema });
  throw new Error('The Kafka transport is not built yet');
}

/**
 * Attaches the transport to an application, with handlers' errors visible to it and without the
 * application's guards and pipes, which are for HTTP. Events flow after `startAllMicroservices()`.
 */
export function connectEvents(app: INestApplication, transport: EventTransport): INestMicroservice {
  const microservice = app.connectMicroservice<MicroserviceOptions>(
    { strategy: transport },
    { inheritAppConfig: false },
  );
  microservice.useGlobalFilters(new EventErrorFilter());
  return microservice;
}
