import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { from, switchMap, type Observable } from 'rxjs';
import { AuditTrail, type AuditEntry } from '@wsis/approval';
import { ACCESS_RULE, STAFF_ROLES, type AccessRule, type IdentifiedRequest } from '@wsis/http';
import type { Database } from '@wsis/persistence';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Writes an audit entry for every staff command that was carried out, and for every read that few may make. */
export class AuditInterceptor implements NestInterceptor {
  private readonly reflector = new Reflector();

  constructor(
    private readonly service: string,
    private readonly trail: AuditTrail,
    private readonly database: Database,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (context.getType() !== 'http') return next.handle();
    const rule = this.reflector.getAllAndOverride<AccessRule | undefined>(ACCESS_RULE, [
      context.getHandler(),
      context.getClass(),
    ]);
    const request = context.switchToHttp().getRequest<IdentifiedRequest>();
    const actor = request.wsis?.actor;
    if (!actor || rule?.kind !== 'role' || !rule.roles.some((role) => STAFF_ROLES.has(role))) return next.handle();
    if (rule.options.recordsItself === true) return next.handle();
    if (SAFE.has(request.method) && rule.options.audited !== true) return next.handle();
    const params = request.params as Record<string, string>;
    return next.handle().pipe(
      switchMap((result) => {
        const entry = {
          actor: actor.accountId,
          action: `${request.method} ${(request.routeOptions.url ?? '').replace(`/api/${this.service}`, '')}`,
          subjectKind: context.getClass().name.replace(/Controller$/, ''),
          subjectId:
            params['id'] ?? params['submission'] ?? params['nominee'] ?? params['edition'] ?? textAt(result, 'id'),
          requestId: String(request.id),
          // What waits for a second person leads on to its approval.
          details: { ...params, approvalId: textAt(result, 'approvalId') || undefined },
        };
        return from(this.record(entry, editionsOf(request)).then(() => result));
      }),
    );
  }

  /** Once for each edition, so that whoever looks at one finds it. */
  private async record(entry: AuditEntry, editionIds: readonly string[]): Promise<void> {
    if (editionIds.length === 0) return this.trail.record(this.database, entry);
    await this.database.transaction(async (tx) => {
      for (const editionId of editionIds) await this.trail.record(tx, { ...entry, editionId });
    });
  }
}

/** The edition in the address, else those that the command noted. */
function editionsOf({ params, wsis }: IdentifiedRequest): readonly string[] {
  const { edition } = params as Record<string, string | undefined>;
  return edition === undefined ? (wsis?.concerned ?? []) : [edition];
}

/** The id of what a command made, as it answers it. */
function textAt(result: unknown, name: 'id' | 'approvalId'): string {
  const value = typeof result === 'object' && result !== null ? (result as Record<string, unknown>)[name] : undefined;
  return typeof value === 'string' ? value : '';
}
