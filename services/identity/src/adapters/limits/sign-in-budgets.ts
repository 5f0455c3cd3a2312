import { clientPrefix, type Decision, type OnUnavailable, type RateLimits, type TakeRequest } from '@wsis/rate-limit';
import {
  PROOF_GOOD_FOR_SECONDS,
  type Admission,
  type AskAdmission,
  type ClientPlace,
  type GoodProof,
  type SignInBudgets,
} from '../../application/ports.js';

/** Budgets as the settings give them. */
export interface BudgetSettings {
  readonly codesPerAddressPerHour: number;
  readonly codesPerClientPerMinute: number;
  readonly codesPerNetworkPerMinute: number;
  readonly codesPerMinute: number;
  readonly codesUnprovenPerMinute: number;
  readonly codesWaitedPerNetworkPerMinute: number;
  readonly checksPerAddressPerHour: number;
  readonly checksPerClientPerMinute: number;
  readonly checksPerMinute: number;
  readonly secondFactorChecksPerHour: number;
  readonly memberInvitationsPerHour: number;
  readonly organisationsPerHour: number;
}

const MINUTE = 60;
const HOUR = 3_600;
const ALL_CODES = 'codes-all';
const PROOFS_USED = 'proofs-used';
/** Longer than a proof is good for, from the moment at which it was asked for. */
const PROOF_REMEMBERED_SECONDS = 2 * PROOF_GOOD_FOR_SECONDS;

/** Counts attempts by mailbox, client, network and in all. Keys are hashes and prefixes, never addresses of people. */
export class RateLimitedBudgets implements SignInBudgets {
  constructor(
    private readonly limits: RateLimits,
    private readonly budgets: BudgetSettings,
  ) {}

  /**
   * One call for all of them, which takes from each or from none. Without a proof the soft limits are among them: a whole
   * university may be behind one address, so they never shut anybody out, they only make it dearer. A proof is a limit of
   * one, which its first use exhausts for longer than it is good for.
   */
  async mayAsk(addressHash: string, from: ClientPlace, proof?: GoodProof): Promise<AskAdmission> {
    const { client, network } = clientPrefix(from.ip);
    const { budgets } = this;
    const hard = [
      limited(ALL_CODES, 'all', budgets.codesPerMinute, MINUTE),
      limited('codes-address', addressHash, budgets.codesPerAddressPerHour, HOUR),
    ];
    const asked = [
      ...hard,
      ...(proof === undefined
        ? [
            limited('codes-client', client, budgets.codesPerClientPerMinute, MINUTE),
            limited('codes-network', network, budgets.codesPerNetworkPerMinute, MINUTE),
            limited('codes-unproven', 'all', budgets.codesUnprovenPerMinute, MINUTE),
          ]
        : [limited(PROOFS_USED, proof.id, 1, PROOF_REMEMBERED_SECONDS)]),
      ...(proof?.kind === 'wait'
        ? [limited('codes-waited', network, budgets.codesWaitedPerNetworkPerMinute, MINUTE)]
        : []),
    ];
    const decision = await this.limits.take(asked, { onUnavailable: 'local' });
    if (decision.allowed) return { admitted: true };
    const exhausted = decision.limits.filter((limit) => limit.remaining < 1);
    if (exhausted.some((limit) => hard.some((one) => one.limit.name === limit.name))) return refused(decision);
    const all = decision.limits.find((limit) => limit.name === ALL_CODES);
    return {
      admitted: false,
      proof: exhausted.some((limit) => limit.name === PROOFS_USED) ? 'used' : 'needed',
      pressure: all === undefined ? 1 : 1 - all.remaining / all.quota,
    };
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

  unblock(addressHash: string): Promise<boolean> {
    const { budgets } = this;
    return this.limits.forget([
      limited('codes-address', addressHash, budgets.codesPerAddressPerHour, HOUR),
      limited('checks-address', addressHash, budgets.checksPerAddressPerHour, HOUR),
    ]);
  }

  private async take(onUnavailable: OnUnavailable, requests: readonly TakeRequest[]): Promise<Admission> {
    const decision = await this.limits.take(requests, { onUnavailable });
    return decision.allowed ? { admitted: true } : refused(decision);
  }
}

function refused({ countedBy, retryAfterMs, limits }: Decision): Admission {
  if (countedBy === 'nobody') return { admitted: false, closed: true };
  return { admitted: false, retryAfterSeconds: Math.max(1, Math.ceil(retryAfterMs / 1_000)), limits };
}

function limited(name: string, key: string, count: number, perSeconds: number): TakeRequest {
  return { key, limit: { name, burst: count, count, perSeconds } };
}
