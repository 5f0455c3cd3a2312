import { randomUUID } from 'node:crypto';
import { Agent, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import type { FastifyInstance, InjectOptions } from 'fastify';
import {
  AccountSessions,
  InternalTokens,
  ServiceClients,
  VoterSessions,
  type AccountClaims,
  type HeldRole,
  type ServiceName,
  type ServiceRequest,
  type ServiceResponse,
  type StreamedResponse,
  type VoterClaims,
} from '@wsis/http';
import type { Clock } from '@wsis/kernel';
import { EventLog, messagingMigrations, type OutgoingEvent } from '@wsis/messaging';
import { silentLogger, type Logger } from '@wsis/observability';
import { migrate, type Database } from '@wsis/persistence';
import {
  Settings,
  makeSecrets,
  startService,
  type RunningService,
  type Secrets,
  type ServiceDefinition,
} from '@wsis/service';
import { eventually } from './eventually.js';
import { testDatabase, type TestDatabase } from './test-database.js';

/** Answers calls to other services from a table; whoever is not in it cannot be reached. */
export class ScriptedClients extends ServiceClients {
  readonly revoked = new Set<string>();
  readonly calls: { readonly service: ServiceName; readonly request: ServiceRequest }[] = [];
  private readonly streams = new Map<string, () => AsyncIterable<string>>();
  private readonly answers = new Map<string, (request: ServiceRequest) => unknown>();

  /** Gives an answer for a call, for example `on('identity', 'POST /internal/addresses', () => [...])`. */
  on(service: ServiceName, call: string, answer: (request: ServiceRequest) => unknown): void {
    this.answers.set(`${service} ${call}`, answer);
  }

  async call(service: ServiceName, request: ServiceRequest): Promise<ServiceResponse> {
    this.calls.push({ service, request });
    const path = request.path.split('?')[0] ?? '';
    const answer = this.answers.get(`${service} ${request.method} ${path}`);
    if (answer) return respond(answer(request));
    if (service === 'identity' && path === '/internal/introspection') {
      const { sessionId } = request.body as { sessionId: string };
      return respond({ active: !this.revoked.has(sessionId) });
    }
    throw new Error(`${service} cannot be reached for ${request.method} ${request.path}`);
  }

  /** Gives an answer that is read while it comes. */
  onStream(service: ServiceName, call: string, answer: () => AsyncIterable<string>): void {
    this.streams.set(`${service} ${call}`, answer);
  }

  async stream(service: ServiceName, request: ServiceRequest): Promise<StreamedResponse> {
    const answer = this.streams.get(`${service} ${request.method} ${request.path}`);
    if (answer) {
      this.calls.push({ service, request });
      return { status: 200, headers: {}, content: Readable.from(answer()) };
    }
    const { status, headers, body } = await this.call(service, request);
    return { status, headers, content: Readable.from([JSON.stringify(body)]) };
  }
}

function respond(body: unknown): ServiceResponse {
  const raw = Buffer.from(JSON.stringify(body));
  return { status: 200, headers: {}, body, raw };
}

export interface TestServiceOptions {
  readonly environment?: Readonly<Record<string, string>>;
  readonly secrets?: Required<Secrets>;
  readonly clients?: ServiceClients;
  readonly clock?: Clock;
  readonly logger?: Logger;
  /** A database that another service of the same spec made. */
  readonly database?: TestDatabase;
}

export interface TestService {
  readonly service: RunningService;
  readonly fastify: FastifyInstance;
  readonly testDatabase: TestDatabase;
  readonly database: Database;
  readonly secrets: Required<Secrets>;
  readonly clients: ScriptedClients;
  /** Sends one request; `as` is a bearer token. The answer's body is parsed. */
  send(
    request: InjectOptions & { as?: string },
  ): Promise<{ status: number; body: any; headers: Record<string, unknown> }>;
  /** A token of an account with a second factor verified just now, unless told otherwise. */
  account(claims?: Partial<AccountClaims> & { roles?: readonly HeldRole[] }): Promise<string>;
  /** A ballot session. */
  voter(claims: Partial<VoterClaims> & { editionId: string }): string;
  internalToken(): string;
  /** Appends events to another service's log, as that service would. */
  emit(events: readonly OutgoingEvent[]): Promise<void>;
  /** Waits until this service has handled everything that `emit` appended. */
  settled(): Promise<void>;
  /** What this service itself has put into its log, oldest first. */
  emitted(type?: string): Promise<readonly { type: string; key: string; version: string; payload: Buffer }[]>;
  stop(): Promise<void>;
}

/** A busy machine takes its time for a list of nominees; a spec whose events are stuck says so all the same. */
const SETTLES_WITHIN_MS = 45_000;

/** Boots one real service on a database of its own; other services are stood in for by events and scripted answers. */
export async function testService(
  definition: ServiceDefinition,
  options: TestServiceOptions = {},
): Promise<TestService> {
  const fresh = options.database ?? (await testDatabase());
  const secrets = options.secrets ?? makeSecrets();
  const scripted = new ScriptedClients();
  const settings = new Settings({
    DATABASE_URL: fresh.url,
    DATABASE_POOL_SIZE: '6',
    LOG_LEVEL: 'silent',
    PORT: '0',
    ...options.environment,
  });
  const service = await startService(definition, {
    settings,
    secrets,
    clients: options.clients ?? scripted,
    logger: options.logger ?? silentLogger,
    browsableApi: false,
    ...(options.clock ? { clock: options.clock } : {}),
  });
  await service.app.listen(0, '127.0.0.1');
  const { port } = service.app.getHttpServer().address() as AddressInfo;
  const agent = new Agent({ keepAlive: true });
  const database = await fresh.database('test-service');
  const sessions = new AccountSessions({
    publicKeyPem: secrets.identityPublicKey,
    signingKeyPem: secrets.identitySigningKey,
  });
  const voters = new VoterSessions(secrets.voterSessionKey);
  const internal = new InternalTokens(secrets.internalKey);
  const logs = new Map<string, EventLog>();
  const inAnHour = () => new Date(Date.now() + 3_600_000);

  const logOf = async (producer: string): Promise<EventLog> => {
    const known = logs.get(producer);
    if (known) return known;
    if (producer !== definition.name) {
      await migrate({ url: fresh.url, schema: producer, migrations: messagingMigrations(producer) });
    }
    const log = new EventLog({ schema: producer });
    logs.set(producer, log);
    return log;
  };

  return {
    service,
    fastify: service.fastify,
    testDatabase: fresh,
    database,
    secrets,
    clients: scripted,
    async send({ as, ...request }) {
      const headers = { ...request.headers, ...(as === undefined ? {} : { authorization: `Bearer ${as}` }) };
      return sendOverSocket(agent, port, { ...request, headers });
    },
    account(claims = {}) {
      return sessions.issue({
        accountId: randomUUID(),
        sessionId: randomUUID(),
        roles: [],
        language: 'en',
        secondFactorAt: new Date(),
        expiresAt: inAnHour(),
        ...claims,
      });
    },
    voter(claims) {
      return voters.issue({
        voterId: randomUUID(),
        sessionId: randomUUID(),
        country: 'CH',
        stakeholderType: 'civil-society',
        barred: [],
        expiresAt: inAnHour(),
        ...claims,
      });
    },
    internalToken: () => internal.issue('test', Date.now()),
    async emit(events) {
      for (const together of sameProducerTogether(events)) {
        const log = await logOf(together[0].producer);
        await database.transaction((tx) => log.append(tx, together));
      }
    },
    async settled() {
      const producers = [...logs.keys()];
      const handled = async () => {
        for (const producer of producers) {
          const [head] = await database.query<{ position: string }>(`SELECT position FROM ${producer}.event_log_head`);
          const [cursor] = await database.query<{ position: string }>(
            `SELECT position FROM ${definition.name}.consumer_cursors WHERE source = $1`,
            [producer],
          );
          if (cursor !== undefined && Number(cursor.position) < Number(head?.position ?? 0)) {
            throw new Error(`${producer}: ${cursor.position} of ${head?.position ?? 0}`);
          }
          if (cursor === undefined) throw new Error(`${producer}: not read yet`);
        }
      };
      await eventually(`${definition.name} has handled the events of ${producers.join(', ')}`, handled, {
        timeoutMs: SETTLES_WITHIN_MS,
      });
      const parked = await database.query<{ type: string; reason: string }>(
        `SELECT type, reason FROM ${definition.name}.dead_letters`,
      );
      if (parked.length > 0) throw new Error(`Events could not be handled: ${JSON.stringify(parked)}`);
    },
    emitted(type) {
      return database.query(
        `SELECT type, key, version, payload FROM ${definition.name}.event_log
         WHERE $1::text IS NULL OR type = $1 ORDER BY position`,
        [type ?? null],
      );
    },
    async stop() {
      agent.destroy();
      await service.stop();
      if (options.database) await database.close();
      else await fresh.drop();
    },
  };
}

/** The events in their order, those that follow each other from one producer as one append: a list of nominees is one commit. */
function sameProducerTogether(events: readonly OutgoingEvent[]): [OutgoingEvent, ...OutgoingEvent[]][] {
  const runs: [OutgoingEvent, ...OutgoingEvent[]][] = [];
  for (const one of events) {
    const run = runs.at(-1);
    if (run?.[0].producer === one.producer) run.push(one);
    else runs.push([one]);
  }
  return runs;
}

/** One request over a real connection; an early refusal of a large body is an answer, not an error. */
function sendOverSocket(
  agent: Agent,
  port: number,
  { method, url, headers, payload, query }: InjectOptions,
): Promise<{ status: number; body: unknown; headers: Record<string, unknown> }> {
  const asText = typeof payload === 'string' || Buffer.isBuffer(payload);
  const content = payload === undefined ? undefined : asText ? payload : JSON.stringify(payload);
  const search = query === undefined ? '' : `?${new URLSearchParams(query as Record<string, string>).toString()}`;
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      {
        agent,
        host: '127.0.0.1',
        port,
        method: method ?? 'GET',
        path: `${String(url)}${search}`,
        headers: {
          ...(content === undefined || asText ? {} : { 'content-type': 'application/json' }),
          ...(content === undefined ? {} : { 'content-length': Buffer.byteLength(content) }),
          ...(headers as Record<string, string>),
        },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8');
          let body: unknown = text;
          try {
            body = JSON.parse(text) as unknown;
          } catch {
            // Not JSON: the text itself is the body.
          }
          resolve({ status: response.statusCode ?? 0, body, headers: response.headers });
        });
      },
    );
    request.on('error', reject);
    request.end(content);
  });
}
