import type { Account, Parts } from './ports.js';

/** Addresses for the service that mails notices, asked for at the moment of sending. */
export class ReadAddresses {
  constructor(private readonly parts: Pick<Parts, 'work'>) {}

  /** Accounts that were erased are left out. */
  async run(accountIds: readonly string[]): Promise<readonly Pick<Account, 'accountId' | 'address' | 'language'>[]> {
    return this.parts.work.run((tx) => tx.accounts.addresses(accountIds));
  }
}
