import { Inject, Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply } from 'fastify';
import { defer, switchMap, type Observable } from 'rxjs';
import { ACCESS_RULE, type AccessRule } from '@wsis/http';
import type { Clock } from '@wsis/kernel';
import { CLOCK } from '@wsis/service';
import { SignIn } from '../../application/sign-in/ports.js';

/** A token lasts an hour: who is still here in its last third gets a fresh one. */
const NEAR_END_MS = 20 * 60_000;

/** Renews the session of an account on the way to a page, so that nobody who works is thrown out. */
@Injectable()
export class RenewedSession implements NestInterceptor {
  private readonly reflector = new Reflector();

  constructor(
    @Inject(SignIn) private readonly signIn: SignIn,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const rule = this.reflector.getAllAndOverride<AccessRule>(ACCESS_RULE, [context.getHandler(), context.getClass()]);
    // Pages for everybody carry no cookie.
    if (rule.kind === 'public') return next.handle();
    const { visit } = context.switchToHttp().getResponse<FastifyReply>();
    return defer(() => this.renew(visit)).pipe(switchMap(() => next.handle()));
  }

  /** Renews if it is time. A session that cannot be renewed now still works until its end, and the page says when that is. */
  private async renew(visit: FastifyReply['visit']): Promise<void> {
    const now = this.clock.now();
    const { account } = visit;
    const isNear = (end: Date) => end.getTime() - now.getTime() <= NEAR_END_MS;
    if (account === undefined || visit.cookie('account') === undefined) return;
    const renewed = isNear(account.expiresAt) ? await this.signIn.renew(visit) : undefined;
    if (renewed?.ok) visit.keep('account', renewed.value, now);
    const endsAt = renewed?.ok ? renewed.value.expiresAt : account.expiresAt;
    visit.session = { endsAt, leftMs: endsAt.getTime() - now.getTime() };
    if (isNear(endsAt)) visit.endsSoon = endsAt;
  }
}
