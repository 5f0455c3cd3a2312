import { err, ok, type Language, type Result } from '@wsis/kernel';
import { canonicalAddress } from '../domain/canonical-address.js';
import { refusal, type IdentityError } from '../domain/identity-error.js';
import type { Parts } from './ports.js';

/** Sends a code where the mailbox's own budget is spent: somebody of the secretariat asks, so no budget is taken. */
export class ResendCode {
  constructor(private readonly parts: Pick<Parts, 'work' | 'keys' | 'bell' | 'clock' | 'ids'>) {}

  async run(email: string, language: Language): Promise<Result<void, IdentityError>> {
    const { work, keys, bell, clock, ids } = this.parts;
    const address = canonicalAddress(email);
    if (!address.ok) return err(refusal('IDENTITY.ADDRESS_INVALID', [{ field: 'email', rule: address.error }]));
    const { canonical, deliverable } = address.value;
    const mail = { mailId: ids.next(), kind: 'code' as const, language, params: {}, createdAt: clock.now() };
    await work.run((tx) => tx.mails.add([{ ...mail, address: deliverable, addressHash: keys.addressHash(canonical) }]));
    bell.ring();
    return ok(undefined);
  }
}
