import type { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { problem } from '@wsis/http';
import { PICTURE_LIMITS } from '../../domain/picture.js';
import { toProblem } from './problem-map.js';

export const PICTURE_TYPES = ['image/jpeg', 'image/png', 'image/webp'] as const;
const UPLOADS = '/api/nominations/submissions/:id/pictures';
const LIMIT = PICTURE_LIMITS.megabytes * 1_048_576;

/** Lets pictures in on the one route that takes them, unread: nobody's bytes are taken before it is known who sends them. */
export function acceptPictures(fastify: FastifyInstance): void {
  fastify.addContentTypeParser([...PICTURE_TYPES], { bodyLimit: LIMIT }, (request, payload, done) => {
    if (request.routeOptions.url === UPLOADS) done(null, payload);
    else done(problem('HTTP.UNSUPPORTED_MEDIA_TYPE'));
  });
}

/** Reads a picture's bytes, and no more of them than are taken. */
export async function readPicture(request: FastifyRequest): Promise<Uint8Array> {
  const body = request.body as Readable | undefined;
  if (typeof body !== 'object' || typeof body.pipe !== 'function') throw problem('HTTP.UNSUPPORTED_MEDIA_TYPE');
  if (Number(request.headers['content-length'] ?? 0) > LIMIT) throw tooManyBytes();
  const parts: Buffer[] = [];
  let length = 0;
  try {
    for await (const part of body as AsyncIterable<Buffer>) {
      length += part.length;
      if (length > LIMIT) break;
      parts.push(part);
    }
  } catch {
    throw problem('HTTP.BAD_REQUEST');
  }
  if (length > LIMIT) throw tooManyBytes();
  return Buffer.concat(parts);
}

function tooManyBytes() {
  const params = { max: PICTURE_LIMITS.megabytes };
  return toProblem({
    code: 'NOMINATIONS.PICTURE_REFUSED',
    problems: [{ field: 'picture', rule: 'maxMegabytes', params }],
  });
}
