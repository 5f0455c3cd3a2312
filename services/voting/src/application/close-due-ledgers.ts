import type { Database } from '@wsis/persistence';
import { graceUntilMs } from '../domain/window.js';
import type { Ledgers, VotingEvents } from './ports.js';

/** Closes every ledger whose close and grace have passed by the database's clock, once, with its final number. */
export class CloseDueLedgers {
  constructor(
    private readonly database: Pick<Database, 'transaction'>,
    private readonly ledgers: Ledgers,
    private readonly events: VotingEvents,
  ) {}

  /** The editions that it closed. */
  async execute(): Promise<readonly string[]> {
    const closed: string[] = [];
    for (const editionId of await this.ledgers.due()) {
      if (await this.close(editionId)) closed.push(editionId);
    }
    return closed;
  }

  private close(editionId: string): Promise<boolean> {
    return this.database.transaction(async (tx) => {
      const ledger = await this.ledgers.lock(tx, editionId);
      const until = graceUntilMs(ledger);
      if (ledger.closedAtMs !== undefined || until === undefined || ledger.nowMs < until) return false;
      const finalNumber = await this.ledgers.append(tx, ledger, {
        kind: 'close',
        version: ledger.calendarVersion,
        payload: { closesAtMs: ledger.closesAtMs ?? null, graceUntilMs: until, finalLedgerNumber: ledger.nextNumber },
      });
      await this.ledgers.change(tx, ledger, { closed: { finalNumber } });
      await this.events.voteClosed(tx, ledger, finalNumber);
      return true;
    });
  }
}
