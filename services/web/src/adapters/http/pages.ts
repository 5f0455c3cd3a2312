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
import { UnreadableForm } from './form-bodies.js';
import { PageProblemFilter } from './page-problem.filter.js';
import './problem-map.js';
import { RenewedSession } from './renewed-session.interceptor.js';

/** Lets no form through that another site has sent, or that could not be read. */
@Injectable()
class FormGate implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const { foreign, body } = context.switchToHttp().getRequest<FastifyRequest>();
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
    UseGuards(FormGate),
    UseInterceptors(RenewedSession),
    UseFilters(PageProblemFilter),
  );
}
