import { err, ok, type Result } from '@wsis/kernel';
import { refusal, type IdentityError } from '../domain/identity-error.js';
import { afterMembershipChanged } from './change-membership.js';
import type { Parts } from './ports.js';

/** Takes somebody out of an organisation, or an invitation back; whoever administers it does, or the secretariat. */
export class RemoveMember {
  constructor(private readonly parts: Pick<Parts, 'work' | 'clock'>) {}

  async run(request: {
    organisationId: string;
    accountId: string;
    /** Who administers the organisation; `secretariat` may for every one. */
    removedBy: { readonly accountId: string } | 'secretariat';
  }): Promise<Result<void, IdentityError>> {
    const { work, clock } = this.parts;
    const { organisationId, accountId, removedBy } = request;
    return work.run(async (tx): Promise<Result<void, IdentityError>> => {
      // Before the organisation, as whoever joins or leaves takes it.
      await tx.accounts.lock(accountId);
      if (!(await tx.organisations.hold(organisationId))) return err(refusal('IDENTITY.ORGANISATION_UNKNOWN'));
      if (removedBy !== 'secretariat') {
        if ((await tx.organisations.membership(organisationId, removedBy.accountId)) !== 'active') {
          return err(refusal('IDENTITY.NOT_A_MEMBER'));
        }
        const administrator = await tx.organisations.administrator(organisationId);
        if (administrator !== removedBy.accountId) return err(refusal('IDENTITY.ADMINISTRATOR_REQUIRED'));
      }
      if (!(await tx.organisations.leave(organisationId, accountId))) return err(refusal('IDENTITY.MEMBER_UNKNOWN'));
      await afterMembershipChanged(tx, accountId, clock.now());
      return ok(undefined);
    });
  }
}
