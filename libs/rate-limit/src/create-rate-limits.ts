import { LocalRateLimits } from './local-rate-limits.js';
import type { RateLimits } from './rate-limits.js';
import { type RateLimitLogger, RedisRateLimits } from './redis-rate-limits.js';

/** Limits shared through Redis when there is one, else counted in this process. Does not wait for Redis. */
export function createRateLimits(options: {
  readonly redisUrl?: string | undefined;
  readonly logger?: RateLimitLogger;
}): RateLimits {
  if (options.redisUrl === undefined) return new LocalRateLimits();
  return new RedisRateLimits({ url: options.redisUrl, ...(options.logger ? { logger: options.logger } : {}) });
}
