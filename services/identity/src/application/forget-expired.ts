import type { Parts } from './ports.js';

const KEPT_MS = 24 * 60 * 60_000;

/** Removes codes and sessions that ended a day ago. */
export class ForgetExpired {
  constructor(private readonly parts: Pick<Parts, 'work' | 'clock'>) {}

  async run(): Promise<void> {
    const { work, clock } = this.parts;
    const before = new Date(clock.now().getTime() - KEPT_MS);
    await work.run(async (tx) => {
      await tx.codes.removeExpired(before);
      await tx.sessions.removeExpired(before);
    });
  }
}
