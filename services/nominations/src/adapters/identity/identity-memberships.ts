import { problem, type ServiceClients } from '@wsis/http';
import type { Memberships } from '../../application/ports.js';
import type { Belonging } from '../../domain/author.js';

/** Asks identity for the organisations of an account. */
export class IdentityMemberships implements Memberships {
  constructor(private readonly clients: ServiceClients) {}

  async of(accountId: string): Promise<readonly Belonging[]> {
    const answer = await this.clients
      .call('identity', { method: 'POST', path: '/internal/memberships', body: { accountId } })
      .catch(() => undefined);
    if (!answer || answer.status >= 300) {
      throw problem('HTTP.UNAVAILABLE', {}, [], {}, { 'retry-after': '5' });
    }
    const { items } = answer.body as { items: readonly Partial<Belonging>[] };
    return items.flatMap(({ organisationId, administers }) =>
      organisationId === undefined ? [] : [{ organisationId, administers: administers === true }],
    );
  }
}
