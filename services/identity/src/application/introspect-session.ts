import { liveSession } from './renew-session.js';
import type { Parts } from './ports.js';

/** Tells another service whether a session still stands. */
export class IntrospectSession {
  constructor(private readonly parts: Pick<Parts, 'work' | 'clock'>) {}

  async run(request: { accountId: string; sessionId: string }): Promise<boolean> {
    const { work, clock } = this.parts;
    return work.run(
      async (tx) => (await liveSession(tx, clock.now(), request.sessionId, request.accountId)) !== undefined,
    );
  }
}
