import { err, ok, type Result } from '@wsis/kernel';
import { isUseDue, tokenEnd } from '../domain/account-session.js';
import { refusal, type IdentityError } from '../domain/identity-error.js';
import { signIn, type SignedIn } from './account-view.js';
import type { Parts, SessionStore, StoredSession } from './ports.js';

/** The session, unless it has ended. */
export async function liveSession(
  { sessions }: { readonly sessions: Pick<SessionStore, 'find'> },
  now: Date,
  sessionId: string,
  accountId: string,
): Promise<StoredSession | undefined> {
  const session = await sessions.find(sessionId);
  if (!session || session.accountId !== accountId || session.revokedAt || session.expiresAt <= now) return undefined;
  return session;
}

/** Notes that a session is used now, unless that was noted a little while ago. */
export async function noteUse(
  sessions: Pick<SessionStore, 'touch'>,
  { sessionId, accountId, lastSeenAt }: StoredSession,
  now: Date,
): Promise<void> {
  if (isUseDue(lastSeenAt, now)) await sessions.touch(sessionId, accountId, now);
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
      await noteUse(tx.sessions, session, now);
      return ok(await signIn(tx, tokens, account, { ...session, expiresAt }));
    });
  }
}
