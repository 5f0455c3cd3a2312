import { err, ok, type Result } from '@wsis/kernel';
import { refusal, type IdentityError } from '../domain/identity-error.js';
import type { Parts } from './ports.js';

/** What an authenticator app needs. Shown once. */
export interface Enrolment {
  readonly secret: string;
  readonly uri: string;
}

/** Gives an account the secret of a second factor; it counts once a code of it was confirmed. */
export class EnrolSecondFactor {
  constructor(private readonly parts: Pick<Parts, 'work' | 'keys' | 'timeCodes' | 'clock'>) {}

  async run(request: { accountId: string }): Promise<Result<Enrolment, IdentityError>> {
    const { work, keys, timeCodes, clock } = this.parts;
    return work.run(async (tx): Promise<Result<Enrolment, IdentityError>> => {
      const account = await tx.accounts.lock(request.accountId);
      if (!account) return err(refusal('SESSION.REVOKED'));
      const secret = timeCodes.newSecret();
      const stored = await tx.secondFactors.propose(
        account.accountId,
        keys.seal(secret, account.accountId),
        clock.now(),
      );
      if (!stored) return err(refusal('IDENTITY.ALREADY_ENROLLED'));
      return ok({ secret, uri: timeCodes.uri(secret, account.address) });
    });
  }
}
