import { liveSession } from './renew-session.js';
import type { Parts } from './ports.js';

/** Tells another service whether a session still stands, and notes that it was used. */
export class IntrospectSession {
  constructor(private readonly parts: Pick<Parts, 'work' | 'clock'>) {}

  async run(request: { accountId: string; sessionId: string }): Promise<boolean> {
    const { work, clock } = this.parts;
    return work.run(async (tx) => {
      const session = await liveSession(tx, clock.now(), request.sessionId, request.accountId);
      if (session) await tx.sessions.touch(request.sessionId, request.accountId, clock.now());
      return session !== undefined;
    });
  }
}
