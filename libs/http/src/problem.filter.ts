import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Language } from '@wsis/kernel';
import type { Logger } from '@wsis/observability';
import { ProblemException, statusOf, type FieldProblem, type ProblemBody } from './problem.js';
import type { IdentifiedRequest } from './access.js';

/** The words of a problem in one language; given by the language library. */
export interface ProblemTexts {
  language(request: FastifyRequest): Language;
  title(language: Language, code: string, params: Readonly<Record<string, string | number>>): string;
  detail(language: Language, code: string, params: Readonly<Record<string, string | number>>): string;
  rule(language: Language, error: FieldProblem): string;
}

const CODE_BY_STATUS: Readonly<Record<number, string>> = {
  400: 'HTTP.BAD_REQUEST',
  401: 'SESSION.MISSING',
  403: 'ACCESS.ROLE_REQUIRED',
  404: 'HTTP.NOT_FOUND',
  405: 'HTTP.METHOD_NOT_ALLOWED',
  413: 'HTTP.BODY_TOO_LARGE',
  415: 'HTTP.UNSUPPORTED_MEDIA_TYPE',
  422: 'HTTP.VALIDATION_FAILED',
  429: 'HTTP.TOO_MANY_REQUESTS',
  503: 'HTTP.UNAVAILABLE',
};

/** SQLSTATE classes and network errors that mean "not now", never "wrong". */
const OUTAGE =
  /^(08\w{3}|57P0[123]|53\w{3}|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN)$|timeout exceeded when trying to connect|Connection terminated|Query read timeout|Client has encountered a connection error/i;

/** Tells whether an error says that a part is away for a while. */
export function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = (error as Error & { code?: unknown }).code;
  if (typeof code === 'string' && OUTAGE.test(code)) return true;
  if (OUTAGE.test(error.message)) return true;
  const inner = (error as Error & { driverError?: unknown }).driverError ?? error.cause;
  return inner !== undefined && inner !== error && isOutage(inner);
}

/** Turns everything that is thrown into an RFC 9457 body, in the reader's language, and logs what is a bug. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly texts: ProblemTexts,
    private readonly logger: Logger,
  ) {}

  catch(error: unknown, host: ArgumentsHost): unknown {
    // Consumers have a rule of their own for what fails: it must reach them as it is.
    if (host.getType() !== 'http') throw error;
    const request = host.switchToHttp().getRequest<IdentifiedRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const refusal = toProblem(error);
    const status = statusOf(refusal.code);
    const instance = `urn:uuid:${String(request.id)}`;
    if (status >= 500) {
      const level = refusal.code === 'HTTP.INTERNAL' ? 'error' : 'warn';
      this.logger[level](
        { instance, route: request.routeOptions?.url, method: request.method, err: error, problem: refusal.code },
        'A request failed',
      );
    }
    const language = this.texts.language(request);
    const body: ProblemBody = {
      type: `/problems/${refusal.code}`,
      title: this.texts.title(language, refusal.code, refusal.params),
      status,
      detail: this.texts.detail(language, refusal.code, refusal.params),
      code: refusal.code,
      instance,
      ...refusal.extensions,
      ...(refusal.errors.length > 0
        ? { errors: refusal.errors.map((entry) => ({ ...entry, message: this.texts.rule(language, entry) })) }
        : {}),
    };
    return reply
      .status(status)
      .headers({ 'content-language': language, 'cache-control': 'no-store', ...refusal.headers })
      .type('application/problem+json; charset=utf-8')
      .send(JSON.stringify(body));
  }
}

function toProblem(error: unknown): ProblemException {
  if (error instanceof ProblemException) return error;
  const fastifyCode = (error as { code?: unknown } | undefined)?.code;
  if (fastifyCode === 'FST_ERR_CTP_BODY_TOO_LARGE') return new ProblemException('HTTP.BODY_TOO_LARGE');
  if (fastifyCode === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return new ProblemException('HTTP.UNSUPPORTED_MEDIA_TYPE');
  if (fastifyCode === 'FST_ERR_CTP_INVALID_JSON_BODY' || fastifyCode === 'FST_ERR_CTP_EMPTY_JSON_BODY') {
    return new ProblemException('HTTP.MALFORMED_JSON');
  }
  if (error instanceof SyntaxError) return new ProblemException('HTTP.MALFORMED_JSON');
  if (error instanceof HttpException) {
    const status = error.getStatus();
    const message = error.message;
    if (status === 400 && /JSON|Unexpected|property name|body/i.test(message))
      return new ProblemException('HTTP.MALFORMED_JSON');
    return new ProblemException(CODE_BY_STATUS[status] ?? 'HTTP.INTERNAL');
  }
  const status = (error as { statusCode?: unknown } | undefined)?.statusCode;
  if (typeof status === 'number' && status < 500)
    return new ProblemException(CODE_BY_STATUS[status] ?? 'HTTP.BAD_REQUEST');
  if (isOutage(error)) return new ProblemException('HTTP.UNAVAILABLE', {}, [], {}, { 'retry-after': '2' });
  return new ProblemException('HTTP.INTERNAL');
}
