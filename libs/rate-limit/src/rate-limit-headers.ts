import type { Decision } from './rate-limits.js';

/**
 * The fields `RateLimit-Policy`, `RateLimit` (draft-ietf-httpapi-ratelimit-headers-10, structured fields of RFC 9651) and, on a refusal,
 * `Retry-After` (RFC 9110, whole seconds). A policy's quota is the burst and its window the time in which the burst comes back.
 */
export function rateLimitHeaders(decision: Decision): Record<string, string> {
  const headers: Record<string, string> = {};
  if (decision.limits.length > 0) {
    headers['RateLimit-Policy'] = decision.limits
      .map(({ name, quota, windowSeconds }) => `"${name}";q=${quota};w=${windowSeconds}`)
      .join(', ');
    headers['RateLimit'] = decision.limits
      .map(({ name, remaining, resetMs }) => `"${name}";r=${remaining};t=${Math.ceil(resetMs / 1_000)}`)
      .join(', ');
  }
  if (!decision.allowed) headers['Retry-After'] = String(Math.max(1, Math.ceil(decision.retryAfterMs / 1_000)));
  return headers;
}
