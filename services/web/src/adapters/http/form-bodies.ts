import type { IncomingMessage } from 'node:http';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import { PostedForm, type PostedFile } from '../../pages/forms/posted-form.js';

const URLENCODED = 'application/x-www-form-urlencoded';
const MULTIPART = 'multipart/form-data';
/** A ballot or the longest submission is far smaller. */
const MOST_TEXT_BYTES = 512 * 1024;
/** One picture, and the text beside it. */
const MOST_MULTIPART_BYTES = 12 * 1024 * 1024;
const MOST_FIELDS = 2_000;

/** A form that could not be read: which problem its sender is told. */
export class UnreadableForm {
  constructor(readonly code: 'HTTP.BODY_TOO_LARGE' | 'HTTP.BAD_REQUEST') {}
}

/** Teaches the server to read forms. A form that is too large or broken is a value, so that a page can say so. */
export function readFormBodies(app: NestFastifyApplication): void {
  const fastify = app.getHttpAdapter().getInstance();
  // Nest adds a reader of its own unless it knows of another; that one refuses in JSON.
  app.useBodyParser(URLENCODED, {}, () => undefined);
  fastify.removeContentTypeParser(URLENCODED);
  fastify.addContentTypeParser(URLENCODED, async (_request: FastifyRequest, payload: IncomingMessage) => {
    const body = await readUpTo(payload, MOST_TEXT_BYTES);
    return body instanceof UnreadableForm ? body : formOf([...new URLSearchParams(body.toString('utf8'))], []);
  });
  fastify.addContentTypeParser(MULTIPART, async (request: FastifyRequest, payload: IncomingMessage) => {
    const body = await readUpTo(payload, MOST_MULTIPART_BYTES);
    return body instanceof UnreadableForm ? body : readMultipart(body, request.headers['content-type'] ?? '');
  });
}

async function readUpTo(payload: IncomingMessage, most: number): Promise<Buffer | UnreadableForm> {
  const parts: Buffer[] = [];
  let length = 0;
  // What is too much is read and forgotten: a browser shows no answer before it has sent everything.
  for await (const part of payload) {
    length += (part as Buffer).length;
    if (length <= most) parts.push(part as Buffer);
  }
  return length <= most ? Buffer.concat(parts) : new UnreadableForm('HTTP.BODY_TOO_LARGE');
}

async function readMultipart(body: Buffer, contentType: string): Promise<PostedForm | UnreadableForm> {
  try {
    const form = await new Response(new Uint8Array(body), { headers: { 'content-type': contentType } }).formData();
    const entries: [string, string][] = [];
    const files: [string, PostedFile][] = [];
    for (const [name, value] of form) {
      if (typeof value === 'string') entries.push([name, value]);
      else files.push([name, { name: value.name, type: value.type, content: Buffer.from(await value.arrayBuffer()) }]);
    }
    return formOf(entries, files);
  } catch {
    return new UnreadableForm('HTTP.BAD_REQUEST');
  }
}

function formOf(entries: [string, string][], files: [string, PostedFile][]): PostedForm | UnreadableForm {
  return entries.length + files.length > MOST_FIELDS
    ? new UnreadableForm('HTTP.BODY_TOO_LARGE')
    : new PostedForm(entries, files);
}
