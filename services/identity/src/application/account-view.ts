import type { Language } from '@wsis/kernel';
import { effectiveGrants, type Grant } from '../domain/role.js';
import type { Account, IdentityWork, Parts, StoredSession } from './ports.js';

/** An account as its owner sees it. */
export interface AccountView {
  readonly accountId: string;
  readonly email: string;
  readonly language: Language;
  readonly displayName: string;
  readonly country: string;
  readonly stakeholderType: string;
  readonly secondFactor: 'none' | 'enrolled';
  readonly roles: readonly Grant[];
}

/** A token with the account it is for. */
export interface SignedIn {
  readonly token: string;
  readonly expiresAt: Date;
  readonly account: AccountView;
}

/** Reads an account the way its owner sees it. */
export async function viewOf(tx: IdentityWork, account: Account): Promise<AccountView> {
  const [grants, factor] = [await tx.roles.of(account.accountId), await tx.secondFactors.find(account.accountId)];
  return {
    accountId: account.accountId,
    email: account.address,
    language: account.language,
    displayName: account.displayName,
    country: account.country,
    stakeholderType: account.stakeholderType,
    secondFactor: factor?.confirmedAt ? 'enrolled' : 'none',
    roles: effectiveGrants(grants),
  };
}

/** Signs a token for a stored session with what the account is now. */
export async function signIn(
  tx: IdentityWork,
  tokens: Parts['tokens'],
  account: Account,
  session: Pick<StoredSession, 'sessionId' | 'expiresAt' | 'secondFactorAt'>,
): Promise<SignedIn> {
  const view = await viewOf(tx, account);
  const token = await tokens.account({
    accountId: account.accountId,
    sessionId: session.sessionId,
    grants: view.roles,
    language: account.language,
    secondFactorAt: session.secondFactorAt,
    expiresAt: session.expiresAt,
  });
  return { token, expiresAt: session.expiresAt, account: view };
}
