import { type CustomTransportStrategy, type MessageHandler, Server } from '@nestjs/microservices';
import { catalogue as platformCatalogue, type Catalogue } from '@wsis/contracts';
import type { Database } from '@wsis/persistence';
import { lastValueFrom } from 'rxjs';
import { Delivery, type Subscription } from './delivery.js';
import { TemporaryFailure } from './outage.js';
import { type MessagingLogger, type MessagingMetrics, type Readiness } from './ports.js';

export interface EventServerOptions {
  /** For example `voting.events`; also the Kafka consumer group. */
  readonly consumer: string;
  /** The consuming service's own schema. */
  readonly schema: string;
  readonly database: Database;
  readonly logger: MessagingLogger;
  readonly metrics?: MessagingMetrics;
  readonly catalogue?: Catalogue;
  /** When given, boot refuses unless exactly these types have a handler. */
  readonly handles?: readonly string[];
  readonly batchSize?: number;
  readonly retryDelaysMs?: readonly number[];
  readonly outageDelaysMs?: readonly [number, number];
}

/** What both transports are to the service that attaches them. */
export interface EventTransport extends CustomTransportStrategy {
  /** Whether events flow, and if not, what is missing. */
  ready(): Readiness;
}

/** The part of a Nest transport that is the same for Kafka and for the PostgreSQL log. */
export abstract class EventServer extends Server implements EventTransport {
  protected readonly stopper = new AbortController();
  protected readonly catalogue: Catalogue;
  protected readonly metrics: MessagingMetrics;

  constructor(protected readonly options: EventServerOptions) {
    super();
    this.catalogue = options.catalogue ?? platformCatalogue;
    this.metrics = options.metrics ?? {};
  }

  abstract ready(): Readiness;

  override on(): void {
    throw new Error('An event transport has no client events; read ready() instead');
  }

  override unwrap<T>(): T {
    throw new Error('An event transport does not hand out its client');
  }

  /** Reads the handlers that Nest collected; throws when a type is unknown or does not have exactly one. */
  protected subscriptions(): ReadonlyMap<string, Subscription> {
    this.catalogue.check();
    const found = new Map<string, Subscription>();
    for (const [type, handler] of this.messageHandlers) {
      const entry = this.catalogue.find(type);
      if (!entry) throw new Error(`${this.options.consumer} handles ${type}, which is not in the catalogue of events`);
      if (!handler.isEventHandler) throw new Error(`${this.options.consumer} must handle ${type} with @EventPattern`);
      if (handler.next) throw new Error(`${this.options.consumer} has two handlers for ${type}`);
      found.set(type, { entry, handle: (event, context) => this.call(handler, event, context) });
    }
    const declared = this.options.handles;
    for (const type of declared ?? []) {
      if (!found.has(type)) throw new Error(`${this.options.consumer} has no handler for ${type}`);
    }
    for (const type of found.keys()) {
      if (declared && !declared.includes(type)) throw new Error(`${this.options.consumer} does not declare ${type}`);
    }
    return found;
  }

  protected createDelivery(subscriptions: ReadonlyMap<string, Subscription>): Delivery {
    const { database, schema, consumer, logger, retryDelaysMs, outageDelaysMs } = this.options;
    return new Delivery({
      database,
      schema,
      consumer,
      subscriptions,
      logger,
      metrics: this.metrics,
      ...(retryDelaysMs ? { retryDelaysMs } : {}),
      ...(outageDelaysMs ? { outageDelaysMs } : {}),
    });
  }

  private async call(handler: MessageHandler, event: unknown, context: unknown): Promise<void> {
    try {
      await lastValueFrom(this.transformToObservable((await handler(event, context)) as unknown), {
        defaultValue: undefined,
      });
    } catch (error) {
      if (error instanceof Error) throw error;
      // Without the filter an outage looks like a poison event, and everything would be parked.
      this.options.logger.error({ consumer: this.options.consumer }, 'Attach the transport with connectEvents()');
      throw new TemporaryFailure('The handler failed and the event error filter is missing');
    }
  }
}
