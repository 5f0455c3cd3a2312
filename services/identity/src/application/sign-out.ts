import type { Parts } from './ports.js';

/** Ends a session, and the ballot sessions that were opened from it. */
export class SignOut {
  constructor(private readonly parts: Pick<Parts, 'work' | 'clock'>) {}

  async run(request: { accountId: string; sessionId: string }): Promise<void> {
    const { work, clock } = this.parts;
    await work.run(async (tx) => {
      const now = clock.now();
      await tx.accounts.lock(request.accountId);
      const ended = [
        ...(await tx.sessions.end(request.accountId, now, request.sessionId)),
        ...(await tx.sessions.endVoterSessions({ accountSessionIds: [request.sessionId] }, now)),
      ];
      tx.publish(...ended.map((session) => ({ fact: 'session-revoked' as const, ...session })));
    });
  }
}
