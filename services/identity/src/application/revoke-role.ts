import { err, ok, type Result } from '@wsis/kernel';
import { refusal, type IdentityError } from '../domain/identity-error.js';
import { administers, type Grant } from '../domain/role.js';
import type { IdentityWork, Parts } from './ports.js';

/** So many people must be left who can agree to each other's proposals. */
const FEWEST_SECRETARIES = 2;

/** Tells whether two persons would be left to run an edition without this grant. */
export async function leavesEnoughSecretaries(tx: IdentityWork, grant: Grant): Promise<boolean> {
  if (grant.role !== 'secretariat' || grant.editionId !== '*') return true;
  return (await tx.roles.countHolders('secretariat', '*')) > FEWEST_SECRETARIES;
}

/** Takes a role from an account at once, and with it every session that states it. */
export class RevokeRole {
  constructor(private readonly parts: Pick<Parts, 'work' | 'clock'>) {}

  async run(request: { revokedBy: string; accountId: string; grant: Grant }): Promise<Result<void, IdentityError>> {
    const { work, clock } = this.parts;
    const { accountId, grant } = request;
    return work.run(async (tx): Promise<Result<void, IdentityError>> => {
      const revoker = await tx.roles.of(request.revokedBy);
      if (!administers(revoker, grant.editionId)) {
        return err(refusal('IDENTITY.ROLE_OUT_OF_SCOPE', [{ field: 'edition', rule: 'scope' }]));
      }
      if (!(await tx.accounts.lock(accountId))) return err(refusal('IDENTITY.GRANT_UNKNOWN'));
      if (!(await leavesEnoughSecretaries(tx, grant))) return err(refusal('IDENTITY.LAST_SECRETARIAT'));
      if (!(await tx.roles.revoke(accountId, grant))) return err(refusal('IDENTITY.GRANT_UNKNOWN'));
      const ended = await tx.sessions.end(accountId, clock.now());
      tx.publish(
        { fact: 'role-revoked', accountId, grant, version: await tx.accounts.nextVersion(accountId) },
        ...ended.map((session) => ({ fact: 'session-revoked' as const, ...session })),
      );
      return ok(undefined);
    });
  }
}
