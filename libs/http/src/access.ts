import { SetMetadata, createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Role } from '@wsis/kernel';
import type { AccountClaims, VoterClaims } from './sessions.js';

export { ROLES, STAFF_ROLES, type Role } from '@wsis/kernel';

export interface RoleRuleOptions {
  /** Name of the path parameter that holds the edition; `edition` unless told. */
  readonly edition?: string;
  /** Demands a second factor verified within the last ten minutes. */
  readonly fresh?: boolean;
  /** Records reads too: for routes that show what few may see. */
  readonly audited?: boolean;
  /** The route puts on record itself what is done, with more than its address says; nothing else records it. */
  readonly recordsItself?: boolean;
}

export type AccessRule =
  | { readonly kind: 'public' }
  | { readonly kind: 'signed-in' }
  | { readonly kind: 'voter'; readonly edition: string }
  | { readonly kind: 'role'; readonly roles: readonly Role[]; readonly options: RoleRuleOptions }
  | { readonly kind: 'internal' };

export const ACCESS_RULE = 'wsis:access-rule';

/** The access rule of a route. Every route has one: a service with a route without one does not start. */
export const Access = {
  public: () => SetMetadata(ACCESS_RULE, { kind: 'public' } satisfies AccessRule),
  signedIn: () => SetMetadata(ACCESS_RULE, { kind: 'signed-in' } satisfies AccessRule),
  voter: (options: { edition?: string } = {}) =>
    SetMetadata(ACCESS_RULE, { kind: 'voter', edition: options.edition ?? 'edition' } satisfies AccessRule),
  role: (...args: (Role | RoleRuleOptions)[]) => {
    const roles = args.filter((arg): arg is Role => typeof arg === 'string');
    const options = args.find((arg): arg is RoleRuleOptions => typeof arg === 'object') ?? {};
    if (roles.length === 0) throw new Error('Access.role() needs at least one role');
    return SetMetadata(ACCESS_RULE, { kind: 'role', roles, options } satisfies AccessRule);
  },
  internal: () => SetMetadata(ACCESS_RULE, { kind: 'internal' } satisfies AccessRule),
};

/** What the guard found out about the caller; it lives as long as the request. */
export interface RequestIdentity {
  actor?: AccountClaims;
  voter?: VoterClaims;
  /** The editions that a command concerns, where its address does not name one. */
  concerned?: readonly string[];
}

export type IdentifiedRequest = FastifyRequest & { wsis?: RequestIdentity };

/** The signed-in account: `{ accountId, sessionId, roles, language, secondFactorAt? }`. */
export const Actor = createParamDecorator((_: unknown, context: ExecutionContext): AccountClaims => {
  const actor = context.switchToHttp().getRequest<IdentifiedRequest>().wsis?.actor;
  if (!actor) throw new Error('A route without a signed-in account asked for the actor');
  return actor;
});

/** The actor if there is one; public routes may show a little more to those who may see it. */
export const OptionalActor = createParamDecorator(
  (_: unknown, context: ExecutionContext): AccountClaims | undefined =>
    context.switchToHttp().getRequest<IdentifiedRequest>().wsis?.actor,
);

/** Notes for the audit trail which editions a command concerns, where its address does not name one. */
export function noteEditions(request: IdentifiedRequest, editionIds: readonly string[]): void {
  (request.wsis ??= {}).concerned = [...new Set(editionIds)];
}

/** The voter that a ballot session stands for. */
export const Voter = createParamDecorator((_: unknown, context: ExecutionContext): VoterClaims => {
  const voter = context.switchToHttp().getRequest<IdentifiedRequest>().wsis?.voter;
  if (!voter) throw new Error('A route without a voter session asked for the voter');
  return voter;
});

/** Tells whether an account holds one of the roles for an edition (`*` covers all editions). */
export function holdsRole(actor: AccountClaims, roles: readonly Role[], editionId?: string): boolean {
  return actor.roles.some(
    (held) =>
      roles.includes(held.role) && (editionId === undefined || held.edition === '*' || held.edition === editionId),
  );
}
