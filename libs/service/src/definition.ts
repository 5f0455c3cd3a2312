import type { DynamicModule, INestApplicationContext, Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { OpenAPIObject } from '@nestjs/swagger';
import type { FastifyInstance } from 'fastify';
import type { ServiceClients, ServiceName } from '@wsis/http';
import type { Clock, IdSource } from '@wsis/kernel';
import type { Logger } from '@wsis/observability';
import type { Migration } from '@wsis/persistence';
import type { AdaptiveConcurrency } from '@wsis/rate-limit';
import type { WorkKind } from './gate.js';
import type { Secrets, Settings } from './settings.js';

/** What a composition root may look at before any part exists. */
export interface CoreSettings {
  readonly settings: Settings;
  readonly secrets: Secrets;
  readonly logger: Logger;
}

/** One deployable context, described; `startService` boots it. */
export interface ServiceDefinition {
  readonly name: ServiceName;
  readonly migrations: readonly Migration[];
  /** The composition root. */
  readonly module: (core: CoreSettings) => Type<unknown> | DynamicModule;
  /** A service that keeps its own list of revoked sessions handles the event itself. */
  readonly handlesSessionRevocation?: boolean;
  /** Tables that hold nothing but what events told: emptied and filled again by a rebuild. */
  readonly projections?: readonly string[];
  /** What two persons may pause in this service; routes name theirs in `config.pausedBy`. */
  readonly switches?: readonly string[];
  /** A service without a schema of its own has no events, approvals or audit trail. */
  readonly stateless?: boolean;
  /** Controllers of this service answer at the root instead of below `/api/<service>`. */
  readonly atRoot?: boolean;
  /** What this service needs of its HTTP server before any route: hooks, parsers, what a reply can do. */
  readonly prepareHttp?: (app: NestFastifyApplication) => void;
  /** Routes that go past Nest because they are hot; each names its access rule in `config.access`. */
  readonly rawRoutes?: (app: INestApplicationContext, fastify: FastifyInstance) => void;
  /** Adds those routes to the API's description, which is made from controllers alone. */
  readonly describeRawRoutes?: (document: OpenAPIObject) => OpenAPIObject;
}

/** What differs between a service alone in its process and one among others. */
export interface ServiceRuntime {
  readonly settings: Settings;
  readonly secrets: Secrets;
  readonly clients: ServiceClients;
  readonly logger: Logger;
  readonly clock?: Clock;
  readonly ids?: IdSource;
  /** Shared by the services of one process, whose event loop is one; a service alone has its own. */
  readonly concurrency?: AdaptiveConcurrency<WorkKind>;
  /** False leaves out the browsable page of the API: its static files need a loader that Jest on Node 20 lacks. */
  readonly browsableApi?: boolean;
}
