import { err, ok, type Result } from '@wsis/kernel';
import { canonicalAddress } from '../domain/canonical-address.js';
import { refusal, type IdentityError } from '../domain/identity-error.js';
import { bounceReason, type BounceReason, type MailState } from '../domain/mail-state.js';
import type { Parts } from './ports.js';
import type { AccountScreens } from './screens.js';

/** What became of one mail to the mailbox. */
export interface SupportMail {
  readonly kind: string;
  readonly state: MailState;
  readonly reason: BounceReason | undefined;
  readonly askedAt: Date;
  readonly settledAt: Date | undefined;
}

/** What support may know of a mailbox in an edition: states and times. No voter id, no choice. */
export interface SupportView {
  readonly accountId: string | undefined;
  readonly lastSeenAt: Date | undefined;
  readonly registeredAt: Date | undefined;
  readonly remindersAgreedAt: Date | undefined;
  /** `unknown` while voting cannot be asked. */
  readonly ballot: 'not-registered' | 'complete' | 'incomplete' | 'unknown';
  readonly mails: readonly SupportMail[];
}

/** Finds a voter by address, for whoever helps: the address is looked up by its keyed hash and shown to nobody. */
export class LookUpVoter {
  constructor(
    private readonly parts: Pick<Parts, 'keys' | 'ballots'>,
    private readonly screens: AccountScreens,
  ) {}

  async run(editionId: string, email: string): Promise<Result<SupportView, IdentityError>> {
    const address = canonicalAddress(email);
    if (!address.ok) return err(refusal('IDENTITY.ADDRESS_INVALID', [{ field: 'email', rule: address.error }]));
    const addressHash = this.parts.keys.addressHash(address.value.canonical);
    const { voterId, ...found } = await this.screens.voterByMailbox(editionId, addressHash);
    const mails = await this.screens.mailsOfMailbox(addressHash);
    return ok({
      ...found,
      ballot: voterId === undefined ? 'not-registered' : await this.ballotOf(editionId, voterId),
      mails: mails.map(({ status, ...mail }) => ({
        ...mail,
        reason: mail.state === 'bounced' ? bounceReason(status) : undefined,
      })),
    });
  }

  private async ballotOf(editionId: string, voterId: string): Promise<SupportView['ballot']> {
    try {
      const unfinished = await this.parts.ballots.unfinished(editionId, [voterId]);
      return unfinished.length === 0 ? 'complete' : 'incomplete';
    } catch {
      return 'unknown';
    }
  }
}
