import type { LiveSession, Parts } from './ports.js';

/** Where an account is signed in, the latest use first. */
export class ListSessions {
  constructor(private readonly parts: Pick<Parts, 'work' | 'clock'>) {}

  async run(accountId: string): Promise<readonly LiveSession[]> {
    const { work, clock } = this.parts;
    return work.run((tx) => tx.sessions.live(accountId, clock.now()));
  }
}
