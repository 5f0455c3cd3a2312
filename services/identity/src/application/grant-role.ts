import type { Language } from '@wsis/kernel';
import type { Grant } from '../domain/role.js';
import type { Account, IdentityFact, IdentityWork, Parts } from './ports.js';

/** Gives an account a role, tells the others, and writes to its owner. Tells whether it is new. */
export async function giveRole(
  tx: IdentityWork,
  parts: Pick<Parts, 'clock' | 'ids'>,
  account: Account,
  grant: Grant,
  options: { readonly grantedBy: string | undefined; readonly language: Language; readonly mail: boolean },
): Promise<boolean> {
  const now = parts.clock.now();
  const isNew = await tx.roles.grant(account.accountId, grant, options.grantedBy, now);
  if (!isNew) return false;
  tx.publish(await grantedFact(tx, account, grant));
  if (options.mail) {
    await tx.mails.add([
      {
        mailId: parts.ids.next(),
        kind: 'role-invitation',
        address: account.address,
        addressHash: account.addressHash,
        language: options.language,
        params: await invitationParams(tx, grant),
        createdAt: now,
      },
    ]);
  }
  return true;
}

/** What an invitation says of a role, as far as it is known now. */
export async function invitationParams(tx: IdentityWork, grant: Grant): Promise<Readonly<Record<string, string>>> {
  const { role, editionId, category } = grant;
  const editionName = await tx.editions.nameOf(editionId);
  return { role, edition: editionId, category, ...(editionName === undefined ? {} : { editionName }) };
}

/** A grant as the other contexts learn it, with what they judge conflicts by. */
export async function grantedFact(tx: IdentityWork, account: Account, grant: Grant): Promise<IdentityFact> {
  const organisations = await tx.organisations.activeOf(account.accountId);
  return {
    fact: 'role-granted',
    accountId: account.accountId,
    grant,
    organisationIds: organisations.map((each) => each.organisationId),
    country: account.country || (organisations[0]?.country ?? ''),
    version: await tx.accounts.nextVersion(account.accountId),
  };
}

/** Tells the others again about every role of an account whose country or organisations have changed. */
export async function retellRoles(tx: IdentityWork, accountId: string): Promise<void> {
  const account = await tx.accounts.find(accountId);
  if (!account) return;
  for (const grant of await tx.roles.of(accountId)) tx.publish(await grantedFact(tx, account, grant));
}
