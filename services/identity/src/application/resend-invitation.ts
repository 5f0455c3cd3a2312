import { err, ok, type Result } from '@wsis/kernel';
import { refusal, type IdentityError } from '../domain/identity-error.js';
import { invitationParams } from './grant-role.js';
import type { Parts } from './ports.js';

/** Mails an invitation once more to somebody who holds a role in an edition; nothing about the role changes. */
export class ResendInvitation {
  constructor(private readonly parts: Pick<Parts, 'work' | 'bell' | 'clock' | 'ids'>) {}

  async run(request: { accountId: string; editionId: string }): Promise<Result<void, IdentityError>> {
    const { work, bell, clock, ids } = this.parts;
    const sent = await work.run(async (tx): Promise<Result<void, IdentityError>> => {
      const account = await tx.accounts.find(request.accountId);
      const grants = await tx.roles.of(request.accountId);
      const grant = grants.find((each) => each.editionId === request.editionId || each.editionId === '*');
      if (!account || !grant) return err(refusal('IDENTITY.GRANT_UNKNOWN'));
      await tx.mails.add([
        {
          mailId: ids.next(),
          kind: 'role-invitation',
          address: account.address,
          addressHash: account.addressHash,
          language: account.language,
          params: await invitationParams(tx, grant),
          createdAt: clock.now(),
        },
      ]);
      return ok(undefined);
    });
    bell.ring();
    return sent;
  }
}
