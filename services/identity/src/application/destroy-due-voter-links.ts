import type { Parts } from './ports.js';

/** Destroys the links between mailboxes and voters of every edition whose published date has come. */
export class DestroyDueVoterLinks {
  constructor(private readonly parts: Pick<Parts, 'work' | 'clock'>) {}

  /** Returns the editions whose links are gone. */
  async run(): Promise<readonly string[]> {
    const { work, clock } = this.parts;
    return work.run((tx) => {
      const now = clock.now();
      return tx.editions.destroyLinks(now.toISOString().slice(0, 10), now);
    });
  }
}
