import { err, ok, type Result } from '@wsis/kernel';
import type { Tx } from '@wsis/persistence';
import type { Balance } from '../domain/tally.js';
import type { VotingError } from '../domain/voting-error.js';
import type { CompareTallies } from './compare-tallies.js';
import { resultDocument, type Count, type CountVotes, type ResultDocument } from './count-votes.js';
import type { Counting, Ledgers, LockedLedger, VotingEvents } from './ports.js';

const HOUR_MS = 3_600_000;

/** What two persons agree on: the result by its hash. Who is ahead is told to neither before both have agreed. */
export interface CountedTally {
  readonly resultHash: string;
  readonly finalLedgerNumber: number;
  readonly ruleBookHash: string;
  readonly balance: Balance;
}

/** Counts after the close and, when the running tally says the same and two persons agree on exactly that result, certifies it. */
export class CertifyTally {
  constructor(
    private readonly ledgers: Ledgers,
    private readonly counting: Counting,
    private readonly countVotes: CountVotes,
    private readonly compare: CompareTallies,
    private readonly events: VotingEvents,
  ) {}

  /** What would be certified now. */
  async foresee(tx: Tx, editionId: string): Promise<Result<CountedTally, VotingError>> {
    const counted = await this.count(tx, editionId);
    if (!counted.ok) return counted;
    const { ledger, count, document } = counted.value;
    return ok({
      resultHash: document.hash,
      finalLedgerNumber: ledger.finalNumber ?? 0,
      ruleBookHash: ledger.rules?.hash ?? '',
      balance: count.counts.balance,
    });
  }

  /** Counts again, and certifies only the result whose hash both persons agreed on. */
  async execute(
    tx: Tx,
    editionId: string,
    resultHash: string,
    approvalId: string,
  ): Promise<Result<ResultDocument, VotingError>> {
    const counted = await this.count(tx, editionId);
    if (!counted.ok) return counted;
    const { ledger, count, document } = counted.value;
    if (document.hash !== resultHash) return err({ code: 'VOTING.RESULT_CHANGED' });
    const ruleBookHash = ledger.rules?.hash ?? '';
    const finalNumber = ledger.finalNumber ?? 0;
    await this.counting.certify(tx, editionId, {
      approvalId,
      finalNumber,
      countedThrough: ledger.nextNumber - 1,
      ruleBookHash,
      resultHash: document.hash,
      result: document.text,
    });
    await this.ledgers.change(tx, ledger, { certified: true });
    const ids = new Map(count.counts.nominees.map((nominee) => [nominee.number, nominee.nomineeId]));
    await this.events.tallyCertified(tx, ledger, {
      finalNumber,
      resultHash: document.hash,
      ruleBookHash,
      champions: count.tally.flatMap(({ code, placings }) =>
        placings
          .filter((placing) => placing.champion)
          .map(({ number, rank, tieRule }) => ({
            nomineeId: ids.get(number) ?? '',
            number,
            category: code,
            rank,
            tieRule: tieRule ?? '',
          })),
      ),
    });
    return ok(document);
  }

  private async count(
    tx: Tx,
    editionId: string,
  ): Promise<Result<{ ledger: LockedLedger; count: Count; document: ResultDocument }, VotingError>> {
    const ledger = await this.ledgers.lock(tx, editionId);
    if (!ledger.rules) return err({ code: 'VOTING.EDITION_UNKNOWN' });
    if (ledger.closedAtMs === undefined) return err({ code: 'VOTING.NOT_CLOSED' });
    if (ledger.certified) return err({ code: 'VOTING.ALREADY_CERTIFIED' });
    const removedAt = await this.counting.lastRemovalAt(tx, editionId);
    const objectionsUntilMs = (removedAt?.getTime() ?? 0) + ledger.rules.count.objectionWindowHours * HOUR_MS;
    if (removedAt && ledger.nowMs < objectionsUntilMs) {
      return err({ code: 'VOTING.OBJECTION_WINDOW', until: new Date(objectionsUntilMs).toISOString() });
    }
    const count = await this.countVotes.execute(tx, ledger);
    const confirmed = await this.compare.confirm(tx, ledger, count.counts);
    if (!confirmed.ok) return confirmed;
    return ok({ ledger, count, document: resultDocument(ledger, count) });
  }
}
