import { BallotsRemovedSchema, TallyCertifiedSchema, VoteClosedSchema, WindowChangedSchema } from '@wsis/contracts';
import { event, type EventLog } from '@wsis/messaging';
import type { Tx } from '@wsis/persistence';
import { VotingEvents, type BallotDecision, type CertifiedTally, type LockedLedger } from '../../application/ports.js';
import { graceUntilMs, type MovedWindow } from '../../domain/window.js';

/** Writes voting's facts to the event log. The aggregate's version is the ledger number. */
export class LoggedVotingEvents extends VotingEvents {
  constructor(private readonly log: EventLog) {
    super();
  }

  windowChanged(tx: Tx, ledger: LockedLedger, window: MovedWindow, ledgerNumber: number): Promise<void> {
    const until = graceUntilMs({ closesAtMs: window.closesAtMs, graceSeconds: ledger.graceSeconds });
    return this.log.append(tx, [
      event(
        WindowChangedSchema,
        {
          editionId: ledger.editionId,
          opensAtMs: BigInt(window.opensAtMs ?? 0),
          closesAtMs: BigInt(window.closesAtMs ?? 0),
          graceUntilMs: BigInt(until ?? 0),
          calendarVersion: window.calendarVersion,
          ledgerNumber: BigInt(ledgerNumber),
        },
        { key: ledger.editionId, version: ledgerNumber },
      ),
    ]);
  }

  voteClosed(tx: Tx, ledger: LockedLedger, finalNumber: number): Promise<void> {
    return this.log.append(tx, [
      event(
        VoteClosedSchema,
        { editionId: ledger.editionId, closedAtMs: BigInt(ledger.nowMs), finalLedgerNumber: BigInt(finalNumber) },
        { key: ledger.editionId, version: finalNumber },
      ),
    ]);
  }

  ballotsRemoved(tx: Tx, ledger: LockedLedger, decision: BallotDecision): Promise<void> {
    return this.log.append(tx, [
      event(
        BallotsRemovedSchema,
        {
          editionId: ledger.editionId,
          action: decision.action,
          ledgerNumbers: decision.ledgerNumbers.map(BigInt),
          rule: decision.rule,
          approvalId: decision.approvalId,
        },
        { key: ledger.editionId, version: decision.rowNumber },
      ),
    ]);
  }

  tallyCertified(tx: Tx, ledger: LockedLedger, certified: CertifiedTally): Promise<void> {
    return this.log.append(tx, [
      event(
        TallyCertifiedSchema,
        {
          editionId: ledger.editionId,
          finalLedgerNumber: BigInt(certified.finalNumber),
          resultHash: certified.resultHash,
          ruleBookHash: certified.ruleBookHash,
          champions: certified.champions.map((champion) => ({ ...champion, champion: true })),
        },
        { key: ledger.editionId, version: ledger.nextNumber },
      ),
    ]);
  }
}
