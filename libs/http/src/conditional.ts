import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';

/**
 * Answers with a body that caches may keep, or with 304 where the reader has it already (RFC 9110, If-None-Match).
 * Call it on an injected reply with `passthrough: true` and return what it returns.
 */
export function answerCached(
  request: FastifyRequest,
  reply: FastifyReply,
  body: unknown,
  options: { readonly maxAgeSeconds: number; readonly immutable?: boolean; readonly etag?: string },
): unknown {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const etag = `"${options.etag ?? createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`;
  void reply.headers({
    etag,
    'cache-control': `public, max-age=${options.maxAgeSeconds}${options.immutable === true ? ', immutable' : ''}`,
  });
  const known = request.headers['if-none-match'];
  if (known !== undefined && known.split(',').some((entry) => entry.trim().replace(/^W\//, '') === etag)) {
    void reply.status(304);
    return undefined;
  }
  void reply.type('application/json; charset=utf-8');
  return text;
}
