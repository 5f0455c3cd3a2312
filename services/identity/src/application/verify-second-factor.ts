import { err, ok, type Result } from '@wsis/kernel';
import { tokenEnd } from '../domain/account-session.js';
import { refusal, type IdentityError } from '../domain/identity-error.js';
import { signIn, type SignedIn } from './account-view.js';
import type { Parts } from './ports.js';
import { liveSession } from './renew-session.js';

/** Checks a code of the second factor, each once ever, and gives the session a token that says so. */
export class VerifySecondFactor {
  constructor(private readonly parts: Pick<Parts, 'work' | 'keys' | 'timeCodes' | 'tokens' | 'budgets' | 'clock'>) {}

  /** With `confirming`, the first code of a new secret; otherwise a code of a confirmed one. */
  async run(request: {
    accountId: string;
    sessionId: string;
    code: string;
    confirming: boolean;
  }): Promise<Result<SignedIn, IdentityError>> {
    const { work, keys, timeCodes, tokens, budgets, clock } = this.parts;
    const admission = await budgets.mayCheckSecondFactor(request.accountId);
    if (!admission.admitted) {
      if ('closed' in admission) return err({ code: 'HTTP.UNAVAILABLE', retryAfterSeconds: 5 });
      const { retryAfterSeconds, limits } = admission;
      return err({ code: 'HTTP.TOO_MANY_REQUESTS', retryAfterSeconds, limits });
    }
    return work.run(async (tx): Promise<Result<SignedIn, IdentityError>> => {
      const now = clock.now();
      const account = await tx.accounts.lock(request.accountId);
      const session = await liveSession(tx, now, request.sessionId, request.accountId);
      if (!account || !session) return err(refusal('SESSION.REVOKED'));
      const factor = await tx.secondFactors.find(account.accountId);
      if (!factor || (!request.confirming && !factor.confirmedAt))
        return err(refusal('IDENTITY.SECOND_FACTOR_NOT_ENROLLED'));
      if (request.confirming && factor.confirmedAt) return err(refusal('IDENTITY.ALREADY_ENROLLED'));
      const secret = keys.open(factor.sealedSecret, account.accountId);
      const step = timeCodes.stepOf(secret, request.code, now);
      if (step === undefined) return err(refusal('IDENTITY.SECOND_FACTOR_WRONG'));
      if (!(await tx.secondFactors.accept(account.accountId, step, now))) {
        return err(refusal('IDENTITY.SECOND_FACTOR_USED'));
      }
      const renewed = { ...session, secondFactorAt: now, expiresAt: tokenEnd(session.signedInAt, now) };
      await tx.sessions.extend(session.sessionId, renewed.expiresAt, now);
      return ok(await signIn(tx, tokens, account, renewed));
    });
  }
}
