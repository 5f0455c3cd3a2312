import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createClient } from 'redis';
import { LocalRateLimits } from './local-rate-limits.js';
import {
  type Decision,
  RateLimits,
  stateOf,
  type TakeOptions,
  type TakeRequest,
  type Terms,
  termsOf,
} from './rate-limits.js';

const SCRIPT = readFileSync(new URL('./gcra.lua', import.meta.url), 'utf8');
const SCRIPT_SHA = hash('sha1', SCRIPT);

/** What is said about Redis coming and going; the platform's logger fits. */
export interface RateLimitLogger {
  warn(facts: object, message: string): void;
  info(facts: object, message: string): void;
}

export interface RedisRateLimitsOptions {
  readonly url: string;
  readonly logger?: RateLimitLogger;
  /** How long one call may wait for Redis; 50 ms unless told. */
  readonly timeoutMs?: number;
  /** After Redis was too slow, how long until it is asked again; 500 ms unless told. */
  readonly restMs?: number;
  /** Counts while Redis is away, for calls that want it. */
  readonly local?: LocalRateLimits;
  /** Replaces the clock of Redis, for tests. */
  readonly nowMicros?: () => number;
}

type Client = ReturnType<typeof createClient>;

/** A Redis that did not answer this often in a row is connected to anew: the connection may be dead without knowing. */
const SILENCES_AT_MOST = 4;
/** A new connection whose greeting got lost would wait for ever. */
const GREETING_MS = 5_000;

/** Redis does nothing else while it decides: more calls than these do not travel together. */
const CALLS_TOGETHER = 128;

class Away extends Error {}

/** A call on its way to Redis. */
interface Asked {
  readonly requests: readonly TakeRequest[];
  readonly terms: readonly Terms[];
  readonly answer: (numbers: readonly number[]) => void;
  readonly fail: (reason: unknown) => void;
}

/**
 * GCRA in Redis: all limits of a call in one round trip, which it shares with the calls of the same turn of the event loop; each
 * is decided for itself. A call never waits longer than the time-out, and while Redis is silent
 * only one call in each rest asks for it, so that a hung Redis costs nearly nothing and fills no queue.
 */
export class RedisRateLimits extends RateLimits {
  readonly #options: RedisRateLimitsOptions;
  readonly #local: LocalRateLimits;
  readonly #timeoutMs: number;
  #client: Client;
  #restUntil = 0;
  #silences = 0;
  #away = false;
  #closed = false;
  #connectedAnewAt = performance.now();
  /** Calls of this turn of the event loop. */
  readonly #leaving: Asked[] = [];

  constructor(options: RedisRateLimitsOptions) {
    super();
    this.#options = options;
    this.#timeoutMs = options.timeoutMs ?? 50;
    this.#local = options.local ?? new LocalRateLimits();
    this.#client = this.#connect();
  }

  /** Whether the last call, or the last connection since, found Redis. */
  get available(): boolean {
    return !this.#away;
  }

  override async take(requests: readonly TakeRequest[], options: TakeOptions = {}): Promise<Decision> {
    const terms = requests.map(termsOf);
    if (terms.length === 0) return { allowed: true, retryAfterMs: 0, limits: [], countedBy: 'redis' };
    try {
      const decision = toDecision(terms, await this.#ask(requests, terms));
      this.#back();
      return decision;
    } catch (error) {
      this.#gone(error as Error);
      return this.#withoutRedis(requests, options);
    }
  }

  override async forget(requests: readonly Pick<TakeRequest, 'key' | 'limit'>[]): Promise<boolean> {
    await this.#local.forget(requests);
    if (requests.length === 0) return true;
    if (this.#closed || !this.#client.isReady) return false;
    try {
      await this.#inTime(this.#client.del(requests.map(storageKey)));
      return true;
    } catch (error) {
      this.#gone(error as Error);
      return false;
    }
  }

  override async close(): Promise<void> {
    this.#closed = true;
    this.#client.destroy();
    await this.#local.close();
  }

  #withoutRedis(requests: readonly TakeRequest[], options: TakeOptions): Decision {
    switch (options.onUnavailable ?? 'local') {
      case 'open':
        return { allowed: true, retryAfterMs: 0, limits: [], countedBy: 'nobody' };
      case 'closed':
        return { allowed: false, retryAfterMs: 1_000, limits: [], countedBy: 'nobody' };
      case 'local':
        return this.#local.takeNow(requests);
    }
  }

  #ask(requests: readonly TakeRequest[], terms: readonly Terms[]): Promise<readonly number[]> {
    if (this.#closed) throw new Away('closed');
    const now = performance.now();
    if (!this.#client.isReady) {
      if (now - this.#connectedAnewAt > GREETING_MS) this.#connectAnew();
      throw new Away('not connected');
    }
    if (now < this.#restUntil) throw new Away('resting');
    // While silent, the first call after a rest asks and all others rest on.
    if (this.#silences > 0) this.#restUntil = now + (this.#options.restMs ?? 500);
    return new Promise((answer, fail) => {
      if (this.#leaving.push({ requests, terms, answer, fail }) === 1) setImmediate(() => this.#leave());
      if (this.#leaving.length === CALLS_TOGETHER) this.#leave();
    });
  }

  /** Sends the calls that gathered, and hands each its part of the answer. */
  #leave(): void {
    const calls = this.#leaving.splice(0);
    if (calls.length === 0) return;
    this.#inTime(this.#run(calls)).then(
      (numbers) => {
        let at = 0;
        for (const { terms, answer } of calls) answer(numbers.slice(at, (at += 2 + 2 * terms.length)));
      },
      (reason: unknown) => calls.forEach(({ fail }) => fail(reason)),
    );
  }

  async #run(calls: readonly Asked[]): Promise<readonly number[]> {
    const keys: string[] = [];
    const values: string[] = [];
    for (const { requests, terms } of calls) {
      for (const request of requests) keys.push(storageKey(request));
      for (const { intervalMicros, burst, cost } of terms)
        values.push(String(intervalMicros), String(burst), String(cost));
    }
    const head = [this.#options.nowMicros?.().toFixed(0) ?? '', String(calls.length)];
    const script = { keys, arguments: [...head, ...calls.map(({ terms }) => String(terms.length)), ...values] };
    const client = this.#client;
    try {
      return (await client.evalSha(SCRIPT_SHA, script)) as unknown as number[];
    } catch (error) {
      if (!(error instanceof Error && error.message.startsWith('NOSCRIPT'))) throw error;
      return (await client.eval(SCRIPT, script)) as unknown as number[];
    }
  }

  /** The client's own time-out covers only commands that are not yet written, so a hung server needs this one. */
  async #inTime<T>(answer: Promise<T>): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      // One more turn of the event loop: after a long pause of this process the answer may lie unread in the socket.
      timer = setTimeout(
        () => setImmediate(() => reject(new Away(`no answer within ${this.#timeoutMs} ms`))),
        this.#timeoutMs,
      );
    });
    answer.catch(() => undefined);
    try {
      return await Promise.race([answer, late]);
    } catch (error) {
      if (error instanceof Away) this.#silent();
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  #silent(): void {
    this.#silences += 1;
    this.#restUntil = performance.now() + (this.#options.restMs ?? 500);
    if (this.#silences < SILENCES_AT_MOST || this.#closed) return;
    this.#silences = 1;
    this.#connectAnew();
  }

  #connectAnew(): void {
    const dead = this.#client;
    this.#connectedAnewAt = performance.now();
    this.#client = this.#connect();
    dead.destroy();
  }

  #connect(): Client {
    const client = createClient({
      url: this.#options.url,
      // A command that cannot be sent now must not be sent later: the caller has already been answered.
      disableOfflineQueue: true,
      socket: { connectTimeout: 1_000, reconnectStrategy: (tries) => Math.min(50 * 2 ** tries, 1_000) },
    });
    client.on('error', (error: Error) => this.#gone(error));
    // Said at once, not only when somebody next asks for a limit: readiness tells it.
    client.on('ready', () => this.#back());
    client.connect().catch((error: unknown) => this.#gone(error as Error));
    return client as Client;
  }

  #gone(error: Error): void {
    if (this.#away || this.#closed) return;
    this.#away = true;
    this.#options.logger?.warn({ reason: error.message }, 'Redis is away; limits follow what each call asked for');
  }

  #back(): void {
    this.#silences = 0;
    this.#restUntil = 0;
    if (!this.#away) return;
    this.#away = false;
    this.#options.logger?.info({}, 'Redis is back; limits are shared again');
  }
}

/** Keys are hashed, so that Redis holds no client address and no key is long. */
function storageKey({ limit, key }: Pick<TakeRequest, 'key' | 'limit'>): string {
  return `wsis:limit:${limit.name}:${hash('sha256', key, 'base64url').slice(0, 22)}`;
}

function toDecision(terms: readonly Terms[], answer: readonly number[]): Decision {
  const [allowed, waitMicros = 0] = answer;
  return {
    allowed: allowed === 1,
    retryAfterMs: Math.ceil(waitMicros / 1_000),
    limits: terms.map((one, i) => stateOf(one, answer[2 * i + 2] as number, answer[2 * i + 3] as number)),
    countedBy: 'redis',
  };
}
