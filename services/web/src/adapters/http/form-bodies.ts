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

/** Beside a file that is too large: the words before it and after it. */
const MOST_KEPT_BYTES = 128 * 1024;

/** A form that could not be read: which problem its sender is told, and what of it could be made out. */
export class UnreadableForm {
  constructor(
    readonly code: 'HTTP.BODY_TOO_LARGE' | 'HTTP.BAD_REQUEST',
    readonly typed = PostedForm.EMPTY,
  ) {}
}

/** Teaches the server to read forms. A form that is too large or broken is a value, so that a page can say so. */
export function readFormBodies(app: NestFastifyApplication): void {
  const fastify = app.getHttpAdapter().getInstance();
  // Nest adds a reader of its own unless it knows of another; that one refuses in JSON.
  app.useBodyParser(URLENCODED, {}, () => undefined);
  fastify.removeContentTypeParser(URLENCODED);
  fastify.addContentTypeParser(URLENCODED, async (_request: FastifyRequest, payload: IncomingMessage) => {
    const { whole, ends } = await readUpTo(payload, MOST_TEXT_BYTES);
    if (ends !== undefined) return new UnreadableForm('HTTP.BODY_TOO_LARGE');
    return formOf([...new URLSearchParams(whole.toString('utf8'))], []);
  });
  fastify.addContentTypeParser(MULTIPART, async (request: FastifyRequest, payload: IncomingMessage) => {
    const { whole, ends } = await readUpTo(payload, MOST_MULTIPART_BYTES);
    const contentType = request.headers['content-type'] ?? '';
    if (ends !== undefined) return new UnreadableForm('HTTP.BODY_TOO_LARGE', wordsIn(ends, contentType));
    return readMultipart(whole, contentType);
  });
}

/** All of a body; of one that is too large, where it begins and where it ends. */
async function readUpTo(payload: IncomingMessage, most: number): Promise<{ whole: Buffer; ends?: Buffer }> {
  const parts: Buffer[] = [];
  let length = 0;
  let end = Buffer.alloc(0);
  // What is too much is read and forgotten: a browser shows no answer before it has sent everything.
  for await (const part of payload) {
    length += (part as Buffer).length;
    if (length <= most) parts.push(part as Buffer);
    else end = Buffer.concat([end, part as Buffer]).subarray(-MOST_KEPT_BYTES);
  }
  const whole = Buffer.concat(parts);
  return length <= most ? { whole } : { whole, ends: Buffer.concat([whole.subarray(0, MOST_KEPT_BYTES), end]) };
}

/** The fields of a form beside the file that made it too large. */
function wordsIn(ends: Buffer, contentType: string): PostedForm {
  const boundary = /boundary="?([^";]+)/.exec(contentType)?.[1];
  if (boundary === undefined) return PostedForm.EMPTY;
  const entries = ends
    .toString('utf8')
    .split(`--${boundary}`)
    .slice(1)
    .flatMap((part): [string, string][] => {
      const [head = '', ...rest] = part.split('\r\n\r\n');
      const name = /; name="([^"]*)"/.exec(head)?.[1];
      if (name === undefined || head.includes('filename=')) return [];
      return [[name, rest.join('\r\n\r\n').replace(/\r\n$/, '')]];
    });
  return new PostedForm(entries.slice(0, MOST_FIELDS), []);
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
