import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { createServer, type AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { silentLogger } from '@wsis/observability';
import { describeWithRedis, eventually, redisUrl, testDatabase } from '@wsis/testing';
import { createClient } from 'redis';
import { QueuedWakeups, type WakeupOptions } from './wakeups.js';

const NEVER_BY_THE_CLOCK_SECONDS = 3_600;

/** A service's wake-ups with one sweep, and how often it has run. */
async function sweeping(seconds: number, options: Pick<WakeupOptions, 'databaseUrl' | 'redisUrl'>) {
  const service = `spec${randomUUID().slice(0, 8)}`;
  const wakeups = new QueuedWakeups({ ...options, service, logger: silentLogger, worker: true });
  const counted = { runs: 0 };
  wakeups.every('due', seconds, async () => {
    counted.runs += 1;
  });
  await wakeups.start();
  const reaches = (runs: number) =>
    eventually(`${runs} sweeps`, async () => expect(counted.runs).toBeGreaterThanOrEqual(runs));
  // The first sweep comes with the start: what became due while nobody looked is done at once.
  await reaches(1);
  return { service, wakeups, reaches };
}

describe('wake-ups', () => {
  it('come at the instant that was asked for, through PostgreSQL', async () => {
    const database = await testDatabase();
    const { wakeups, reaches } = await sweeping(NEVER_BY_THE_CLOCK_SECONDS, { databaseUrl: database.url });
    try {
      wakeups.at('due', new Date(Date.now() + 200));
      await reaches(2);
    } finally {
      await wakeups.stop();
      await database.drop();
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
  it('come at the instant that was asked for', async () => {
    const { wakeups, reaches } = await sweeping(NEVER_BY_THE_CLOCK_SECONDS, { databaseUrl: '', redisUrl: redisUrl() });
    try {
      wakeups.at('due', new Date(Date.now() + 200));
      await reaches(2);
    } finally {
      await wakeups.stop();
    }
  });

  it('are not missed when Redis has lost them: the sweep finds the work', async () => {
    const { service, wakeups, reaches } = await sweeping(1, { databaseUrl: '', redisUrl: redisUrl() });
    const redis = await createClient({ url: redisUrl() }).connect();
    try {
      wakeups.at('due', new Date(Date.now() + 3_600_000));
      const keys = () => redis.keys(`*wakeups-${service}*`);
      await eventually('the wake-up to be queued', async () => expect(await keys()).not.toEqual([]));
      await redis.del(await keys());
      await reaches(4);
    } finally {
      redis.destroy();
      await wakeups.stop();
    }
  });
});
