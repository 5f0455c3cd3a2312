import { type Decision, RateLimits, stateOf, type TakeRequest, termsOf } from './rate-limits.js';

export interface LocalRateLimitsOptions {
  /** Microseconds of a clock that never goes back; the process's own unless told. */
  readonly nowMicros?: () => number;
  /** Most keys remembered; 200,000 unless told, some 30 MB. */
  readonly keysAtMost?: number;
}

/**
 * GCRA in this process alone, with the arithmetic of gcra.lua. Memory is bounded: when it is full, the keys
 * that were not asked for the longest are forgotten, so a key under attack is never the one to go.
 */
export class LocalRateLimits extends RateLimits {
  readonly #now: () => number;
  readonly #generation: number;
  /** Theoretical arrival times. Two generations instead of a list: forgetting costs nothing and never scans. */
  #young = new Map<string, number>();
  #old = new Map<string, number>();

  constructor(options: LocalRateLimitsOptions = {}) {
    super();
    this.#now = options.nowMicros ?? (() => Math.floor(performance.now() * 1_000));
    this.#generation = Math.max(1, Math.floor((options.keysAtMost ?? 200_000) / 2));
  }

  /** How many keys are remembered now. */
  get size(): number {
    return this.#young.size + this.#old.size;
  }

  override take(requests: readonly TakeRequest[]): Promise<Decision> {
    try {
      return Promise.resolve(this.takeNow(requests));
    } catch (error) {
      return Promise.reject(error as Error);
    }
  }

  /** The same without a promise. */
  takeNow(requests: readonly TakeRequest[]): Decision {
    const now = this.#now();
    const asked = requests.map((request) => ({
      terms: termsOf(request),
      key: localKey(request),
    }));
    const debts = new Map<string, number>();
    let wait = 0;
    for (const { terms, key } of asked) {
      const tolerance = terms.intervalMicros * terms.burst;
      const debt = (debts.get(key) ?? this.#debt(key, now, tolerance)) + terms.intervalMicros * terms.cost;
      debts.set(key, debt);
      wait = Math.max(wait, debt - tolerance);
    }
    if (wait === 0) {
      for (const [key, debt] of debts) if (debt > 0) this.#remember(key, now + debt);
    }
    const limits = asked.map(({ terms, key }) => {
      const tolerance = terms.intervalMicros * terms.burst;
      const debt = wait === 0 ? (debts.get(key) as number) : this.#debt(key, now, tolerance);
      return stateOf(terms, Math.max(0, Math.floor((tolerance - debt) / terms.intervalMicros)), debt);
    });
    return { allowed: wait === 0, retryAfterMs: Math.ceil(wait / 1_000), limits, countedBy: 'process' };
  }

  override forget(requests: readonly Pick<TakeRequest, 'key' | 'limit'>[]): Promise<boolean> {
    for (const request of requests) {
      this.#young.delete(localKey(request));
      this.#old.delete(localKey(request));
    }
    return Promise.resolve(true);
  }

  override async close(): Promise<void> {
    this.#young.clear();
    this.#old.clear();
  }

  #debt(key: string, now: number, tolerance: number): number {
    const stored = this.#young.get(key) ?? this.#old.get(key) ?? 0;
    return Math.min(Math.max(stored - now, 0), tolerance);
  }

  #remember(key: string, arrivalMicros: number): void {
    this.#young.set(key, arrivalMicros);
    this.#old.delete(key);
    if (this.#young.size >= this.#generation) {
      this.#old = this.#young;
      this.#young = new Map();
    }
  }
}

function localKey({ limit, key }: Pick<TakeRequest, 'key' | 'limit'>): string {
  return `${limit.name}\0${key}`;
}
