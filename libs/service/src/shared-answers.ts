import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { writeTogether } from '@wsis/http';

const KEPT_MS = 1_000;
/** Anyone may ask for any address: what would be kept beyond this makes room for itself. */
const KEPT_AT_MOST = 1_000;

interface KeptAnswer {
  readonly until: number;
  readonly headers: readonly string[];
  readonly body: Buffer;
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Whether everybody gets the same answer at one address: it is then made once a second, however many ask. */
    shared?: boolean;
  }
}

/**
 * Makes the answer of a `shared` route once a second, and writes the very bytes to all who ask meanwhile, before any other work.
 * Only what the route itself calls `public` is kept, and whoever shows who they are is answered by the route.
 */
export function shareAnswers(fastify: FastifyInstance, nowMs: () => number = () => performance.now()): void {
  const kept = new Map<string, KeptAnswer>();
  fastify.addHook('onRoute', (route) => {
    if (route.config?.shared !== true || route.method !== 'GET') return;
    const answer = (request: FastifyRequest, reply: FastifyReply, done: () => void) => {
      const found = isAnonymous(request) ? kept.get(request.url) : undefined;
      if (found === undefined || found.until <= nowMs()) return done();
      const { raw } = reply.hijack();
      writeTogether(() => raw.writeHead(200, [...found.headers]).end(found.body));
    };
    const keep = (
      request: FastifyRequest,
      reply: FastifyReply,
      payload: unknown,
      done: (error: null, payload: unknown) => void,
    ) => {
      if (isAnonymous(request) && isForAll(reply) && typeof payload === 'string') {
        if (kept.size >= KEPT_AT_MOST) kept.clear();
        const body = Buffer.from(payload);
        kept.set(request.url, { until: nowMs() + KEPT_MS, headers: headersOf(reply, body.length), body });
      }
      done(null, payload);
    };
    route.onRequest = [answer, ...[route.onRequest ?? []].flat()];
    route.onSend = [...[route.onSend ?? []].flat(), keep];
  });
}

function isAnonymous({ headers }: FastifyRequest): boolean {
  return headers.authorization === undefined && headers.cookie === undefined && headers['if-none-match'] === undefined;
}

function isForAll(reply: FastifyReply): boolean {
  return reply.statusCode === 200 && String(reply.getHeader('cache-control')).startsWith('public');
}

function headersOf(reply: FastifyReply, length: number): readonly string[] {
  const headers = { ...reply.getHeaders(), 'content-length': length };
  return Object.entries(headers).flatMap(([name, value]) => [name, String(value)]);
}
