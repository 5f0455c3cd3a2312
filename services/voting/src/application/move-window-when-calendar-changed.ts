import type { Result } from '@wsis/kernel';
import type { Tx } from '@wsis/persistence';
import { moveWindow, type MovedWindow, type WindowChange, type WindowRefusal } from '../domain/window.js';
import type { Ledgers, VotingEvents } from './ports.js';

/** Records a calendar change in the ledger, which puts it in force; after the close nothing moves, however late it comes. */
export class MoveWindowWhenCalendarChanged {
  constructor(
    private readonly ledgers: Ledgers,
    private readonly events: VotingEvents,
  ) {}

  async execute(tx: Tx, editionId: string, change: WindowChange): Promise<Result<MovedWindow, WindowRefusal>> {
    const ledger = await this.ledgers.lock(tx, editionId);
    const moved = moveWindow(ledger, change, ledger.nowMs);
    if (!moved.ok) return moved;
    const window = moved.value;
    if (window.opensAtMs === ledger.opensAtMs && window.closesAtMs === ledger.closesAtMs) {
      // The calendar changed elsewhere.
      await this.ledgers.change(tx, ledger, { window });
      return moved;
    }
    const ledgerNumber = await this.ledgers.append(tx, ledger, {
      kind: 'window',
      version: window.calendarVersion,
      payload: {
        opensAtMs: window.opensAtMs ?? null,
        closesAtMs: window.closesAtMs ?? null,
        graceSeconds: ledger.graceSeconds,
        calendarVersion: window.calendarVersion,
      },
    });
    await this.ledgers.change(tx, ledger, { window });
    await this.events.windowChanged(tx, ledger, window, ledgerNumber);
    return moved;
  }
}
