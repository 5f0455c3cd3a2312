import { err, ok, type Result } from '@wsis/kernel';
import { canonicalAddress } from '../domain/canonical-address.js';
import { refusal, Undone, type IdentityError } from '../domain/identity-error.js';
import { ALL_EDITIONS } from '../domain/role.js';
import { giveRole } from './grant-role.js';
import type { IdentityWork, Parts } from './ports.js';

/** One of the first two people, with what their authenticator app needs. */
export interface FirstSecretary {
  readonly email: string;
  readonly accountId: string;
  readonly secret: string;
  readonly uri: string;
}

/** Makes the first two secretariat accounts of an empty installation; nobody could approve them otherwise. Works once. */
export class BootstrapSecretariat {
  constructor(private readonly parts: Pick<Parts, 'work' | 'keys' | 'timeCodes' | 'clock' | 'ids'>) {}

  async run(addresses: readonly [string, string]): Promise<Result<readonly FirstSecretary[], IdentityError>> {
    try {
      return await this.parts.work.run(async (tx): Promise<Result<readonly FirstSecretary[], IdentityError>> => {
        if (await tx.roles.lockAllAndFind('secretariat')) return err(refusal('IDENTITY.INSTALLATION_NOT_EMPTY'));
        const first = await this.make(tx, addresses[0], 'addresses.0');
        const second = await this.make(tx, addresses[1], 'addresses.1');
        if (first.accountId === second.accountId) {
          throw new Undone(refusal('IDENTITY.ADDRESS_INVALID', [{ field: 'addresses.1', rule: 'duplicate' }]));
        }
        return ok([first, second]);
      });
    } catch (error) {
      if (error instanceof Undone) return err(error.refusal);
      throw error;
    }
  }

  private async make(tx: IdentityWork, email: string, field: string): Promise<FirstSecretary> {
    const { keys, timeCodes, clock, ids } = this.parts;
    const address = canonicalAddress(email);
    if (!address.ok) throw new Undone(refusal('IDENTITY.ADDRESS_INVALID', [{ field, rule: address.error }]));
    const now = clock.now();
    const account = await tx.accounts.findOrCreate({
      accountId: ids.next(),
      address: address.value.deliverable,
      addressHash: keys.addressHash(address.value.canonical),
      language: 'en',
      displayName: '',
      country: '',
      stakeholderType: '',
      createdAt: now,
    });
    const { accountId } = account;
    const secret = timeCodes.newSecret();
    // Confirmed without a code: whoever runs this hands the secret over, and every real code is still unused.
    await tx.secondFactors.propose(accountId, keys.seal(secret, accountId), now);
    await tx.secondFactors.accept(accountId, 1, now);
    const grant = { role: 'secretariat' as const, editionId: ALL_EDITIONS, category: '' };
    await giveRole(tx, this.parts, account, grant, { grantedBy: undefined, language: 'en', mail: false });
    return { email: account.address, accountId, secret, uri: timeCodes.uri(secret, account.address) };
  }
}
