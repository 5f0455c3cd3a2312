import { liveSession, noteUse } from './renew-session.js';
import type { Parts } from './ports.js';

/** Tells another service whether a session still stands, and notes that it was used. */
export class IntrospectSession {
  constructor(private readonly parts: Pick<Parts, 'sessions' | 'clock'>) {}

  async run(request: { accountId: string; sessionId: string }): Promise<boolean> {
    const { sessions, clock } = this.parts;
    const now = clock.now();
    const session = await liveSession({ sessions }, now, request.sessionId, request.accountId);
    if (session) await noteUse(sessions, session, now);
    return session !== undefined;
  }
}
