import { Catch, HttpException, Inject, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ProblemException, isOutage, statusOf } from '@wsis/http';
import { negotiateLanguage, problemTexts, translate } from '@wsis/i18n';
import { isLanguage, type Language } from '@wsis/kernel';
import type { Logger } from '@wsis/observability';
import { LOGGER } from '@wsis/service';
import { PartAway } from '../../application/ports.js';
import { ReadRefused, type Refused } from '../../application/refused.js';
import { PostedForm } from '../../pages/forms/posted-form.js';
import { pageContext } from '../../pages/page-context.js';
import { Refusal, type RefusalProps } from '../../pages/refusal.js';
import { answerPage } from './answer-page.js';
import { UnreadableForm } from './form-bodies.js';
import { NothingThere } from './nothing-there.js';
import { PUBLIC_URL } from './tokens.js';

const RETRY_SECONDS = 5;
/** The code of a refusal, for programs and for the scripts of our own pages. */
const PROBLEM_HEADER = 'wsis-problem';

/** What has to be done first, by the code of the refusal. */
const SIGN_IN_FIRST = /^SESSION\./;
const SECOND_FACTOR_FIRST = /^ACCESS\.SECOND_FACTOR_/;

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
    const { code, status, title, detail, retryAfterSeconds } = refusedBy(error);
    const instance = String(request.id);
    if (status >= 500) {
      const level = code === 'HTTP.INTERNAL' ? 'error' : 'warn';
      this.logger[level]({ instance, route: request.routeOptions.url, err: error, problem: code }, 'A page failed');
    }
    reply.header(PROBLEM_HEADER, code);
    if (status === 503 || status === 429) reply.header('retry-after', retryAfterSeconds ?? RETRY_SECONDS);
    const { language, path } = readerOf(request);
    const { visit } = reply;
    if (SIGN_IN_FIRST.test(code)) visit.forget('account');
    // A form cannot be gone back to by its address: it waits in a page of its own.
    const from = request.method === 'GET' ? path : '/sign-in/back';
    const detour = detourOf(code, `/${language}${from}`);
    if (detour !== undefined && request.method === 'GET') return visit.goTo(`/${language}${detour}`);
    const page = pageContext({ language, path, publicUrl: this.publicUrl });
    return answerPage(
      request,
      reply,
      page,
      <Refusal
        title={title ?? problemTexts.title(language, code)}
        detail={detail ?? problemTexts.detail(language, code)}
        code={code}
        instance={instance}
        {...(request.method === 'GET' ? {} : keptForm(request, path))}
        mend={detour === undefined ? undefined : { path: detour, label: labelOf(language, code) }}
      />,
      { status },
    );
  }
}

/** A form of ours may be sent again; what another site has sent is only shown. */
function keptForm(request: FastifyRequest, path: string): Pick<RefusalProps, 'typed' | 'sendAgainTo'> {
  const { body, foreign } = request;
  if (body instanceof UnreadableForm) return { typed: body.typed };
  return body instanceof PostedForm ? { typed: body, sendAgainTo: foreign === true ? undefined : path } : {};
}

/** The page that removes the obstacle and leads back. */
function detourOf(code: string, from: string): string | undefined {
  const to = `to=${encodeURIComponent(from)}`;
  if (SIGN_IN_FIRST.test(code)) return `/sign-in?${to}`;
  return SECOND_FACTOR_FIRST.test(code) ? `/sign-in/second-factor?${to}` : undefined;
}

function labelOf(language: Language, code: string): string {
  return SIGN_IN_FIRST.test(code)
    ? translate(language, 'web.sign-in.title')
    : translate(language, 'web.second-factor.title');
}

function refusedBy(error: unknown): Pick<Refused, 'code' | 'status' | 'title' | 'detail' | 'retryAfterSeconds'> {
  if (error instanceof ReadRefused) return error.refused;
  const code = codeOf(error);
  return { code, status: error instanceof NothingThere ? 404 : statusOf(code) };
}

function codeOf(error: unknown): string {
  if (error instanceof NothingThere || error instanceof ProblemException) return error.code;
  if (error instanceof PartAway) return error.code;
  if (isOutage(error)) return 'HTTP.UNAVAILABLE';
  if (error instanceof HttpException && error.getStatus() === 404) return 'HTTP.NOT_FOUND';
  return 'HTTP.INTERNAL';
}

/** The language of the address, else the one the browser asks for; and the address without it. */
function readerOf(request: FastifyRequest): { language: Language; path: string } {
  const [, first = ''] = request.url.split(/[/?]/);
  if (isLanguage(first)) return { language: first, path: request.url.slice(1 + first.length) };
  return { language: negotiateLanguage(request.headers['accept-language']), path: '' };
}
