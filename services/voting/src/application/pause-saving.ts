import type { Tx } from '@wsis/persistence';
import type { Ledgers } from './ports.js';

/** Stops the saving of ballots, or lets it go on; recorded in the ledger with the reason. */
export class PauseSaving {
  constructor(private readonly ledgers: Ledgers) {}

  async execute(tx: Tx, editionId: string, paused: boolean, reason: string): Promise<void> {
    const ledger = await this.ledgers.lock(tx, editionId);
    if (ledger.paused === paused) return;
    await this.ledgers.append(tx, ledger, {
      kind: 'window',
      version: ledger.calendarVersion,
      payload: { paused, reason },
    });
    await this.ledgers.change(tx, ledger, { paused });
  }
}
