import type { IncomingMessage, ServerResponse } from 'node:http';
import { Global, Module, type DynamicModule, type INestApplication, type Provider } from '@nestjs/common';
import { DiscoveryModule, NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { Approvals, AuditTrail, approvalsController, auditController } from '@wsis/approval';
import {
  AccessGuard,
  AccountSessions,
  InternalTokens,
  ProblemFilter,
  ReadyProblem,
  problem,
  ServiceClients,
  VoterSessions,
  validationPipe,
} from '@wsis/http';
import { onTranslationTrouble, problemTexts } from '@wsis/i18n';
import { systemClock, uuidV7Ids } from '@wsis/kernel';
import { EventLog, Relay, connectEvents, createTransport } from '@wsis/messaging';
import { Metrics, Readiness } from '@wsis/observability';
import { Database } from '@wsis/persistence';
import { AdaptiveConcurrency, RateLimits, createRateLimits } from '@wsis/rate-limit';
import { documentApi } from './api-document.js';
import { AuditInterceptor } from './audit.interceptor.js';
import type { ServiceDefinition, ServiceRuntime } from './definition.js';
import { gateRoutes, watchConcurrency, workConcurrency } from './gate.js';
import { HealthController } from './health.controller.js';
import { answerUnreadable, isActive, limitsState, requestId } from './http-parts.js';
import { jobsController } from './jobs.controller.js';
import { Jobs } from './jobs.js';
import { parkedController } from './parked.controller.js';
import { prepareDatabase } from './prepare-database.js';
import { collectRoutes, routeTable, type RouteEntry } from './routes.js';
import { RevokedSessions, revokedSessionsHandler } from './revoked-sessions.js';
import { limitServer, serverLimits } from './server-limits.js';
import { SettingsError } from './settings.js';
import { shareAnswers } from './shared-answers.js';
import { Switches, SwitchesController } from './switches.js';
import { CLOCK, ID_SOURCE, LOGGER, SECRETS, SETTINGS } from './tokens.js';
import { believeVouchedAddresses } from './vouched-address.js';
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
/** How long connections may go on once a service stops. */
const CLOSING_PATIENCE_MS = 3_000;
/** How long after a switch was turned a process may go on as before. */
const SWITCH_REFRESH_MS = 1_000;

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
  const concurrency = runtime.concurrency ?? workConcurrency(settings);
  watchConcurrency(metrics, concurrency);
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
    { provide: AdaptiveConcurrency, useValue: concurrency },
    { provide: Wakeups, useValue: wakeups },
    { provide: RevokedSessions, useValue: revoked },
  ];
  const controllers: NonNullable<DynamicModule['controllers']> = [HealthController];
  let audit: AuditInterceptor | undefined;
  let switches: Switches | undefined;
  if (database) {
    const ids = runtime.ids ?? uuidV7Ids;
    const trail = new AuditTrail({ schema, ids });
    const approvals = new Approvals({ database, schema, ids });
    const jobs = new Jobs(database, schema, wakeups, ids, logger);
    audit = new AuditInterceptor(definition.name, trail, database);
    providers.push(
      { provide: Database, useValue: database },
      { provide: EventLog, useValue: new EventLog({ schema }) },
      { provide: AuditTrail, useValue: trail },
      { provide: Approvals, useValue: approvals },
      { provide: Jobs, useValue: jobs },
    );
    wakeups.listen(jobs.note);
    stopping.push(() => jobs.stop());
    if (definition.switches !== undefined) {
      switches = new Switches(database, approvals, schema, definition.switches);
      providers.push({ provide: Switches, useValue: switches });
      controllers.push(SwitchesController);
      readiness.register('switches', switches.part.bind(switches));
    }
    controllers.push(
      approvalsController(definition.name),
      auditController(definition.name),
      parkedController(definition.name),
      jobsController(definition.name),
    );
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
    ...serverLimits(settings),
    trustProxy: settings.trustedProxies.length > 0 ? [...settings.trustedProxies] : false,
    genReqId: (request: IncomingMessage) => requestId(request),
    routerOptions: { maxParamLength: 200 },
    frameworkErrors: answerUnreadable(problems),
    return503OnClosing: false,
  });
  const fastify = adapter.getInstance() as unknown as FastifyInstance;
  limitServer(fastify.server, settings);
  // A kept connection may bring a request while the service stops: it is refused as a problem, not in the framework's words.
  let isStopping = false;
  fastify.addHook('onRequest', (request, reply, done) => {
    if (!isStopping) return done();
    reply.header('connection', 'close');
    return answerUnreadable(problems)(problem('HTTP.UNAVAILABLE', {}, [], {}, { 'retry-after': '2' }), request, reply);
  });
  fastify.addHook('onSend', (_request, reply, payload, done) => {
    // What says nothing of caches is for its reader alone, and no answer is to be taken for another type.
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
    reply.header('x-content-type-options', 'nosniff');
    done(null, payload);
  });
  const internalTokens = new InternalTokens(secrets.internalKey);
  believeVouchedAddresses(fastify, internalTokens, clock);
  const refusals = {
    overloaded: new ReadyProblem(problemTexts, 'HTTP.OVERLOADED'),
    paused: new ReadyProblem(problemTexts, 'HTTP.PAUSED'),
  };
  gateRoutes(fastify, concurrency, refusals, (name) => switches?.isPaused(name) === true);
  shareAnswers(fastify);
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
      internalTokens,
      introspection: { isActive: (claims) => isActive(runtime.clients, claims) },
      revoked,
      clock,
    }),
  );
  if (audit) app.useGlobalInterceptors(audit);
  documentApi(app, definition, runtime.browsableApi ?? true);
  definition.prepareHttp?.(app);
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
  if (switches) {
    const known = switches;
    await known.refresh();
    const look = setInterval(() => {
      known.refresh().catch((error: unknown) => logger.debug({ err: error }, 'The switches could not be read'));
    }, SWITCH_REFRESH_MS);
    look.unref();
    stopping.unshift(() => clearInterval(look));
  }

  return {
    app,
    fastify,
    routes,
    readiness,
    handle: (request, response) => fastify.routing(request, response),
    async stop() {
      isStopping = true;
      // What is under way is answered in much less; who sends for minutes does not hold the stop up.
      const impatient = setTimeout(() => app.getHttpServer().closeAllConnections(), CLOSING_PATIENCE_MS);
      await app.close();
      clearTimeout(impatient);
      for (const step of stopping) await step();
    },
  };
}
