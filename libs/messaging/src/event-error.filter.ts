import { Catch, type ExceptionFilter } from '@nestjs/common';
import { type Observable, throwError } from 'rxjs';

/** Lets the transport see what a handler really threw: Nest's own filter turns it into "Internal server error". */
@Catch()
export class EventErrorFilter implements ExceptionFilter {
  catch(error: unknown): Observable<never> {
    return throwError(() => (error instanceof Error ? error : new HandlerFailure(String(error))));
  }
}

/** What a handler threw was no Error. */
export class HandlerFailure extends Error {
  override readonly name = 'HandlerFailure';
}
