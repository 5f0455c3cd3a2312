import { err, ok, type Result } from '@wsis/kernel';
import { canonicalAddress } from '../domain/canonical-address.js';
import { refusal, type IdentityError } from '../domain/identity-error.js';
import type { Parts } from './ports.js';

/** Gives a mailbox its own budgets back; those of clients, networks and the whole stay as they are. */
export class UnblockMailbox {
  constructor(private readonly parts: Pick<Parts, 'keys' | 'budgets'>) {}

  async run(email: string): Promise<Result<void, IdentityError>> {
    const { keys, budgets } = this.parts;
    const address = canonicalAddress(email);
    if (!address.ok) return err(refusal('IDENTITY.ADDRESS_INVALID', [{ field: 'email', rule: address.error }]));
    const unblocked = await budgets.unblock(keys.addressHash(address.value.canonical));
    return unblocked ? ok(undefined) : err({ code: 'HTTP.UNAVAILABLE', retryAfterSeconds: 5 });
  }
}
