import { err, ok, type Result } from '@wsis/kernel';
import { isCountryCode } from '@wsis/rule-book';
import { refusal, type IdentityError } from '../domain/identity-error.js';
import { viewOf, type AccountView } from './account-view.js';
import { retellRoles } from './grant-role.js';
import type { AccountChange, Parts } from './ports.js';

/** Changes what an account says of itself. */
export class ChangeProfile {
  constructor(private readonly parts: Pick<Parts, 'work'>) {}

  async run(request: { accountId: string; change: AccountChange }): Promise<Result<AccountView, IdentityError>> {
    const { country } = request.change;
    if (country !== undefined && country !== '' && !isCountryCode(country)) {
      return err(refusal('HTTP.VALIDATION_FAILED', [{ field: 'country', rule: 'isCountry' }]));
    }
    return this.parts.work.run(async (tx): Promise<Result<AccountView, IdentityError>> => {
      const before = await tx.accounts.lock(request.accountId);
      if (!before) return err(refusal('SESSION.REVOKED'));
      await tx.accounts.change(request.accountId, request.change);
      const account = { ...before, ...request.change };
      if (account.country !== before.country) await retellRoles(tx, request.accountId);
      return ok(await viewOf(tx, account));
    });
  }
}
