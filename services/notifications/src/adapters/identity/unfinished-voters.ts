import type { ServiceClients } from '@wsis/http';
import type { UnfinishedPage, UnfinishedVoters, Recipient } from '../../application/ports.js';

/** Identity knows who registered, and asks voting by voter ids who is to finish; here only account ids arrive. */
export class IdentityUnfinishedVoters implements UnfinishedVoters {
  constructor(private readonly clients: ServiceClients) {}

  async page(edition: string, after: string | undefined, limit: number): Promise<UnfinishedPage> {
    return (await this.ask('/internal/unfinished-voters', { edition, after, limit })) as UnfinishedPage;
  }

  async stillUnfinished(edition: string, accountIds: readonly string[]): Promise<readonly Recipient[]> {
    return (await this.ask('/internal/reminder-addresses', { edition, accountIds })) as readonly Recipient[];
  }

  private async ask(path: string, body: object): Promise<unknown> {
    const answer = await this.clients.call('identity', { method: 'POST', path, body, timeoutMs: 20_000 });
    if (answer.status !== 200) throw new Error(`identity answered ${answer.status}`);
    return answer.body;
  }
}
