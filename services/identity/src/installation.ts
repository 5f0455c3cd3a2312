import { systemClock, uuidV7Ids, type Clock } from '@wsis/kernel';
import { EventLog } from '@wsis/messaging';
import type { Database } from '@wsis/persistence';
import type { Secrets } from '@wsis/service';
import { SecretKeyring } from './adapters/crypto/keyring.js';
import { AuthenticatorTimeCodes } from './adapters/crypto/time-codes.js';
import { PostgresUnitOfWork } from './adapters/postgres/unit-of-work.js';
import { BootstrapSecretariat, type FirstSecretary } from './application/bootstrap-secretariat.js';
import { canonicalAddress } from './domain/canonical-address.js';

/** Why an installation could not be given its first accounts; the message is for the person at the terminal. */
export class BootstrapRefused extends Error {}

/**
 * Makes the first two secretariat accounts of an empty installation, with confirmed second factors, and returns the
 * secrets for their authenticator apps. Identity's schema must exist. Throws `BootstrapRefused` when anybody is in the
 * secretariat already, or when the addresses are not two mailboxes.
 */
export async function bootstrapSecretariat(
  database: Database,
  secrets: Secrets,
  addresses: readonly [string, string],
  clock: Clock = systemClock,
): Promise<readonly FirstSecretary[]> {
  const bootstrap = new BootstrapSecretariat({
    work: new PostgresUnitOfWork(database, new EventLog({ schema: 'identity' }), undefined),
    keys: new SecretKeyring(secrets),
    timeCodes: new AuthenticatorTimeCodes(),
    ids: uuidV7Ids,
    clock,
  });
  const made = await bootstrap.run(addresses);
  if (made.ok) return made.value;
  if (made.error.code === 'IDENTITY.INSTALLATION_NOT_EMPTY') {
    throw new BootstrapRefused('This installation has a secretariat already; its members invite further ones');
  }
  const broken = (made.error.errors ?? []).map((each) => `${each.field} breaks ${each.rule}`).join('; ');
  throw new BootstrapRefused(`The first two accounts need two mailboxes: ${broken}`);
}

/** The code that the second factor of an account shows now; undefined when it has none. For demonstrations only. */
export async function totpNow(
  database: Database,
  secrets: Secrets,
  address: string,
  clock: Clock = systemClock,
): Promise<string | undefined> {
  const mailbox = canonicalAddress(address);
  if (!mailbox.ok) return undefined;
  const keys = new SecretKeyring(secrets);
  const work = new PostgresUnitOfWork(database, new EventLog({ schema: 'identity' }), undefined);
  return work.run(async (tx) => {
    const account = await tx.accounts.findByAddress(keys.addressHash(mailbox.value.canonical));
    const factor = account && (await tx.secondFactors.find(account.accountId));
    if (!account || !factor) return undefined;
    const secret = keys.open(factor.sealedSecret, account.accountId);
    return new AuthenticatorTimeCodes().codeAt(secret, clock.now());
  });
}
