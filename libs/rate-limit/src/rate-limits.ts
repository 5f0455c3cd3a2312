/** How much may be taken: `count` units each `perSeconds` seconds, and `burst` units at once from a rested key. */
export interface Limit {
  /** Lower-case letters, digits and hyphens; shown to clients in the RateLimit fields. */
  readonly name: string;
  readonly burst: number;
  readonly count: number;
  readonly perSeconds: number;
}

export interface TakeRequest {
  /** Who takes, for example a client prefix or a session id. Limits of different names never share a key. */
  readonly key: string;
  readonly limit: Limit;
  /** Units taken; 1 unless told, at most the burst. */
  readonly cost?: number;
}

export interface LimitState {
  readonly name: string;
  /** Units left at once. */
  readonly remaining: number;
  /** Until the whole burst is there again. */
  readonly resetMs: number;
  /** The burst, for the RateLimit-Policy field. */
  readonly quota: number;
  /** The time in which the whole burst comes back. */
  readonly windowSeconds: number;
}

export interface Decision {
  readonly allowed: boolean;
  /** 0 when allowed; else how long until all of it would be allowed, if nobody takes in between. */
  readonly retryAfterMs: number;
  /** In the order of the requests; empty when nobody counted. */
  readonly limits: readonly LimitState[];
  /** Who counted: Redis, this process alone, or nobody because Redis is away. */
  readonly countedBy: 'redis' | 'process' | 'nobody';
}

/** What to do while the counters cannot be reached: let pass, count in this process alone, or refuse. */
export type OnUnavailable = 'open' | 'local' | 'closed';

export interface TakeOptions {
  /** `local` unless told. */
  readonly onUnavailable?: OnUnavailable;
}

/** Rate limits by GCRA. All limits of one call are taken together or not at all. */
export abstract class RateLimits {
  /** Takes from every limit, or from none when one refuses. Throws a RangeError on a limit or cost that makes no sense. */
  abstract take(requests: readonly TakeRequest[], options?: TakeOptions): Promise<Decision>;
  /** Gives keys their whole burst back. False when the counters cannot be reached: then nothing is promised. */
  abstract forget(requests: readonly Pick<TakeRequest, 'key' | 'limit'>[]): Promise<boolean>;
  abstract close(): Promise<void>;
}

/** The same limit in whole microseconds, checked. */
export interface Terms {
  /** Between two units at the sustained rate; rounded up, so that rounding never gives more. */
  readonly intervalMicros: number;
  readonly burst: number;
  readonly cost: number;
  readonly name: string;
}

const NAME = /^[a-z0-9][a-z0-9-]{0,63}$/;
/** A full burst may take this long to come back; with it all sums stay exact in a double. */
const LONGEST_WINDOW_MICROS = 400 * 24 * 3_600 * 1_000_000;

/** Checks one request and turns it into whole microseconds. */
export function termsOf(request: TakeRequest): Terms {
  const { limit, cost = 1 } = request;
  if (!NAME.test(limit.name))
    throw new RangeError(
      `limit.name: expected lower-case letters, digits and hyphens, got ${JSON.stringify(limit.name)}`,
    );
  if (request.key === '') throw new RangeError(`key: the limit ${limit.name} needs one`);
  atLeastOne(limit, 'burst');
  atLeastOne(limit, 'count');
  if (!(Number.isFinite(limit.perSeconds) && limit.perSeconds > 0)) {
    throw new RangeError(`limit.perSeconds: expected more than 0 in ${limit.name}, got ${limit.perSeconds}`);
  }
  if (!Number.isInteger(cost) || cost < 0 || cost > limit.burst) {
    throw new RangeError(
      `cost: expected a whole number from 0 to the burst ${limit.burst} of ${limit.name}, got ${cost}`,
    );
  }
  const intervalMicros = Math.ceil((limit.perSeconds * 1_000_000) / limit.count);
  if (intervalMicros * limit.burst > LONGEST_WINDOW_MICROS) {
    throw new RangeError(`limit.burst: the burst of ${limit.name} would take more than 400 days to come back`);
  }
  return { intervalMicros, burst: limit.burst, cost, name: limit.name };
}

function atLeastOne(limit: Limit, field: 'burst' | 'count'): void {
  if (!Number.isInteger(limit[field]) || limit[field] < 1) {
    throw new RangeError(`limit.${field}: expected a whole number of at least 1 in ${limit.name}, got ${limit[field]}`);
  }
}

/** What is told about a limit that owes `debtMicros`. */
export function stateOf(terms: Terms, remaining: number, debtMicros: number): LimitState {
  return {
    name: terms.name,
    remaining,
    resetMs: Math.ceil(debtMicros / 1_000),
    quota: terms.burst,
    windowSeconds: Math.ceil((terms.burst * terms.intervalMicros) / 1_000_000),
  };
}
