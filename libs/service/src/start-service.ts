import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  Global,
  Module,
  type ArgumentsHost,
  type DynamicModule,
  type INestApplication,
  type Provider,
} from '@nestjs/common';
import { DiscoveryModule, NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import fastifyFactory, { type FastifyInstance } from 'fastify';
import { Approvals, AuditTrail, approvalMigrations, approvalsController, auditMigrations } from '@wsis/approval';
import {
  AccessGuard,
  AccountSessions,
  InternalTokens,
  ProblemFilter,
  ServiceClients,
  VoterSessions,
  validationPipe,
  type AccountClaims,
} from '@wsis/http';
import { onTranslationTrouble, problemTexts } from '@wsis/i18n';
import { systemClock, uuidV7Ids } from '@wsis/kernel';
import { EventLog, Relay, connectEvents, createTransport, messagingMigrations } from '@wsis/messaging';
import { Metrics, Readiness, type Logger, type PartState } from '@wsis/observability';
import { connectDatabase, migrate, type Database } from '@wsis/persistence';
import { RateLimits, RedisRateLimits, createRateLimits } from '@wsis/rate-limit';
import { AuditInterceptor } from './audit.interceptor.js';
import type { ServiceDefinition, ServiceRuntime } from './definition.js';
import { HealthController } from './health.controller.js';
import { collectRoutes, routeTable, type RouteEntry } from './routes.js';
import { RevokedSessions, revokedSessionMigrations, revokedSessionsHandler } from './revoked-sessions.js';
import { SettingsError } from './settings.js';
import { CLOCK, ID_SOURCE, LOGGER, SECRETS, SETTINGS } from './tokens.js';
import { QueuedWakeups, Wakeups } from './wakeups.js';

export interface RunningService {
  readonly app: NestFastifyApplication;
  readonly fastify: FastifyInstance;
  readonly routes: readonly RouteEntry[];
  readonly readiness: Readiness;
  /** Hands a request to this service; used where several share one server. */
  readonly handle: (request: IncomingMessage, response: ServerResponse) => void;
  readonly stop: () => Promise<void>;
}

@Global()
@Module({})
class CoreModule {}

/** How long after a change a process may still accept a revoked session. */
const REVOCATION_REFRESH_MS = 2_000;

/**
 * Boots one service: schema, Nest application, consumers, relay and wake-ups, by its role.
 * Waits for PostgreSQL as long as it takes; throws when the service itself is put together wrongly.
 */
export async function startService(definition: ServiceDefinition, runtime: ServiceRuntime): Promise<RunningService> {
  const { settings, secrets, logger } = runtime;
  const clock = runtime.clock ?? systemClock;
  const schema = definition.name;
  const works = settings.role !== 'api';
  const stopping: (() => Promise<unknown> | unknown)[] = [];

  if (definition.stateless !== true && settings.databaseUrl === '')
    throw new SettingsError('DATABASE_URL', 'is not set');
  const database = definition.stateless === true ? undefined : await prepareDatabase(definition, runtime);
  if (database) stopping.push(() => database.close());

  const metrics = new Metrics(definition.name, { processMetrics: true });
  const readiness = new Readiness();
  const missingWords = metrics.counter(
    'platform_translations_missing_total',
    'Texts that were asked for and not found',
    ['key'],
  );
  onTranslationTrouble((trouble) => {
    missingWords.inc({ key: trouble.key });
    logger.warn({ trouble }, 'A text is missing');
  });
  const rateLimits = createRateLimits({ redisUrl: settings.redisUrl, logger });
  stopping.push(() => rateLimits.close());
  const revoked = new RevokedSessions(definition.handlesSessionRevocation === true ? undefined : database, schema);
  const wakeups = new QueuedWakeups({
    service: definition.name,
    logger,
    worker: works,
    redisUrl: settings.redisUrl,
    databaseUrl: settings.databaseDirectUrl,
  });

  const providers: Provider[] = [
    { provide: CLOCK, useValue: clock },
    { provide: ID_SOURCE, useValue: runtime.ids ?? uuidV7Ids },
    { provide: LOGGER, useValue: logger },
    { provide: SECRETS, useValue: secrets },
    { provide: SETTINGS, useValue: settings },
    { provide: ServiceClients, useValue: runtime.clients },
    { provide: Metrics, useValue: metrics },
    { provide: Readiness, useValue: readiness },
    { provide: RateLimits, useValue: rateLimits },
    { provide: Wakeups, useValue: wakeups },
    { provide: RevokedSessions, useValue: revoked },
  ];
  const controllers: NonNullable<DynamicModule['controllers']> = [HealthController];
  let audit: AuditInterceptor | undefined;
  if (database) {
    const { Database } = await import('@wsis/persistence');
    const ids = runtime.ids ?? uuidV7Ids;
    const trail = new AuditTrail({ schema, ids });
    audit = new AuditInterceptor(definition.name, trail, database);
    providers.push(
      { provide: Database, useValue: database },
      { provide: EventLog, useValue: new EventLog({ schema }) },
      { provide: AuditTrail, useValue: trail },
      { provide: Approvals, useValue: new Approvals({ database, schema, ids }) },
    );
    controllers.push(approvalsController(definition.name));
    if (definition.handlesSessionRevocation !== true && works) controllers.push(revokedSessionsHandler(schema));
    readiness.register('database', async () => {
      await database.query('SELECT 1');
      return { ok: true, adapter: 'postgresql' };
    });
  }
  const core: DynamicModule = {
    module: CoreModule,
    global: true,
    imports: [DiscoveryModule],
    providers,
    controllers,
    exports: providers.map((provider) => (provider as { provide: symbol }).provide),
  };

  const problems = new ProblemFilter(problemTexts, logger);
  const adapter = new FastifyAdapter({
    bodyLimit: 1_048_576,
    trustProxy: settings.trustedProxies.length > 0 ? [...settings.trustedProxies] : false,
    genReqId: (request: IncomingMessage) => requestId(request),
    routerOptions: { maxParamLength: 200 },
    frameworkErrors: answerUnreadable(problems),
  });
  const fastify = adapter.getInstance() as unknown as FastifyInstance;
  const rawRoutes = collectRoutes(fastify);
  const root = class RootModule {};
  const app = await NestFactory.create<NestFastifyApplication>(
    { module: root, imports: [core, definition.module({ settings, secrets, logger })] },
    adapter,
    { logger: false, abortOnError: false, bufferLogs: false },
  );
  const prefix = `api/${definition.name}`;
  if (definition.atRoot !== true) app.setGlobalPrefix(prefix);
  app.useGlobalPipes(validationPipe());
  app.useGlobalFilters(problems);
  app.useGlobalGuards(
    new AccessGuard({
      accountSessions: new AccountSessions({ publicKeyPem: secrets.identityPublicKey }),
      voterSessions: secrets.voterSessionKey === undefined ? undefined : new VoterSessions(secrets.voterSessionKey),
      internalTokens: new InternalTokens(secrets.internalKey),
      introspection: { isActive: (claims) => isActive(runtime.clients, claims) },
      revoked,
      clock,
    }),
  );
  if (audit) app.useGlobalInterceptors(audit);
  documentApi(app, definition, runtime.browsableApi ?? true);
  definition.rawRoutes?.(app, fastify);

  if (database && works) {
    const transport = createTransport({
      kind: settings.kafkaBrokers ? 'kafka' : 'postgres',
      serviceName: definition.name,
      consumer: `${definition.name}.events`,
      database,
      logger,
      kafkaBrokers: settings.kafkaBrokers ?? [],
    });
    connectEvents(app, transport);
    readiness.register('events', () => ({
      ...transport.ready(),
      adapter: settings.kafkaBrokers ? 'kafka' : 'postgres-log',
    }));
  }
  if (database) readiness.register('wakeups', () => ({ ok: true, adapter: wakeups.adapter }));
  readiness.register('limits', () => limitsState(rateLimits));

  await app.init();
  await fastify.ready();
  const routes = routeTable(app as INestApplication, definition.atRoot === true ? '' : prefix, rawRoutes);
  if (database && works) {
    await app.startAllMicroservices();
    if (settings.kafkaBrokers) {
      const relay = new Relay({
        database,
        schema,
        serviceName: definition.name,
        kafkaBrokers: settings.kafkaBrokers,
        logger,
      });
      await relay.start();
      stopping.unshift(() => relay.stop());
      readiness.register('relay', () => ({ ...relay.ready(), adapter: 'kafka' }));
    }
  }
  if (database) {
    await wakeups.start();
    stopping.unshift(() => wakeups.stop());
  }
  await revoked.refresh();
  const refresh = setInterval(() => {
    revoked.refresh().catch((error: unknown) => logger.debug({ err: error }, 'Revoked sessions could not be read'));
  }, REVOCATION_REFRESH_MS);
  refresh.unref();
  stopping.unshift(() => clearInterval(refresh));

  return {
    app,
    fastify,
    routes,
    readiness,
    handle: (request, response) => fastify.routing(request, response),
    async stop() {
      await app.close();
      for (const step of stopping) await step();
    },
  };
}

async function prepareDatabase(definition: ServiceDefinition, runtime: ServiceRuntime): Promise<Database> {
  const { settings, logger } = runtime;
  const schema = definition.name;
  await waitFor(logger, async () => {
    await migrate({
      url: settings.databaseDirectUrl,
      schema,
      migrations: [
        ...messagingMigrations(schema),
        ...approvalMigrations(schema),
        ...auditMigrations(schema),
        ...revokedSessionMigrations(schema),
        ...definition.migrations,
      ],
    });
  });
  return connectDatabase({
    url: settings.databaseUrl,
    applicationName: `wsis-${definition.name}`,
    poolSize: settings.databasePoolSize,
  });
}

/** Tries again while PostgreSQL is away; anything else is a fault of ours and stops the boot. */
async function waitFor(logger: Logger, work: () => Promise<void>): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      await work();
      return;
    } catch (error) {
      const code = (error as { code?: string }).code ?? '';
      if (!/^(ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|57P03|57P01|53300)$/.test(code)) throw error;
      if (attempt === 0) logger.warn({ reason: code }, 'PostgreSQL is away; waiting for it');
      await new Promise((resolve) => setTimeout(resolve, Math.min(200 * 2 ** attempt, 2_000)));
    }
  }
}

/** Limits absorb pressure: without Redis they are counted in this process, and nobody is turned away for it. */
function limitsState(rateLimits: RateLimits): PartState {
  if (!(rateLimits instanceof RedisRateLimits)) return { ok: true, adapter: 'in-process' };
  if (rateLimits.available) return { ok: true, adapter: 'redis' };
  return { ok: true, adapter: 'redis', detail: 'Redis is away; limits are counted in this process' };
}

/** Answers a request that no route can be found for because its address cannot be read. */
function answerUnreadable(filter: ProblemFilter) {
  return (error: unknown, request: unknown, reply: unknown): void => {
    const host = {
      getType: () => 'http',
      switchToHttp: () => ({ getRequest: () => request, getResponse: () => reply }),
    } as unknown as ArgumentsHost;
    filter.catch(error, host);
  };
}

async function isActive(clients: ServiceClients, claims: AccountClaims): Promise<boolean> {
  const answer = await clients.call('identity', {
    method: 'POST',
    path: '/internal/introspection',
    body: { sessionId: claims.sessionId, accountId: claims.accountId },
    timeoutMs: 2_000,
  });
  if (answer.status >= 300) throw new Error(`identity answered ${answer.status}`);
  return (answer.body as { active?: boolean } | undefined)?.active === true;
}

function documentApi(app: NestFastifyApplication, definition: ServiceDefinition, ui: boolean): void {
  if (definition.atRoot === true) return;
  const config = new DocumentBuilder()
    .setTitle(`WSIS Prizes: ${definition.name}`)
    .setVersion('1')
    .setOpenAPIVersion('3.1.0')
    .addBearerAuth()
    .build();
  const describe = definition.describeRawRoutes ?? ((document) => document);
  SwaggerModule.setup(`api/${definition.name}/docs`, app, () => describe(SwaggerModule.createDocument(app, config)), {
    ui,
    jsonDocumentUrl: `api/${definition.name}/openapi.json`,
    yamlDocumentUrl: `api/${definition.name}/openapi.yaml`,
  });
}

function requestId(request: IncomingMessage): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && /^[0-9a-f-]{36}$/i.test(given) ? given : randomUUID();
}

/** A server that says "not ready" while the service waits for what it needs. */
export async function waitingServer(
  definition: ServiceDefinition,
  host: string,
  port: number,
): Promise<() => Promise<void>> {
  const server = fastifyFactory();
  server.get(`/api/${definition.name}/health/live`, () => ({ alive: true }));
  server.setNotFoundHandler((_request, reply) =>
    reply
      .status(503)
      .header('retry-after', '2')
      .send({ ready: false, parts: { database: { ok: false, adapter: 'postgresql', detail: 'waiting' } } }),
  );
  await server.listen({ host, port });
  return () => server.close();
}
