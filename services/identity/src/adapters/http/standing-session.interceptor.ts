import { Inject, Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { from, switchMap, type Observable } from 'rxjs';
import { problem, type IdentifiedRequest } from '@wsis/http';
import { IntrospectSession } from '../../application/introspect-session.js';

/** Reads are refused here from the instant a session is revoked; elsewhere that takes seconds, because no one asks. */
@Injectable()
export class StandingSession implements NestInterceptor {
  constructor(@Inject(IntrospectSession) private readonly introspect: IntrospectSession) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const { method, wsis } = context.switchToHttp().getRequest<IdentifiedRequest>();
    if (method !== 'GET' || !wsis?.actor) return next.handle();
    return from(this.introspect.run(wsis.actor)).pipe(
      switchMap((standing) => {
        if (!standing) throw problem('SESSION.REVOKED');
        return next.handle();
      }),
    );
  }
}
