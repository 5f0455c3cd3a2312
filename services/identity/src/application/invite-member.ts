import { err, ok, type Language, type Result } from '@wsis/kernel';
import { canonicalAddress } from '../domain/canonical-address.js';
import { refusal, type IdentityError } from '../domain/identity-error.js';
import type { Parts } from './ports.js';

/** Invites somebody into an organisation by address. Membership begins when the person accepts, never before. */
export class InviteMember {
  constructor(private readonly parts: Pick<Parts, 'work' | 'keys' | 'budgets' | 'bell' | 'clock' | 'ids'>) {}

  async run(request: {
    accountId: string;
    organisationId: string;
    email: string;
    language: Language;
  }): Promise<Result<void, IdentityError>> {
    const { work, keys, budgets, bell, clock, ids } = this.parts;
    const address = canonicalAddress(request.email);
    if (!address.ok) return err(refusal('IDENTITY.ADDRESS_INVALID', [{ field: 'email', rule: address.error }]));
    const admission = await budgets.mayInviteMember(request.accountId);
    if (!admission.admitted) {
      if ('closed' in admission) return err({ code: 'HTTP.UNAVAILABLE', retryAfterSeconds: 5 });
      return err({ code: 'HTTP.TOO_MANY_REQUESTS', retryAfterSeconds: admission.retryAfterSeconds });
    }
    const outcome = await work.run(async (tx): Promise<Result<void, IdentityError>> => {
      const now = clock.now();
      const organisation = await tx.organisations.find(request.organisationId);
      if (!organisation) return err(refusal('IDENTITY.ORGANISATION_UNKNOWN'));
      if ((await tx.organisations.membership(request.organisationId, request.accountId)) !== 'active') {
        return err(refusal('IDENTITY.NOT_A_MEMBER'));
      }
      const invited = await tx.accounts.findOrCreate({
        accountId: ids.next(),
        address: address.value.deliverable,
        addressHash: keys.addressHash(address.value.canonical),
        language: request.language,
        displayName: '',
        country: '',
        stakeholderType: '',
        createdAt: now,
      });
      // It may have been merged meanwhile, and nobody is invited into what is no more.
      if (!(await tx.organisations.hold(request.organisationId))) return err(refusal('IDENTITY.ORGANISATION_UNKNOWN'));
      if (!(await tx.organisations.invite(request.organisationId, invited.accountId, now))) return ok(undefined);
      await tx.mails.add([
        {
          mailId: ids.next(),
          kind: 'organisation-invitation',
          address: invited.address,
          addressHash: invited.addressHash,
          language: request.language,
          params: { organisation: organisation.name },
          createdAt: now,
        },
      ]);
      return ok(undefined);
    });
    bell.ring();
    return outcome;
  }
}
