import 'reflect-metadata';
import { randomBytes } from 'node:crypto';
import type { INestApplication, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { AccountVerifiedSchema } from '@wsis/contracts';
import { type Database, migrate } from '@wsis/persistence';
import { testDatabase, type TestDatabase } from '@wsis/testing';
import {
  connectEvents,
  createTransport,
  event,
  EventLog,
  type EventTransport,
  type MessagingLogger,
  messagingMigrations,
  type OutgoingEvent,
  silentLogger,
  type TransportOptions,
} from '../src/index.js';

/** A running consumer of the test. */
export interface Worker {
  readonly transport: EventTransport;
  readonly app: INestApplication;
  close(): Promise<void>;
}

/** A database with a producing service, identity, and a consuming one, voting. */
export class World {
  readonly log = new EventLog({ schema: 'identity' });
  readonly topicPrefix = `t${randomBytes(4).toString('hex')}.`;
  private readonly workers = new Set<Worker>();

  private constructor(
    readonly testDatabase: TestDatabase,
    readonly database: Database,
  ) {}

  static async create(): Promise<World> {
    const made = await testDatabase({ template: { key: `messaging ${templateKey()}`, prepare } });
    return new World(made, await made.database('messaging-test'));
  }

  /** Stores events in one transaction of the producer. */
  async produce(...events: OutgoingEvent[]): Promise<void> {
    await this.database.transaction((tx) => this.log.append(tx, events));
  }

  /** An event whose payload says `language`, the field that tests read back. */
  verified(key: string, version: number, language = 'en'): OutgoingEvent {
    return event(AccountVerifiedSchema, { accountId: key, language }, { key, version });
  }

  /** Starts a consumer with these controllers. */
  async worker(
    controllers: Type[],
    options: Partial<TransportOptions> & { kind: TransportOptions['kind'] },
  ): Promise<Worker> {
    const transport = createTransport({
      serviceName: 'voting',
      consumer: 'voting.events',
      database: this.database,
      logger: silentLogger,
      topicPrefix: this.topicPrefix,
      retryDelaysMs: [1, 1],
      outageDelaysMs: [10, 50],
      ...options,
    });
    const root = class RootModule {};
    const app = await NestFactory.create({ module: root, controllers }, new FastifyAdapter(), {
      logger: false,
      abortOnError: false,
    });
    connectEvents(app, transport);
    await app.init();
    try {
      await app.startAllMicroservices();
    } catch (error) {
      await app.close();
      throw error;
    }
    const worker: Worker = {
      transport,
      app,
      close: async () => {
        this.workers.delete(worker);
        await app.close();
      },
    };
    this.workers.add(worker);
    return worker;
  }

  /** What the consumer's projection holds, as `key:version:language`, in the order of handling. */
  async seen(): Promise<string[]> {
    const rows = await this.database.query<{ line: string }>(
      `SELECT key || ':' || version || ':' || note AS line FROM voting.seen ORDER BY place`,
    );
    return rows.map((row) => row.line);
  }

  async stopWorkers(): Promise<void> {
    await Promise.all([...this.workers].map((worker) => worker.close()));
  }

  async drop(): Promise<void> {
    await this.stopWorkers();
    await this.testDatabase.drop();
  }
}

export const consumerTables = [
  `CREATE TABLE voting.seen (
     place BIGINT GENERATED ALWAYS AS IDENTITY, event_id UUID NOT NULL, key TEXT NOT NULL, version BIGINT NOT NULL, note TEXT NOT NULL)`,
  `CREATE TABLE voting.latest (key TEXT PRIMARY KEY, version BIGINT NOT NULL, note TEXT NOT NULL, events BIGINT NOT NULL)`,
];

async function prepare(url: string): Promise<void> {
  await migrate({ url, schema: 'identity', migrations: messagingMigrations('identity') });
  await migrate({
    url,
    schema: 'voting',
    migrations: [...messagingMigrations('voting'), { name: '0001-projections', up: consumerTables }],
  });
}

function templateKey(): string {
  return JSON.stringify([messagingMigrations('identity'), consumerTables]);
}

/** A logger that keeps what it was told. */
export class MemoryLogger implements MessagingLogger {
  readonly lines: { level: string; message: string; details: object }[] = [];
  info(details: object, message: string): void {
    this.lines.push({ level: 'info', message, details });
  }
  warn(details: object, message: string): void {
    this.lines.push({ level: 'warn', message, details });
  }
  error(details: object, message: string): void {
    this.lines.push({ level: 'error', message, details });
  }
}
