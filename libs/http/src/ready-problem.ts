import type { FastifyReply, FastifyRequest } from 'fastify';
import { LANGUAGES, type Language } from '@wsis/kernel';
import type { ProblemTexts } from './problem.filter.js';
import { statusOf } from './problem.js';

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
      .type('application/problem+json; charset=utf-8')
      .send(
        `${this.beginnings.get(language) as string}"instance":"urn:uuid:${request.id}"${member === undefined ? '' : `,${member}`}}`,
      );
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
