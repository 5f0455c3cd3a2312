import type { ServiceClients } from '@wsis/http';
import type { AddressBook, Recipient } from '../../application/ports.js';

/** Asks identity; what it answers lives as long as the sending does. */
export class IdentityAddressBook implements AddressBook {
  constructor(private readonly clients: ServiceClients) {}

  async addresses(accountIds: readonly string[]): Promise<readonly Recipient[]> {
    const answer = await this.clients.call('identity', {
      method: 'POST',
      path: '/internal/addresses',
      body: { accountIds },
    });
    if (answer.status !== 200) throw new Error(`identity answered ${answer.status}`);
    return answer.body as readonly Recipient[];
  }
}
