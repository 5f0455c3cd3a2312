import { err, ok, type Result } from '@wsis/kernel';
import { refusal, type IdentityError } from '../domain/identity-error.js';
import type { Parts } from './ports.js';

/** Ends one of an account's own sign-ins, or all, or all but one; with each the ballot sessions that were opened from it. */
export class EndSessions {
  constructor(private readonly parts: Pick<Parts, 'work' | 'clock'>) {}

  async run(request: {
    accountId: string;
    sessionId?: string;
    except?: string | undefined;
  }): Promise<Result<void, IdentityError>> {
    const { work, clock } = this.parts;
    const { accountId, sessionId, except } = request;
    return work.run(async (tx): Promise<Result<void, IdentityError>> => {
      const now = clock.now();
      await tx.accounts.lock(accountId);
      const live = (await tx.sessions.live(accountId, now)).map((session) => session.sessionId);
      const ending = live.filter((id) => id !== except && (sessionId === undefined || id === sessionId));
      if (sessionId !== undefined && ending.length === 0) return err(refusal('IDENTITY.SESSION_UNKNOWN'));
      const ended = [
        ...(await tx.sessions.endMany(ending, now)),
        ...(await tx.sessions.endVoterSessions({ accountSessionIds: ending }, now)),
      ];
      tx.publish(...ended.map((session) => ({ fact: 'session-revoked' as const, ...session })));
      return ok(undefined);
    });
  }
}
