import { clientPrefix, rateLimitHeaders, type RateLimits, type TakeRequest } from '@wsis/rate-limit';
import type { Budgets, Refusal } from '../../application/ports.js';

const HOUR = 3_600;
/** A network is many clients: a school, an office, a mobile network. */
const CLIENTS_A_NETWORK = 10;

/** How much one may send, by account, client, network and in all. Keys are ids and prefixes of addresses, stored nowhere. */
export class NominationBudgets implements Budgets {
  constructor(
    private readonly limits: RateLimits,
    private readonly budgets: {
      readonly picturesPerAccountPerHour: number;
      readonly breachReportsPerClientPerHour: number;
      readonly breachReportsPerHour: number;
    },
  ) {}

  maySendPicture(accountId: string): Promise<Refusal | undefined> {
    return this.take([limited('pictures-account', accountId, this.budgets.picturesPerAccountPerHour)]);
  }

  mayReport(ip: string): Promise<Refusal | undefined> {
    const { client, network } = clientPrefix(ip);
    const { breachReportsPerClientPerHour: perClient, breachReportsPerHour: inAll } = this.budgets;
    return this.take([
      limited('breach-reports-client', client, perClient),
      limited('breach-reports-network', network, perClient * CLIENTS_A_NETWORK),
      limited('breach-reports-all', 'all', inAll),
    ]);
  }

  private async take(requests: readonly TakeRequest[]): Promise<Refusal | undefined> {
    const decision = await this.limits.take(requests, { onUnavailable: 'local' });
    return decision.allowed ? undefined : { headers: rateLimitHeaders(decision) };
  }
}

function limited(name: string, key: string, count: number): TakeRequest {
  return { key, limit: { name, burst: count, count, perSeconds: HOUR } };
}
