import { err, ok, type Result } from '@wsis/kernel';
import { refusal, type IdentityError } from '../domain/identity-error.js';
import type { IdentityWork, Parts, Proposer } from './ports.js';

/**
 * Lets somebody who lost the second factor set up a new one. Two persons of the secretariat agree, and neither is the one
 * concerned: a stolen session, or one person who was talked into it, opens nothing.
 */
export class ResetSecondFactor {
  constructor(private readonly parts: Pick<Parts, 'work' | 'bell' | 'clock' | 'ids'>) {}

  /** The id of the proposal that a second person must approve. */
  async propose(request: {
    accountId: string;
    reason: string;
    proposedBy: Proposer;
  }): Promise<Result<string, IdentityError>> {
    const { accountId, proposedBy } = request;
    return this.parts.work.run(async (tx): Promise<Result<string, IdentityError>> => {
      if (accountId === proposedBy.accountId) return err(refusal('IDENTITY.OWN_SECOND_FACTOR'));
      if (!(await tx.accounts.find(accountId))) return err(refusal('IDENTITY.ACCOUNT_UNKNOWN'));
      const factor = await tx.secondFactors.find(accountId);
      if (!factor?.confirmedAt) return err(refusal('IDENTITY.NO_SECOND_FACTOR'));
      const proposal = await tx.proposeReset(request);
      return proposal.ok ? proposal : err(refusal(proposal.error));
    });
  }

  /** Carries it out in the approving transaction: no factor, no session, and a mail that says so. */
  async run(
    tx: IdentityWork,
    request: { accountId: string; agreedBy: readonly string[] },
  ): Promise<Result<void, IdentityError>> {
    const { bell, clock, ids } = this.parts;
    const { accountId, agreedBy } = request;
    if (agreedBy.includes(accountId)) return err(refusal('IDENTITY.OWN_SECOND_FACTOR'));
    const account = await tx.accounts.lock(accountId);
    if (!account) return err(refusal('IDENTITY.ACCOUNT_UNKNOWN'));
    if (!(await tx.secondFactors.reset(accountId))) return err(refusal('IDENTITY.NO_SECOND_FACTOR'));
    const now = clock.now();
    const ended = await tx.sessions.end(accountId, now);
    tx.publish(...ended.map((session) => ({ fact: 'session-revoked' as const, ...session })));
    const { address, addressHash, language } = account;
    await tx.mails.add([
      { mailId: ids.next(), kind: 'second-factor-reset', address, addressHash, language, params: {}, createdAt: now },
    ]);
    bell.ring();
    return ok(undefined);
  }
}
