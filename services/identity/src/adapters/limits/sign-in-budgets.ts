import { clientPrefix, type OnUnavailable, type RateLimits, type TakeRequest } from '@wsis/rate-limit';
import type { Admission, ClientPlace, SignInBudgets } from '../../application/ports.js';

/** Budgets as the settings give them. */
export interface BudgetSettings {
  readonly codesPerAddressPerHour: number;
  readonly codesPerClientPerMinute: number;
  readonly codesPerNetworkPerMinute: number;
  readonly codesPerMinute: number;
  readonly checksPerAddressPerHour: number;
  readonly checksPerClientPerMinute: number;
  readonly checksPerMinute: number;
  readonly secondFactorChecksPerHour: number;
  readonly memberInvitationsPerHour: number;
  readonly organisationsPerHour: number;
}

const MINUTE = 60;
const HOUR = 3_600;

/** Counts attempts by mailbox, client, network and in all. Keys are hashes and prefixes, never addresses of people. */
export class RateLimitedBudgets implements SignInBudgets {
  constructor(
    private readonly limits: RateLimits,
    private readonly budgets: BudgetSettings,
  ) {}

  mayAsk(addressHash: string, from: ClientPlace): Promise<Admission> {
    const { client, network } = clientPrefix(from.ip);
    const { budgets } = this;
    return this.take('local', [
      limited('codes-address', addressHash, budgets.codesPerAddressPerHour, HOUR),
      limited('codes-client', client, budgets.codesPerClientPerMinute, MINUTE),
      limited('codes-network', network, budgets.codesPerNetworkPerMinute, MINUTE),
      limited('codes-all', 'all', budgets.codesPerMinute, MINUTE),
    ]);
  }

  mayCheck(addressHash: string, from: ClientPlace): Promise<Admission> {
    const { client } = clientPrefix(from.ip);
    const { budgets } = this;
    return this.take('closed', [
      limited('checks-address', addressHash, budgets.checksPerAddressPerHour, HOUR),
      limited('checks-client', client, budgets.checksPerClientPerMinute, MINUTE),
      limited('checks-all', 'all', budgets.checksPerMinute, MINUTE),
    ]);
  }

  mayCheckSecondFactor(accountId: string): Promise<Admission> {
    return this.take('closed', [limited('second-factor', accountId, this.budgets.secondFactorChecksPerHour, HOUR)]);
  }

  mayInviteMember(accountId: string): Promise<Admission> {
    return this.take('local', [limited('member-invitations', accountId, this.budgets.memberInvitationsPerHour, HOUR)]);
  }

  mayFoundOrganisation(accountId: string): Promise<Admission> {
    return this.take('local', [limited('organisations', accountId, this.budgets.organisationsPerHour, HOUR)]);
  }

  private async take(onUnavailable: OnUnavailable, requests: readonly TakeRequest[]): Promise<Admission> {
    const decision = await this.limits.take(requests, { onUnavailable });
    if (decision.allowed) return { admitted: true };
    if (decision.countedBy === 'nobody') return { admitted: false, closed: true };
    return { admitted: false, retryAfterSeconds: Math.max(1, Math.ceil(decision.retryAfterMs / 1_000)) };
  }
}

function limited(name: string, key: string, count: number, perSeconds: number): TakeRequest {
  return { key, limit: { name, burst: count, count, perSeconds } };
}
