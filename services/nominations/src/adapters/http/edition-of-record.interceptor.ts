import { Inject, Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { defer, switchMap, type Observable } from 'rxjs';
import { noteEditions, type IdentifiedRequest } from '@wsis/http';
import { NominationsScreens } from '../../application/screens.js';
import { isRecordId } from './record-id.js';

/** Lets the audit trail know of which edition the submission or nominee is that a command names. */
@Injectable()
export class EditionOfRecord implements NestInterceptor {
  constructor(@Inject(NominationsScreens) private readonly screens: NominationsScreens) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<IdentifiedRequest>();
    return defer(() => this.note(request)).pipe(switchMap(() => next.handle()));
  }

  private async note(request: IdentifiedRequest): Promise<void> {
    const { id = '' } = request.params as { readonly id?: string };
    if (!isRecordId(id)) return;
    const editionId = await this.screens.editionOfRecord(id);
    if (editionId !== undefined) noteEditions(request, [editionId]);
  }
}
