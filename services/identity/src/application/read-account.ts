import { err, ok, type Result } from '@wsis/kernel';
import { refusal, type IdentityError } from '../domain/identity-error.js';
import { viewOf, type AccountView } from './account-view.js';
import type { Parts } from './ports.js';

/** An account, as its owner sees it. */
export class ReadAccount {
  constructor(private readonly parts: Pick<Parts, 'work'>) {}

  async run(request: { accountId: string }): Promise<Result<AccountView, IdentityError>> {
    return this.parts.work.run(async (tx): Promise<Result<AccountView, IdentityError>> => {
      const account = await tx.accounts.find(request.accountId);
      return account ? ok(await viewOf(tx, account)) : err(refusal('SESSION.REVOKED'));
    });
  }
}
