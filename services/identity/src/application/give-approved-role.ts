import { err, ok, type Language, type Result } from '@wsis/kernel';
import { refusal, type IdentityError } from '../domain/identity-error.js';
import type { Grant } from '../domain/role.js';
import { giveRole } from './grant-role.js';
import type { IdentityWork, Parts } from './ports.js';

/** Carries out a grant that two persons have agreed to. */
export class GiveApprovedRole {
  constructor(private readonly parts: Pick<Parts, 'bell' | 'clock' | 'ids'>) {}

  async run(
    tx: IdentityWork,
    request: { accountId: string; grant: Grant; language: Language; proposedBy: string },
  ): Promise<Result<{ granted: boolean }, IdentityError>> {
    const account = await tx.accounts.lock(request.accountId);
    if (!account) return err(refusal('IDENTITY.ACCOUNT_UNKNOWN'));
    const granted = await giveRole(tx, this.parts, account, request.grant, {
      grantedBy: request.proposedBy,
      language: request.language,
      mail: true,
    });
    this.parts.bell.ring();
    return ok({ granted });
  }
}
