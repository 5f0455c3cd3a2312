import type { Tx } from '@wsis/persistence';
import type { Ledgers, Nominee } from './ports.js';

/** Takes a nominee out of the vote: from this ledger number on nobody can choose it, and votes for it are not counted. */
export class WithdrawNominee {
  constructor(private readonly ledgers: Ledgers) {}

  async execute(tx: Tx, nominee: Nominee, listVersion: number): Promise<void> {
    const ledger = await this.ledgers.lock(tx, nominee.editionId);
    if (ledger.withdrawn.includes(nominee.number)) return;
    const ledgerNumber = await this.ledgers.append(tx, ledger, {
      kind: 'withdrawal',
      version: listVersion,
      payload: { nomineeId: nominee.nomineeId, number: nominee.number, category: nominee.category },
    });
    await this.ledgers.withdrawNominee(tx, nominee, listVersion, ledgerNumber);
    await this.ledgers.change(tx, ledger, { withdrawn: [...ledger.withdrawn, nominee.number] });
  }
}
