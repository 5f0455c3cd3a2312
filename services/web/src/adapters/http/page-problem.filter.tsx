import { Catch, HttpException, Inject, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ProblemException, isOutage, statusOf } from '@wsis/http';
import { negotiateLanguage, problemTexts } from '@wsis/i18n';
import { isLanguage, type Language } from '@wsis/kernel';
import type { Logger } from '@wsis/observability';
import { LOGGER } from '@wsis/service';
import { PartAway } from '../../application/ports.js';
import { Refusal } from '../../pages/refusal.js';
import { answerPage } from './answer-page.js';
import { NothingThere } from './nothing-there.js';
import { PUBLIC_URL } from './tokens.js';

const RETRY_SECONDS = '5';

/** Turns everything that is thrown into a page in the reader's language, and logs what is a bug. */
@Catch()
export class PageProblemFilter implements ExceptionFilter {
  constructor(
    @Inject(LOGGER) private readonly logger: Logger,
    @Inject(PUBLIC_URL) private readonly publicUrl: string,
  ) {}

  catch(error: unknown, host: ArgumentsHost): unknown {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const code = codeOf(error);
    const status = error instanceof NothingThere ? 404 : statusOf(code);
    const instance = String(request.id);
    if (status >= 500) {
      const level = code === 'HTTP.INTERNAL' ? 'error' : 'warn';
      this.logger[level]({ instance, route: request.routeOptions.url, err: error, problem: code }, 'A page failed');
    }
    const { language, path } = readerOf(request);
    const page = { language, path, publicUrl: this.publicUrl };
    if (status === 503) reply.header('retry-after', RETRY_SECONDS);
    return answerPage(
      request,
      reply,
      <Refusal
        page={page}
        title={problemTexts.title(language, code)}
        detail={problemTexts.detail(language, code)}
        instance={instance}
      />,
      { language, status },
    );
  }
}

function codeOf(error: unknown): string {
  if (error instanceof NothingThere || error instanceof ProblemException) return error.code;
  if (error instanceof PartAway || isOutage(error)) return 'HTTP.UNAVAILABLE';
  if (error instanceof HttpException && error.getStatus() === 404) return 'HTTP.NOT_FOUND';
  return 'HTTP.INTERNAL';
}

/** The language of the address, else the one the browser asks for; and the address without it. */
function readerOf(request: FastifyRequest): { language: Language; path: string } {
  const [, first = '', ...rest] = (request.url.split('?')[0] ?? '/').split('/');
  if (isLanguage(first))
    return { language: first, path: rest.length > 0 && rest[0] !== '' ? `/${rest.join('/')}` : '' };
  return { language: negotiateLanguage(request.headers['accept-language']), path: '' };
}
