import type { Parts } from './ports.js';

const KEPT_MS = 24 * 60 * 60_000;
/** How long it is told what became of a mail. */
const MAIL_STATES_KEPT_MS = 30 * 24 * 60 * 60_000;

/** Removes codes and sessions that ended a day ago, and what is left of mails of a month ago. */
export class ForgetExpired {
  constructor(private readonly parts: Pick<Parts, 'work' | 'clock'>) {}

  async run(): Promise<void> {
    const { work, clock } = this.parts;
    const now = clock.now().getTime();
    const before = new Date(now - KEPT_MS);
    await work.run(async (tx) => {
      await tx.codes.removeExpired(before);
      await tx.sessions.removeExpired(before);
      await tx.mails.removeSettled(new Date(now - MAIL_STATES_KEPT_MS));
    });
  }
}
