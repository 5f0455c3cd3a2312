import { MAX_PAGE_SIZE, problem, type ServiceClients } from '@wsis/http';
import type { Translators } from '../../application/ports.js';

/** Asks identity who holds the role of a translator. */
export class IdentityTranslators implements Translators {
  constructor(private readonly clients: ServiceClients) {}

  async of(editionId: string): Promise<readonly string[]> {
    const found: string[] = [];
    let page: readonly string[];
    do {
      page = await this.page(editionId, found.at(-1));
      found.push(...page);
    } while (page.length === MAX_PAGE_SIZE);
    return found;
  }

  private async page(editionId: string, after: string | undefined): Promise<readonly string[]> {
    const body = {
      edition: editionId,
      role: 'translator',
      limit: MAX_PAGE_SIZE,
      ...(after === undefined ? {} : { after }),
    };
    const answer = await this.clients
      .call('identity', { method: 'POST', path: '/internal/accounts-by-role', body })
      .catch(() => undefined);
    if (!answer || answer.status >= 300) throw problem('HTTP.UNAVAILABLE', {}, [], {}, { 'retry-after': '5' });
    const { accountIds } = answer.body as { accountIds?: readonly string[] };
    return accountIds ?? [];
  }
}
