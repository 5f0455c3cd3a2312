import {
  Controller,
  Injectable,
  UseFilters,
  UseGuards,
  UseInterceptors,
  applyDecorators,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { problem } from '@wsis/http';
import { isLanguage } from '@wsis/kernel';
import { UnreadableForm } from './form-bodies.js';
import { NothingThere } from './nothing-there.js';
import { PageProblemFilter } from './page-problem.filter.js';
import './problem-map.js';
import { RenewedSession } from './renewed-session.interceptor.js';

/** Knows no page in a language that is none, and lets no form through that another site has sent or that could not be read. */
@Injectable()
class PageGate implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const { foreign, body, params } = context.switchToHttp().getRequest<FastifyRequest>();
    const { language } = params as { readonly language?: string };
    if (language !== undefined && !isLanguage(language)) throw new NothingThere('HTTP.NOT_FOUND');
    if (foreign === true) throw problem('WEB.FOREIGN_FORM');
    if (body instanceof UnreadableForm) throw problem(body.code);
    return true;
  }
}

/** A controller of pages: what is thrown becomes a page, foreign forms are refused, sessions near their end are renewed. */
export function Pages(path = ':language'): ClassDecorator {
  return applyDecorators(
    ApiExcludeController(),
    Controller(path),
    UseGuards(PageGate),
    UseInterceptors(RenewedSession),
    UseFilters(PageProblemFilter),
  );
}
