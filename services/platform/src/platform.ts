import { createServer, type IncomingMessage, type Server } from 'node:http';
import { join } from 'node:path';
import { competitionService } from '@wsis/competition';
import { freePort, startEmbeddedPostgres } from '@wsis/embedded';
import { evaluationService } from '@wsis/evaluation';
import { InternalTokens, type ServiceName } from '@wsis/http';
import { identityService } from '@wsis/identity';
import { systemClock } from '@wsis/kernel';
import { nominationsService } from '@wsis/nominations';
import { notificationsService } from '@wsis/notifications';
import { createLogger } from '@wsis/observability';
import { promotionService } from '@wsis/promotion';
import {
  InProcessServiceClients,
  LISTEN_BACKLOG,
  Settings,
  limitServer,
  secretsIn,
  serverLimits,
  startService,
  workConcurrency,
  type Environment,
  type RunningService,
  type Secrets,
  type ServiceDefinition,
} from '@wsis/service';
import { votingService } from '@wsis/voting';
import { webService } from '@wsis/web';
import { MailCatcher } from './mail-catcher.js';

/** Every context, in the order in which they are booted. */
export const SERVICES: readonly ServiceDefinition[] = [
  identityService,
  competitionService,
  nominationsService,
  votingService,
  evaluationService,
  promotionService,
  notificationsService,
  webService,
];

export interface PlatformOptions {
  readonly dataDir: string;
  readonly host: string;
  readonly port: number;
  readonly environment: Environment;
  /** Hears of every mail that is caught here. */
  readonly mailCaught?: (recipients: readonly string[], raw: Buffer) => Promise<void>;
  /** False leaves out the browsable pages of the APIs, which Jest cannot load. */
  readonly browsableApi?: boolean;
}

export interface RunningPlatform {
  readonly url: string;
  readonly databaseUrl: string;
  readonly secrets: Required<Secrets>;
  /** Whether mail is caught here instead of being sent. */
  readonly catchesMail: boolean;
  readonly services: ReadonlyMap<ServiceName, RunningService>;
  readonly stop: () => Promise<void>;
}

/**
 * Boots all services in this process, each a Nest application of its own, behind one HTTP server.
 * Parts that the environment does not name are embedded: PostgreSQL, events, limits, mail, files.
 */
export async function startPlatform(options: PlatformOptions): Promise<RunningPlatform> {
  const { dataDir, environment } = options;
  // Chosen before anything listens, because mails name the address.
  const port = options.port === 0 ? await freePort() : options.port;
  // Judged before anything is embedded: in production nobody's codes are caught here by mistake.
  new Settings({ ...environment, PORT: String(port) });
  const stopping: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (const step of stopping.splice(0).reverse()) await step();
  };
  try {
    let databaseUrl = environment['DATABASE_URL'];
    if (!databaseUrl) {
      const postgres = await startEmbeddedPostgres({ dataDir: join(dataDir, 'postgres') });
      stopping.push(() => postgres.stop());
      databaseUrl = postgres.url();
    }
    let smtpUrl = environment['SMTP_URL'];
    const mailbox = smtpUrl ? undefined : new MailCatcher(join(dataDir, 'mailbox'), options.mailCaught);
    if (mailbox) {
      smtpUrl = await mailbox.start();
      stopping.push(() => mailbox.stop());
    }
    const secrets = secretsIn(join(dataDir, 'secrets.json'));
    const settings = new Settings({
      FILES_DIR: join(dataDir, 'files'),
      PUBLIC_URL: `http://localhost:${port}`,
      DATABASE_POOL_SIZE: '6',
      LOG_LEVEL: 'warn',
      ...environment,
      DATABASE_URL: databaseUrl,
      SMTP_URL: smtpUrl,
      PORT: String(port),
      ROLE: 'all',
    });

    const services = new Map<ServiceName, RunningService>();
    const clients = new InProcessServiceClients('platform', new InternalTokens(secrets.internalKey), systemClock);
    // Together: after an outage each may wait some seconds for a queue that does not answer.
    stopping.push(() => Promise.all([...services.values()].map((service) => service.stop())));
    const concurrency = workConcurrency(settings);
    for (const definition of SERVICES) {
      const logger = createLogger({ service: definition.name, level: settings.logLevel });
      const service = await startService(definition, {
        settings,
        secrets,
        clients,
        logger,
        concurrency,
        browsableApi: options.browsableApi ?? true,
      });
      services.set(definition.name, service);
      clients.register(definition.name, service.fastify);
    }

    const server = dispatcher(settings, services, mailbox);
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen({ port, host: options.host, backlog: LISTEN_BACKLOG }, resolve);
    });
    stopping.push(
      () =>
        new Promise<void>((resolve) => {
          server.close(() => resolve());
          server.closeAllConnections();
        }),
    );
    return {
      url: `http://localhost:${port}`,
      databaseUrl,
      secrets,
      catchesMail: mailbox !== undefined,
      services,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** One server for all services: the first part of the path says whose request it is. */
function dispatcher(
  settings: Settings,
  services: ReadonlyMap<ServiceName, RunningService>,
  mailbox: MailCatcher | undefined,
): Server {
  const web = services.get('web');
  if (!web) throw new Error('The web service is missing');
  const { http, ...limits } = serverLimits(settings);
  const server = createServer({ ...http, ...limits }, (request, response) => {
    const path = request.url ?? '/';
    const found = /^\/api\/([a-z]+)(\/[^?]*)?/.exec(path);
    const service = found ? services.get(found[1] as ServiceName) : undefined;
    if (service && !isInternal(found?.[2] ?? '')) return service.handle(request, response);
    if (mailbox && /^\/mailbox(\.json)?(\?|$)/.test(path) && isLocal(request)) {
      mailbox.handle(request, response).catch(() => response.writeHead(500).end());
      return;
    }
    web.handle(request, response);
  });
  limitServer(server, settings);
  return server;
}

/** However it is spelled: the services themselves ask for a token as well. */
function isInternal(path: string): boolean {
  const plain = path.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return /^\/internal(?:\/|$)/i.test(plain);
}

const LOCAL_NAMES = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/i;

/**
 * The mailbox shows everybody's codes: only this machine may look, and by a name of its own, so that a page from
 * elsewhere whose name was made to lead here reads nothing.
 */
function isLocal(request: IncomingMessage): boolean {
  const from = request.socket.remoteAddress ?? '';
  return /^(?:127\.|::1$|::ffff:127\.)/.test(from) && LOCAL_NAMES.test(request.headers.host ?? '');
}
