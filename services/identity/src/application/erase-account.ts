import { err, ok, type Result } from '@wsis/kernel';
import { refusal, type IdentityError } from '../domain/identity-error.js';
import type { Parts } from './ports.js';
import { leavesEnoughSecretaries } from './revoke-role.js';

/** Erases a person: what is left is a keyed hash and the voter ids, so that the mailbox cannot vote twice. */
export class EraseAccount {
  constructor(private readonly parts: Pick<Parts, 'work' | 'clock'>) {}

  async run(request: { accountId: string }): Promise<Result<void, IdentityError>> {
    const { work, clock } = this.parts;
    const { accountId } = request;
    return work.run(async (tx): Promise<Result<void, IdentityError>> => {
      const now = clock.now();
      const account = await tx.accounts.lock(accountId);
      if (!account) return err(refusal('SESSION.REVOKED'));
      for (const grant of await tx.roles.of(accountId)) {
        if (!(await leavesEnoughSecretaries(tx, grant))) return err(refusal('IDENTITY.LAST_SECRETARIAT'));
      }
      const ended = [
        ...(await tx.sessions.end(accountId, now)),
        ...(await tx.sessions.endVoterSessions({ accountId }, now)),
      ];
      const version = await tx.accounts.nextVersion(accountId);
      await tx.accounts.erase(account);
      tx.publish(...ended.map((session) => ({ fact: 'session-revoked' as const, ...session })), {
        fact: 'account-erased',
        accountId,
        version,
      });
      return ok(undefined);
    });
  }
}
