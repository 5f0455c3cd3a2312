import type { Decision, LimitState } from './rate-limits.js';

/**
 * The fields `RateLimit-Policy`, `RateLimit` (draft-ietf-httpapi-ratelimit-headers-10, structured fields of RFC 9651) and, on a refusal,
 * `Retry-After` (RFC 9110, whole seconds). A policy's quota is the burst and its window the time in which the burst comes back.
 */
export function rateLimitHeaders(decision: Decision): Record<string, string> {
  return {
    ...rateLimitFields(decision.limits),
    ...(decision.allowed ? {} : { 'Retry-After': String(Math.max(1, Math.ceil(decision.retryAfterMs / 1_000))) }),
  };
}

/** The two fields of the draft alone; none where nobody counted. */
export function rateLimitFields(limits: readonly LimitState[]): Record<string, string> {
  if (limits.length === 0) return {};
  return {
    'RateLimit-Policy': limits
      .map(({ name, quota, windowSeconds }) => `"${name}";q=${quota};w=${windowSeconds}`)
      .join(', '),
    RateLimit: limits
      .map(({ name, remaining, resetMs }) => `"${name}";r=${remaining};t=${Math.ceil(resetMs / 1_000)}`)
      .join(', '),
  };
}
