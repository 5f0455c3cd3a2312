import { err, ok, type Result } from '@wsis/kernel';
import { refusal, type IdentityError } from '../domain/identity-error.js';
import { retellRoles } from './grant-role.js';
import type { IdentityWork, Parts } from './ports.js';

/** Accepts an invitation into an organisation, or leaves it. */
export class ChangeMembership {
  constructor(private readonly parts: Pick<Parts, 'work' | 'clock'>) {}

  async run(request: {
    accountId: string;
    organisationId: string;
    to: 'member' | 'outside';
  }): Promise<Result<void, IdentityError>> {
    const { work, clock } = this.parts;
    const { accountId, organisationId } = request;
    return work.run(async (tx): Promise<Result<void, IdentityError>> => {
      const now = clock.now();
      if (!(await tx.accounts.lock(accountId))) return err(refusal('SESSION.REVOKED'));
      const changed =
        request.to === 'member'
          ? await tx.organisations.join(organisationId, accountId, now)
          : await tx.organisations.leave(organisationId, accountId);
      if (!changed) return err(refusal('IDENTITY.NOT_A_MEMBER'));
      await afterMembershipChanged(tx, accountId, now);
      return ok(undefined);
    });
  }
}

/** Ends ballot sessions, because what they bar may have changed, and tells the others whom the account belongs to now. */
export async function afterMembershipChanged(tx: IdentityWork, accountId: string, now: Date): Promise<void> {
  const ended = await tx.sessions.endVoterSessions({ accountId }, now);
  tx.publish(...ended.map((session) => ({ fact: 'session-revoked' as const, ...session })));
  await retellRoles(tx, accountId);
}
