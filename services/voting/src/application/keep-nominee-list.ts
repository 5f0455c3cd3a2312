import type { Tx } from '@wsis/persistence';
import type { Ledgers, LockedLedger, Nominee } from './ports.js';

export interface FrozenList {
  readonly editionId: string;
  readonly listVersion: number;
  readonly count: number;
  readonly hash: string;
}

/**
 * Keeps the frozen list of nominees. Nominees and the freeze come as events of different keys, so in any order:
 * the vote cannot open before both have come in full.
 */
export class KeepNomineeList {
  constructor(private readonly ledgers: Ledgers) {}

  async list(tx: Tx, nominee: Nominee): Promise<void> {
    // Under the lock also here: a freeze in another transaction could otherwise miss this nominee, and this one the freeze.
    const ledger = await this.ledgers.lock(tx, nominee.editionId);
    await this.ledgers.addNominee(tx, nominee);
    await this.completeIfAllAreThere(tx, ledger, ledger.listCount);
  }

  async freeze(tx: Tx, frozen: FrozenList): Promise<void> {
    const ledger = await this.ledgers.lock(tx, frozen.editionId);
    if (frozen.listVersion <= ledger.listVersion) return;
    await this.ledgers.change(tx, ledger, {
      list: { version: frozen.listVersion, count: frozen.count, hash: frozen.hash },
    });
    await this.completeIfAllAreThere(tx, ledger, frozen.count);
  }

  private async completeIfAllAreThere(tx: Tx, ledger: LockedLedger, count: number | undefined): Promise<void> {
    if (count === undefined || ledger.listComplete) return;
    if ((await this.ledgers.countNominees(tx, ledger.editionId)) < count) return;
    await this.ledgers.change(tx, ledger, { listComplete: true });
  }
}
