export {
  type Decision,
  type Limit,
  type LimitState,
  type OnUnavailable,
  RateLimits,
  type TakeOptions,
  type TakeRequest,
} from './rate-limits.js';
export { LocalRateLimits, type LocalRateLimitsOptions } from './local-rate-limits.js';
export { type RateLimitLogger, RedisRateLimits, type RedisRateLimitsOptions } from './redis-rate-limits.js';
export { createRateLimits } from './create-rate-limits.js';
export { rateLimitFields, rateLimitHeaders } from './rate-limit-headers.js';
export { clientPrefix, type ClientPrefix } from './client-prefix.js';
export { AdaptiveConcurrency, Partition, type AdaptiveConcurrencyOptions } from './adaptive-concurrency.js';
export { StatedCapacity } from './stated-capacity.js';
export { WaitingLine } from './waiting-line.js';
export { QueueTickets, type QueueTicket, type TicketRefusal } from './queue-tickets.js';
