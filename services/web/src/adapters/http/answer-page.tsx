import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { islandOf, type IslandName } from '../../pages/islands.js';
import { PageProvider, type PageContext } from '../../pages/page-context.js';

/**
 * Nothing from elsewhere, no frame, and of scripts only the very ones that stand in the page, each by its hash:
 * a nonce would have to change with each reader, and these pages are kept and shared.
 */
function contentSecurityPolicy(islands: ReadonlySet<IslandName>): string {
  const scripts = [...islands].map((name) => islandOf(name).source);
  return [
    "default-src 'none'",
    "style-src 'self'",
    "img-src 'self' data:",
    ...(scripts.length > 0 ? [`script-src ${scripts.join(' ')}`, "connect-src 'self'"] : []),
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** The headers of every answer of the pages. */
export function securityHeaders(islands: ReadonlySet<IslandName> = new Set()): Readonly<Record<string, string>> {
  return {
    'content-security-policy': contentSecurityPolicy(islands),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'strict-origin-when-cross-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), browsing-topics=()',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
  };
}

export interface PageAnswerOptions {
  readonly status?: number;
  /** When a try makes sense again. */
  readonly retryAfterSeconds?: number;
  /** How long anybody may keep the page; without it, nobody may. */
  readonly maxAgeSeconds?: number;
}

/** Renders a page and answers with it, or with 304 where the reader has it already. */
export function answerPage(
  request: FastifyRequest,
  reply: FastifyReply,
  page: PageContext,
  content: VNode,
  options: PageAnswerOptions = {},
): FastifyReply {
  // As bytes: measured, hashed and sent without being encoded again each time.
  const html = Buffer.from(`<!doctype html>${renderToString(<PageProvider value={page}>{content}</PageProvider>)}`);
  const kept = options.maxAgeSeconds !== undefined;
  if (kept && reply.hasHeader('set-cookie')) throw new Error('A page for everybody must not carry a cookie');
  reply
    .headers(securityHeaders(page.islands))
    .header('content-language', page.language)
    .header('cache-control', kept ? `public, max-age=${options.maxAgeSeconds}` : 'no-store')
    .type('text/html; charset=utf-8');
  if (options.retryAfterSeconds !== undefined) reply.header('retry-after', options.retryAfterSeconds);
  if (!kept) return reply.status(options.status ?? 200).send(html);
  const etag = `"${createHash('sha256').update(html).digest('base64url').slice(0, 22)}"`;
  const known = request.headers['if-none-match']?.split(',').map((entry) => entry.trim().replace(/^W\//, ''));
  reply.header('etag', etag);
  if (known?.includes(etag)) return reply.status(304).send();
  return reply.status(options.status ?? 200).send(html);
}
