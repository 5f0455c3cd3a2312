import type { Tx } from '@wsis/persistence';
import type { Ledgers } from './ports.js';

/** Notes that a part of the results is public from an instant on: until then the count stays with the staff. */
export class NoteRelease {
  constructor(private readonly ledgers: Ledgers) {}

  async execute(tx: Tx, editionId: string, kind: string, publishedAtMs: number): Promise<void> {
    await this.ledgers.addRelease(tx, editionId, kind, publishedAtMs);
  }
}
