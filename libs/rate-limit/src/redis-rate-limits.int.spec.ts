import { spawn } from 'node:child_process';
import { createServer, connect, type AddressInfo, type Server, type Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import { createClient } from 'redis';
import { describeWithRedis, eventually, redisUrl } from '@wsis/testing';
import { createRateLimits, LocalRateLimits, RedisRateLimits, type TakeRequest } from './index.js';
import { rateLimitsContract } from './rate-limits.contract.js';

let unique = 0;
const freshKey = () => `redis-${process.pid}-${Date.now()}-${(unique += 1)}`;
const limit = { name: 'int-spec', burst: 1_000, count: 1, perSeconds: 3_600 };
const counted = (limits: RedisRateLimits, requests: readonly TakeRequest[] = [{ key: freshKey(), limit }]) =>
  limits.take(requests).then((decision) => decision.countedBy);
const connected = (limits: RedisRateLimits) =>
  eventually('limits that Redis counts', async () => (await counted(limits)) === 'redis');

/** A wire to Redis that can be cut (connections end) or hung (they stay, and nothing comes through). */
class Wire {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #hung = false;
  connections = 0;

  constructor() {
    const target = new URL(redisUrl());
    this.#server = createServer((near) => {
      this.connections += 1;
      const far = connect(Number(target.port || 6379), target.hostname);
      for (const [from, to] of [
        [near, far],
        [far, near],
      ] as const) {
        this.#sockets.add(from);
        from.on('data', (data) => {
          if (!this.#hung) to.write(data);
        });
        from.on('error', () => undefined);
        from.on('close', () => {
          this.#sockets.delete(from);
          to.destroy();
        });
      }
    });
  }

  async open(port = 0): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(port, '127.0.0.1', resolve));
    return `redis://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  hang(): void {
    this.#hung = true;
  }

  release(): void {
    this.#hung = false;
  }

  async cut(): Promise<void> {
    if (!this.#server.listening) return;
    const closed = new Promise((resolve) => this.#server.close(resolve));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }
}

describeWithRedis('limits in Redis', () => {
  const opened: RedisRateLimits[] = [];
  const wires: Wire[] = [];
  const newWire = () => {
    const wire = new Wire();
    wires.push(wire);
    return wire;
  };
  const open = (url: string, options: object = {}) => {
    const limits = new RedisRateLimits({ url, ...options });
    opened.push(limits);
    return limits;
  };

  afterEach(async () => {
    await Promise.all(wires.splice(0).map((wire) => wire.cut()));
    await Promise.all(opened.splice(0).map((limits) => limits.close()));
  });

  describe('by the contract', () => {
    const clock = { micros: 1_790_000_000_000_000 };
    let limits: RedisRateLimits;
    beforeAll(async () => {
      // A busy test machine may take longer than a client should wait.
      limits = new RedisRateLimits({ url: redisUrl(), nowMicros: () => clock.micros, timeoutMs: 5_000 });
      await connected(limits);
    });
    rateLimitsContract(() => ({ limits, clock }));
  });

  it('go by the clock of Redis, in one round trip, and leave no address there', async () => {
    const limits = open(redisUrl(), { timeoutMs: 5_000 });
    await connected(limits);
    const client = await createClient({ url: redisUrl() }).connect();
    try {
      const key = `203.0.113.77-${freshKey()}`;
      const evals = async () => Number(/cmdstat_evalsha:calls=(\d+)/.exec(await client.info('commandstats'))?.[1] ?? 0);
      const before = await evals();
      const decision = await limits.take([
        { key, limit },
        { key, limit: { ...limit, name: 'int-spec-2' } },
      ]);
      expect((await evals()) - before).toBe(1);
      expect(decision).toMatchObject({
        allowed: true,
        countedBy: 'redis',
        limits: [{ remaining: 999 }, { remaining: 999 }],
      });
      expect(decision.limits[0]?.resetMs).toBe(3_600_000);
      const keys = await client.keys('wsis:limit:int-spec*');
      expect(keys.length).toBeGreaterThan(1);
      expect(keys.filter((stored) => stored.includes('203.0.113.77'))).toEqual([]);
      for (const stored of keys) expect(await client.pTTL(stored)).toBeGreaterThan(0);
    } finally {
      client.destroy();
    }
  });

  it('go on after Redis was flushed and has forgotten the script', async () => {
    const limits = open(redisUrl(), { timeoutMs: 5_000 });
    await connected(limits);
    const client = await createClient({ url: redisUrl() }).connect();
    await client.scriptFlush();
    client.destroy();
    expect(await counted(limits)).toBe('redis');
  });

  it('admit not one too many when eight processes take from one key', async () => {
    await run(process.execPath, [
      fileURLToPath(new URL('../../../scripts/build.mjs', import.meta.url)),
      'rate-limit',
      '--quiet',
    ]);
    const key = freshKey();
    const program = `
      import { RedisRateLimits } from ${JSON.stringify(new URL('../dist/index.js', import.meta.url).href)};
      const limits = new RedisRateLimits({ url: process.env.REDIS_URL, timeoutMs: 20000 });
      const limit = ${JSON.stringify({ ...limit, name: 'eight', burst: 2_000 })};
      const look = () => limits.take([{ key: 'ready', limit, cost: 0 }], { onUnavailable: 'closed' });
      while ((await look()).countedBy !== 'redis') await new Promise((resolve) => setTimeout(resolve, 10));
      let admitted = 0, asked = 0;
      await Promise.all(Array.from({ length: 20 }, async () => {
        for (let i = 0; i < 25; i += 1) {
          const decision = await limits.take([{ key: ${JSON.stringify(key)}, limit }], { onUnavailable: 'closed' });
          if (decision.countedBy !== 'redis') throw new Error('Redis was away');
          asked += 1;
          if (decision.allowed) admitted += 1;
        }
      }));
      console.log(JSON.stringify({ admitted, asked }));
      await limits.close();`;
    const outcomes = await Promise.all(
      Array.from(
        { length: 8 },
        async () =>
          JSON.parse(await run(process.execPath, ['--input-type=module', '-e', program])) as {
            admitted: number;
            asked: number;
          },
      ),
    );
    const sum = (field: 'admitted' | 'asked') => outcomes.reduce((total, outcome) => total + outcome[field], 0);
    expect(sum('asked')).toBe(4_000);
    expect(sum('admitted')).toBe(2_000);
    // All took part, or the test would not have raced.
    expect(outcomes.filter((outcome) => outcome.admitted > 0).length).toBeGreaterThan(1);
  }, 180_000);

  it('while Redis is hung cost a call at most 60 ms, and most calls nothing', async () => {
    const wire = newWire();
    const limits = open(await wire.open(), { restMs: 200 });
    await connected(limits);
    wire.hang();
    const times: number[] = [];
    for (let i = 0; i < 400; i += 1) {
      const started = performance.now();
      expect(await counted(limits)).not.toBe('redis');
      times.push(performance.now() - started);
    }
    times.sort((a, b) => a - b);
    const waited = times.filter((time) => time > 40);
    expect(waited.length).toBeGreaterThan(0);
    expect(waited[0]).toBeLessThan(60);
    expect(times[200]).toBeLessThan(5);
    wire.release();
    await connected(limits);
  });

  it('connect anew when a connection has died without a word', async () => {
    const wire = newWire();
    const limits = open(await wire.open(), { timeoutMs: 5, restMs: 1 });
    await connected(limits);
    const before = wire.connections;
    wire.hang();
    await eventually('a new connection', async () => {
      await counted(limits);
      return wire.connections > before;
    });
    wire.release();
    await eventually(
      'limits that Redis counts, over the new connection',
      async () => (await counted(limits)) === 'redis',
      {
        timeoutMs: 30_000,
      },
    );
  });

  it('do what each call asked for while Redis is away, say so once, and share again once it is back', async () => {
    const wire = newWire();
    const url = await wire.open();
    const said: string[] = [];
    const logger = {
      warn: (_: object, message: string) => said.push(message),
      info: (_: object, message: string) => said.push(message),
    };
    const limits = open(url, { logger });
    await connected(limits);
    said.length = 0;
    await wire.cut();
    const key = freshKey();
    const one = { key, limit: { ...limit, burst: 1 } };
    await eventually('Redis to be seen away', async () => (await counted(limits)) === 'process');
    expect(await limits.take([one], { onUnavailable: 'open' })).toEqual({
      allowed: true,
      retryAfterMs: 0,
      limits: [],
      countedBy: 'nobody',
    });
    expect(await limits.take([one], { onUnavailable: 'closed' })).toEqual({
      allowed: false,
      retryAfterMs: 1_000,
      limits: [],
      countedBy: 'nobody',
    });
    expect(await limits.take([one], { onUnavailable: 'local' })).toMatchObject({ allowed: true, countedBy: 'process' });
    expect(await limits.take([one])).toMatchObject({ allowed: false, countedBy: 'process' });
    expect(limits.available).toBe(false);
    const again = newWire();
    await again.open(Number(new URL(url).port));
    await connected(limits);
    expect(limits.available).toBe(true);
    expect(said).toEqual([
      'Redis is away; limits follow what each call asked for',
      'Redis is back; limits are shared again',
    ]);
  });

  it('start without Redis, and use it once it is there', async () => {
    const wire = newWire();
    const url = await wire.open();
    await wire.cut();
    const limits = open(url);
    expect(await counted(limits)).toBe('process');
    const later = newWire();
    await later.open(Number(new URL(url).port));
    await connected(limits);
  });

  it('know that Redis is back before anybody asks for a limit', async () => {
    const wire = newWire();
    const url = await wire.open();
    const limits = open(url);
    await connected(limits);
    await wire.cut();
    await eventually('Redis to be seen away', () => !limits.available);
    await newWire().open(Number(new URL(url).port));
    const back = performance.now();
    await eventually('Redis to be seen back', () => limits.available);
    expect(performance.now() - back).toBeLessThan(2_000);
  });

  it('send nothing later that could not be sent when it was asked for', async () => {
    const wire = newWire();
    const url = await wire.open();
    const limits = open(url);
    await connected(limits);
    const key = freshKey();
    await limits.take([{ key, limit }]);
    await wire.cut();
    await eventually('Redis to be seen away', async () => (await counted(limits)) === 'process');
    await Promise.all(Array.from({ length: 50 }, () => limits.take([{ key, limit }], { onUnavailable: 'open' })));
    await newWire().open(Number(new URL(url).port));
    await connected(limits);
    const [state] = (await limits.take([{ key, limit, cost: 0 }])).limits;
    expect(state?.remaining).toBe(999);
  });

  it('are made where a Redis is named, and in process where none is', async () => {
    const [shared, alone] = [createRateLimits({ redisUrl: redisUrl() }), createRateLimits({ redisUrl: undefined })];
    expect([shared instanceof RedisRateLimits, alone instanceof LocalRateLimits]).toEqual([true, true]);
    await shared.close();
    expect(await shared.take([{ key: 'x', limit }], { onUnavailable: 'closed' })).toMatchObject({ allowed: false });
    await alone.close();
  });
});

function run(command: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], timeout: 150_000 });
    let out = '';
    let errors = '';
    child.stdout.on('data', (data: Buffer) => (out += data.toString()));
    child.stderr.on('data', (data: Buffer) => (errors += data.toString()));
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve(out) : reject(new Error(`ended with ${code}: ${errors}`))));
  });
}
