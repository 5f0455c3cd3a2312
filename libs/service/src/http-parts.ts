import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { ArgumentsHost } from '@nestjs/common';
import type { AccountClaims, ProblemFilter, ServiceClients } from '@wsis/http';
import type { PartState } from '@wsis/observability';
import { RedisRateLimits, type RateLimits } from '@wsis/rate-limit';

/** Limits absorb pressure: without Redis they are counted in this process, and nobody is turned away for it. */
export function limitsState(rateLimits: RateLimits): PartState {
  if (!(rateLimits instanceof RedisRateLimits)) return { ok: true, adapter: 'in-process' };
  if (rateLimits.available) return { ok: true, adapter: 'redis' };
  return { ok: true, adapter: 'redis', detail: 'Redis is away; limits are counted in this process' };
}

/** Answers a request that no route can be found for because its address cannot be read. */
export function answerUnreadable(filter: ProblemFilter) {
  return (error: unknown, request: unknown, reply: unknown): void => {
    const host = {
      getType: () => 'http',
      switchToHttp: () => ({ getRequest: () => request, getResponse: () => reply }),
    } as unknown as ArgumentsHost;
    filter.catch(error, host);
  };
}

/** Asks identity whether a session still stands. Throws where it cannot be asked. */
export async function isActive(clients: ServiceClients, claims: AccountClaims): Promise<boolean> {
  const answer = await clients.call('identity', {
    method: 'POST',
    path: '/internal/introspection',
    body: { sessionId: claims.sessionId, accountId: claims.accountId },
    timeoutMs: 2_000,
  });
  if (answer.status >= 300) throw new Error(`identity answered ${answer.status}`);
  return (answer.body as { active?: boolean } | undefined)?.active === true;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The request's own name: the proxy's if it gave one, else a new one. */
export function requestId(request: IncomingMessage): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && UUID.test(given) ? given.toLowerCase() : randomUUID();
}
