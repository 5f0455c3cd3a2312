import type { Account, Parts } from './ports.js';

export interface UnfinishedPage {
  readonly accountIds: readonly string[];
  /** The last account that was looked at; absent at the end. */
  readonly next?: string;
}

/**
 * Finds who agreed to reminders and has not finished. Voting is asked by voter ids alone, and who asks here is told
 * account ids alone, so that neither learns what only identity may join, for as long as the link exists.
 */
export class FindUnfinishedVoters {
  constructor(private readonly parts: Pick<Parts, 'work' | 'ballots'>) {}

  /** One page of those who registered in an edition, without the ones who have finished. */
  async page(editionId: string, after: string | undefined, limit: number): Promise<UnfinishedPage> {
    const asked = await this.parts.work.run((tx) => tx.editions.remindable(editionId, { after, limit }));
    const accountIds = (await this.unfinished(editionId, asked)).map((voter) => voter.accountId);
    const last = asked.at(-1);
    return asked.length === limit && last ? { accountIds, next: last.accountId } : { accountIds };
  }

  /** Where to write to those of these accounts that are still unfinished and still agree. */
  async addresses(
    editionId: string,
    accountIds: readonly string[],
  ): Promise<readonly Pick<Account, 'accountId' | 'address' | 'language'>[]> {
    const asked = await this.parts.work.run((tx) => tx.editions.remindable(editionId, { accountIds }));
    return (await this.unfinished(editionId, asked)).map(({ accountId, address, language }) => ({
      accountId,
      address,
      language,
    }));
  }

  private async unfinished<T extends { readonly voterId: string }>(editionId: string, voters: readonly T[]) {
    if (voters.length === 0) return [];
    const voterIds = voters.map((voter) => voter.voterId);
    const unfinished = new Set(await this.parts.ballots.unfinished(editionId, voterIds));
    return voters.filter((voter) => unfinished.has(voter.voterId));
  }
}
