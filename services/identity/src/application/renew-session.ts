import { err, ok, type Result } from '@wsis/kernel';
import { tokenEnd } from '../domain/account-session.js';
import { refusal, type IdentityError } from '../domain/identity-error.js';
import { signIn, type SignedIn } from './account-view.js';
import type { IdentityWork, Parts, StoredSession } from './ports.js';

/** The session, unless it has ended. */
export async function liveSession(
  tx: IdentityWork,
  now: Date,
  sessionId: string,
  accountId: string,
): Promise<StoredSession | undefined> {
  const session = await tx.sessions.find(sessionId);
  if (!session || session.accountId !== accountId || session.revokedAt || session.expiresAt <= now) return undefined;
  return session;
}

/** Gives a session a fresh token with the roles that the account has now; the second factor stays as it was. */
export class RenewSession {
  constructor(private readonly parts: Pick<Parts, 'work' | 'tokens' | 'clock'>) {}

  async run(request: { accountId: string; sessionId: string }): Promise<Result<SignedIn, IdentityError>> {
    const { work, tokens, clock } = this.parts;
    return work.run(async (tx): Promise<Result<SignedIn, IdentityError>> => {
      const now = clock.now();
      const account = await tx.accounts.lock(request.accountId);
      const session = await liveSession(tx, now, request.sessionId, request.accountId);
      if (!account || !session) return err(refusal('SESSION.REVOKED'));
      const expiresAt = tokenEnd(session.signedInAt, now);
      await tx.sessions.extend(session.sessionId, expiresAt, session.secondFactorAt);
      await tx.sessions.touch(session.sessionId, account.accountId, now);
      return ok(await signIn(tx, tokens, account, { ...session, expiresAt }));
    });
  }
}
