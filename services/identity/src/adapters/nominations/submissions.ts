import type { ServiceClients } from '@wsis/http';
import type { Submissions } from '../../application/ports.js';

/** Asks nominations, which keeps the submissions of organisations. */
export class NominationsSubmissions implements Submissions {
  constructor(private readonly clients: ServiceClients) {}

  async countOf(organisationId: string): Promise<number | undefined> {
    const answer = await this.clients
      .call('nominations', { method: 'POST', path: '/internal/organisation-submissions', body: { organisationId } })
      .catch(() => undefined);
    return answer?.status === 200 ? (answer.body as { count: number }).count : undefined;
  }
}
