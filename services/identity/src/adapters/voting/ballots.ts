import type { ServiceClients } from '@wsis/http';
import type { Ballots } from '../../application/ports.js';

/** Asks voting, which knows voter ids and nobody's account. */
export class VotingBallots implements Ballots {
  constructor(private readonly clients: ServiceClients) {}

  async unfinished(edition: string, voterIds: readonly string[]): Promise<readonly string[]> {
    const answer = await this.clients.call('voting', {
      method: 'POST',
      path: '/internal/unfinished-voters',
      body: { edition, voterIds },
    });
    if (answer.status !== 200) throw new Error(`voting answered ${answer.status}`);
    return (answer.body as { voterIds: readonly string[] }).voterIds;
  }
}
