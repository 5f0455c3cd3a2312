import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { createServer, type AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { silentLogger } from '@wsis/observability';
import { describeWithRedis, eventually, redisUrl, testDatabase } from '@wsis/testing';
import { createClient } from 'redis';
import { wakeupsContract } from './wakeups.contract.js';
import { QueuedWakeups } from './wakeups.js';

const NEVER_BY_THE_CLOCK_SECONDS = 3_600;

describe('wake-ups through PostgreSQL', () => {
  wakeupsContract(async () => {
    const place = await testDatabase();
    const database = await place.database();
    const jobsOf = (service: string) => `bullmq_${service}.job`;
    return {
      place: { databaseUrl: place.url },
      queued: async (service) => (await database.query(`SELECT 1 FROM ${jobsOf(service)}`)).length,
      lose: async (service) => void (await database.execute(`DELETE FROM ${jobsOf(service)}`)),
      close: () => place.drop(),
    };
  });

  it('outlast that the database ends their connections while it is prepared for them, and come again', async () => {
    const place = await testDatabase();
    const database = await place.database();
    const service = `spec${randomUUID().slice(0, 8)}`;
    const wakeups = new QueuedWakeups({ databaseUrl: place.url, service, logger: silentLogger, worker: true });
    let runs = 0;
    wakeups.every('due', NEVER_BY_THE_CLOCK_SECONDS, async () => void (runs += 1));
    try {
      await database.transaction(async (tx) => {
        // The lock that BullMQ takes to prepare its tables ("BULL").
        await tx.query('SELECT pg_advisory_xact_lock($1, hashtext($2))', [0x42554c4c, `bullmq_${service}`]);
        await wakeups.start();
        await eventually('the preparation to wait, and to be sent away', async () => {
          // Not in the transaction, which would see the same list again and again.
          const waiting = await database.query(
            `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
             WHERE datname = current_database() AND wait_event = 'advisory'`,
          );
          expect(waiting).toHaveLength(1);
        });
      });
      const asked = async () => {
        wakeups.at('due', new Date());
        expect(runs).toBeGreaterThan(1);
      };
      await eventually('a wake-up to come', asked, { timeoutMs: 30_000, everyMs: 250 });
    } finally {
      await wakeups.stop();
      await place.drop();
    }
  });
});

describe('wake-ups whose Redis is away', () => {
  /** A process of its own, because only a process can show that it ends by itself. */
  const alone = `
    import { QueuedWakeups } from '../dist/wakeups.js';
    const logger = { debug() {}, info() {}, warn() {}, error() {} };
    const wakeups = new QueuedWakeups({ service: 'alone', redisUrl: process.argv[1], databaseUrl: '', worker: true, logger });
    await new Promise((swept) => {
      wakeups.every('due', ${NEVER_BY_THE_CLOCK_SECONDS}, async () => swept());
      void wakeups.start();
    });
    wakeups.at('due', new Date());
    await wakeups.stop();
    console.log('stopped');`;
  const run = (url: string) =>
    promisify(execFile)(process.execPath, ['--input-type=module', '-e', alone, url], {
      cwd: import.meta.dirname,
      env: { ...process.env, NODE_OPTIONS: '', NODE_NO_WARNINGS: '1' },
      timeout: 45_000,
    });

  it('sweep by the clock, hold nobody up, and leave nothing open that keeps the process', async () => {
    expect((await run('redis://127.0.0.1:9')).stdout).toBe('stopped\n');
  });

  it('do so too where it takes connections and never answers', async () => {
    const hung = createServer((socket) => socket.resume());
    await new Promise<void>((resolve) => hung.listen(0, '127.0.0.1', resolve));
    const { port } = hung.address() as AddressInfo;
    try {
      expect((await run(`redis://127.0.0.1:${port}`)).stdout).toBe('stopped\n');
    } finally {
      hung.close();
    }
  });
});

describeWithRedis('wake-ups through Redis', () => {
  wakeupsContract(async () => {
    const redis = await createClient({ url: redisUrl() }).connect();
    const keysOf = (service: string) => redis.keys(`*wakeups-${service}*`);
    return {
      place: { databaseUrl: '', redisUrl: redisUrl() },
      queued: async (service) => (await keysOf(service)).filter((key) => key.endsWith(':delayed')).length,
      lose: async (service) => {
        await redis.del(await keysOf(service));
      },
      close: async () => redis.destroy(),
    };
  });
});
