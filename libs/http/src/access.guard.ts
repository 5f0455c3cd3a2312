import { type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Clock } from '@wsis/kernel';
import {
  ACCESS_RULE,
  STAFF_ROLES,
  holdsRole,
  type AccessRule,
  type IdentifiedRequest,
  type RequestIdentity,
} from './access.js';
import { problem } from './problem.js';
import type { AccountClaims, AccountSessions, InternalTokens, VoterClaims, VoterSessions } from './sessions.js';

/** Asks identity whether a session still stands. */
export interface SessionIntrospection {
  isActive(claims: AccountClaims): Promise<boolean>;
}

export interface AccessGuardParts {
  readonly accountSessions: AccountSessions;
  readonly voterSessions: VoterSessions | undefined;
  readonly internalTokens: InternalTokens;
  readonly introspection: SessionIntrospection;
  /** Sessions that this service has learned to refuse. */
  readonly revoked: { has(sessionId: string): boolean };
  readonly clock: Clock;
}

/** How long a second factor counts as fresh (two-person commands). */
export const SECOND_FACTOR_FRESH_MS = 10 * 60_000;

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** The one gate in front of every route. */
export class AccessGuard implements CanActivate {
  private readonly reflector = new Reflector();

  constructor(private readonly parts: AccessGuardParts) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const rule = this.reflector.getAllAndOverride<AccessRule | undefined>(ACCESS_RULE, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (!rule) throw new Error(`Route ${context.getClass().name}.${context.getHandler().name} has no access rule`);
    const request = context.switchToHttp().getRequest<IdentifiedRequest>();
    const found: RequestIdentity = {};
    request.wsis = found;
    const token = bearer(request.headers.authorization);
    switch (rule.kind) {
      case 'public':
        if (token !== undefined && !token.startsWith('wv1.')) {
          const claims = await this.parts.accountSessions.verify(token);
          if (typeof claims !== 'string' && !this.parts.revoked.has(claims.sessionId)) found.actor = claims;
        }
        return true;
      case 'internal':
        if (token === undefined || !this.parts.internalTokens.verify(token, this.parts.clock.now().getTime())) {
          throw problem('HTTP.NOT_FOUND');
        }
        return true;
      case 'voter': {
        found.voter = this.voter(token);
        const edition = (request.params as Record<string, string>)[rule.edition];
        if (edition !== undefined && edition !== found.voter.editionId) throw problem('SESSION.WRONG_KIND');
        return true;
      }
      case 'signed-in':
        found.actor = await this.account(token);
        if (!SAFE_METHODS.has(request.method)) await this.introspect(found.actor);
        return true;
      case 'role': {
        const actor = await this.account(token);
        found.actor = actor;
        const edition = (request.params as Record<string, string>)[rule.options.edition ?? 'edition'];
        if (!holdsRole(actor, rule.roles, edition)) {
          throw problem('ACCESS.ROLE_REQUIRED', { roles: rule.roles.join(', ') });
        }
        const staff = rule.roles.some((role) => STAFF_ROLES.has(role));
        if (staff && actor.secondFactorAt === undefined) throw problem('ACCESS.SECOND_FACTOR_REQUIRED');
        if (rule.options.fresh === true) {
          const age = this.parts.clock.now().getTime() - (actor.secondFactorAt?.getTime() ?? 0);
          if (age > SECOND_FACTOR_FRESH_MS) throw problem('ACCESS.SECOND_FACTOR_STALE');
        }
        if (!SAFE_METHODS.has(request.method) || rule.options.audited === true) await this.introspect(actor);
        return true;
      }
    }
  }

  private voter(token: string | undefined): VoterClaims {
    if (token === undefined) throw problem('SESSION.MISSING');
    if (!this.parts.voterSessions || !token.startsWith('wv1.')) throw problem('SESSION.WRONG_KIND');
    const claims = this.parts.voterSessions.verify(token, this.parts.clock.now().getTime());
    if (claims === 'expired') throw problem('SESSION.EXPIRED');
    if (claims === 'forged') throw problem('SESSION.FORGED');
    return claims;
  }

  private async account(token: string | undefined): Promise<AccountClaims> {
    if (token === undefined) throw problem('SESSION.MISSING');
    if (token.startsWith('wv1.')) throw problem('SESSION.WRONG_KIND');
    const claims = await this.parts.accountSessions.verify(token);
    if (claims === 'expired') throw problem('SESSION.EXPIRED');
    if (claims === 'forged') throw problem('SESSION.FORGED');
    if (this.parts.revoked.has(claims.sessionId)) throw problem('SESSION.REVOKED');
    return claims;
  }

  /** Commands ask identity, and fail closed where it cannot be asked. */
  private async introspect(claims: AccountClaims): Promise<void> {
    let active: boolean;
    try {
      active = await this.parts.introspection.isActive(claims);
    } catch {
      throw problem('ACCESS.IDENTITY_UNREACHABLE', {}, [], {}, { 'retry-after': '5' });
    }
    if (!active) throw problem('SESSION.REVOKED');
  }
}

function bearer(header: string | undefined): string | undefined {
  return header?.startsWith('Bearer ') ? header.slice(7).trim() : undefined;
}
