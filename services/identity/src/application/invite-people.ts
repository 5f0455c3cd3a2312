import { err, ok, type Language, type Result } from '@wsis/kernel';
import { canonicalAddress, type MailboxAddress } from '../domain/canonical-address.js';
import { refusal, Undone, type FieldRefusal, type IdentityError } from '../domain/identity-error.js';
import {
  administers,
  ALL_EDITIONS,
  mayBeOfOneCategory,
  mayCoverAllEditions,
  needsTwoPersons,
  type Grant,
  type InvitedRole,
} from '../domain/role.js';
import { giveRole } from './grant-role.js';
import type { IdentityWork, Parts, Proposer } from './ports.js';

export interface Invitation {
  readonly email: string;
  readonly role: InvitedRole;
  readonly editionId: string;
  readonly category: string;
  readonly language: Language;
}

export interface InvitationOutcome {
  readonly accountId: string;
  readonly outcome: 'granted' | 'already-held' | 'awaiting-approval';
  readonly approvalId?: string;
}

/** Gives roles to people by their addresses: all of the list, or none. Roles that oversee others wait for a second person. */
export class InvitePeople {
  constructor(private readonly parts: Pick<Parts, 'work' | 'keys' | 'bell' | 'clock' | 'ids'>) {}

  /** The outcomes stand in the order of the invitations. */
  async run(request: {
    invitedBy: Proposer;
    invitations: readonly Invitation[];
  }): Promise<Result<readonly InvitationOutcome[], IdentityError>> {
    try {
      const outcome = await this.inviteAll(request.invitedBy, request.invitations);
      this.parts.bell.ring();
      return outcome;
    } catch (error) {
      if (error instanceof Undone) return err(error.refusal);
      throw error;
    }
  }

  private async inviteAll(invitedBy: Proposer, invitations: readonly Invitation[]) {
    return this.parts.work.run(async (tx): Promise<Result<readonly InvitationOutcome[], IdentityError>> => {
      const inviter = await tx.roles.of(invitedBy.accountId);
      const outOfScope = invitations.findIndex((each) => !administers(inviter, each.editionId));
      if (outOfScope >= 0) {
        const field = `invitations.${outOfScope}.edition`;
        return err(refusal('IDENTITY.ROLE_OUT_OF_SCOPE', [{ field, rule: 'scope' }]));
      }
      const addresses = readAddresses(invitations);
      if (!addresses.ok) return addresses;
      const outcomes: InvitationOutcome[] = new Array<InvitationOutcome>(invitations.length);
      // In one order for everybody, so that two lists with the same people never wait for each other.
      for (const { place, address } of this.inOrder(addresses.value)) {
        const invitation = invitations[place] as Invitation;
        outcomes[place] = await this.invite(tx, invitedBy, invitation, address);
      }
      return ok(outcomes);
    });
  }

  private inOrder(addresses: readonly MailboxAddress[]) {
    return addresses
      .map((address, place) => ({ place, address, hash: this.parts.keys.addressHash(address.canonical) }))
      .sort((a, b) => (a.hash < b.hash ? -1 : a.hash > b.hash ? 1 : a.place - b.place));
  }

  private async invite(
    tx: IdentityWork,
    invitedBy: Proposer,
    invitation: Invitation,
    address: MailboxAddress,
  ): Promise<InvitationOutcome> {
    const { keys, clock, ids } = this.parts;
    const found = await tx.accounts.findOrCreate({
      accountId: ids.next(),
      address: address.deliverable,
      addressHash: keys.addressHash(address.canonical),
      language: invitation.language,
      displayName: '',
      country: '',
      stakeholderType: '',
      createdAt: clock.now(),
    });
    const { accountId } = found;
    const grant: Grant = { role: invitation.role, editionId: invitation.editionId, category: invitation.category };
    if (needsTwoPersons(grant.role)) {
      const held = (await tx.roles.of(accountId)).some((each) => sameGrant(each, grant));
      if (held) return { accountId, outcome: 'already-held' };
      const { language } = invitation;
      const proposal = await tx.proposeGrant({ accountId, grant, language, proposedBy: invitedBy });
      if (!proposal.ok) throw new Undone(refusal(proposal.error));
      return { accountId, outcome: 'awaiting-approval', approvalId: proposal.value };
    }
    const isNew = await giveRole(tx, this.parts, found, grant, {
      grantedBy: invitedBy.accountId,
      language: invitation.language,
      mail: true,
    });
    return { accountId, outcome: isNew ? 'granted' : 'already-held' };
  }
}

function sameGrant(one: Grant, other: Grant): boolean {
  return one.role === other.role && one.editionId === other.editionId && one.category === other.category;
}

function readAddresses(invitations: readonly Invitation[]): Result<readonly MailboxAddress[], IdentityError> {
  const problems: FieldRefusal[] = [];
  const addresses: MailboxAddress[] = [];
  invitations.forEach((invitation, place) => {
    const address = canonicalAddress(invitation.email);
    if (!address.ok) problems.push({ field: `invitations.${place}.email`, rule: address.error });
    else addresses.push(address.value);
    if (invitation.editionId === ALL_EDITIONS && !mayCoverAllEditions(invitation.role)) {
      problems.push({ field: `invitations.${place}.edition`, rule: 'pattern' });
    }
    if (invitation.category !== '' && !mayBeOfOneCategory(invitation.role)) {
      problems.push({ field: `invitations.${place}.category`, rule: 'notAllowed' });
    }
  });
  if (problems.length === 0) return ok(addresses);
  const code = problems.every((each) => each.field.endsWith('.email'))
    ? 'IDENTITY.ADDRESS_INVALID'
    : 'HTTP.VALIDATION_FAILED';
  return err(refusal(code, problems));
}
