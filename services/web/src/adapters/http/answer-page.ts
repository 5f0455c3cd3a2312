import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import type { Language } from '@wsis/kernel';

/** No script, no frame, nothing from elsewhere: the pages are text and one style sheet of our own. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "img-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'strict-origin-when-cross-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), browsing-topics=()',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

export interface PageAnswerOptions {
  readonly language: Language;
  readonly status?: number;
  /** How long anybody may keep the page; without it, nobody may. */
  readonly maxAgeSeconds?: number;
}

/** Renders a page and answers with it, or with 304 where the reader has it already. */
export function answerPage(
  request: FastifyRequest,
  reply: FastifyReply,
  page: VNode,
  options: PageAnswerOptions,
): FastifyReply {
  const html = `<!doctype html>${renderToString(page)}`;
  const etag = `"${createHash('sha256').update(html).digest('base64url').slice(0, 22)}"`;
  const kept = options.maxAgeSeconds !== undefined;
  reply
    .headers(SECURITY_HEADERS)
    .header('content-language', options.language)
    .header('cache-control', kept ? `public, max-age=${options.maxAgeSeconds}` : 'no-store')
    .type('text/html; charset=utf-8');
  if (!kept) return reply.status(options.status ?? 200).send(html);
  const known = request.headers['if-none-match']?.split(',').map((entry) => entry.trim().replace(/^W\//, ''));
  reply.header('etag', etag);
  if (known?.includes(etag)) return reply.status(304).send();
  return reply.status(options.status ?? 200).send(html);
}
