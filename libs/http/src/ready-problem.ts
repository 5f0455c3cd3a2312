import type { FastifyReply, FastifyRequest } from 'fastify';
import { LANGUAGES, type Language } from '@wsis/kernel';
import type { ProblemTexts } from './problem.filter.js';
import { statusOf } from './problem.js';
import { writeTogether } from './together.js';

const TYPE = 'application/problem+json; charset=utf-8';
/** What every answer of a service carries, see `startService`. */
const BARE_HEADERS = ['content-type', TYPE, 'cache-control', 'no-store', 'x-content-type-options', 'nosniff'];

/**
 * A problem whose words are set beforehand in every language, for refusals that must cost next to nothing:
 * nothing is thrown, looked up or logged.
 */
export class ReadyProblem {
  private readonly beginnings: ReadonlyMap<Language, string>;

  constructor(
    private readonly texts: ProblemTexts,
    private readonly code: string,
  ) {
    this.beginnings = new Map(LANGUAGES.map((language) => [language, this.beginning(language)]));
  }

  /** Answers. `member` is a further member of the body as JSON, for example `"queue":{...}`. */
  send(request: FastifyRequest, reply: FastifyReply, retryAfterSeconds: number, member?: string): FastifyReply {
    const language = this.texts.language(request);
    return reply
      .code(statusOf(this.code))
      .headers({
        'content-language': language,
        'cache-control': 'no-store',
        'retry-after': String(retryAfterSeconds),
      })
      .type(TYPE)
      .send(this.body(language, request.id, member));
  }

  /**
   * The same for when thousands a second are refused: past Fastify's own way of answering, so that no hook sees the answer, and
   * together with other answers. `member` and the header, its name and its value, are of this answer alone.
   */
  sendBare(
    request: FastifyRequest,
    reply: FastifyReply,
    retryAfterSeconds: number,
    member: string,
    [name, value]: readonly [string, string],
  ): void {
    const language = this.texts.language(request);
    const body = this.body(language, request.id, member);
    const { raw } = reply.hijack();
    const headers = [
      ...BARE_HEADERS,
      ...['content-language', language, 'retry-after', String(retryAfterSeconds), name, value],
      ...['content-length', String(Buffer.byteLength(body))],
    ];
    writeTogether(() => raw.writeHead(statusOf(this.code), headers).end(body));
  }

  private body(language: Language, requestId: string, member: string | undefined): string {
    return `${this.beginnings.get(language) as string}"instance":"urn:uuid:${requestId}"${member === undefined ? '' : `,${member}`}}`;
  }

  private beginning(language: Language): string {
    const { code, texts } = this;
    const members = JSON.stringify({
      type: `/problems/${code}`,
      title: texts.title(language, code, {}),
      status: statusOf(code),
      detail: texts.detail(language, code, {}),
      code,
    });
    return `${members.slice(0, -1)},`;
  }
}
