import { randomBytes } from 'node:crypto';
import { err, ok, type Result } from '@wsis/kernel';
import type { Tx } from '@wsis/persistence';
import { mayDecide, standingAfter, type Decision } from '../domain/standing.js';
import { rankSwaps, type RankSwap } from '../domain/tally.js';
import { EVIDENCE_SALT_BYTES, evidenceHash } from '../domain/evidence.js';
import type { VotingError } from '../domain/voting-error.js';
import type { CountVotes } from './count-votes.js';
import type { Counting, Ledgers, LockedLedger, VoterBallot, VotingEvents } from './ports.js';

export interface BallotsDecision {
  readonly action: Decision;
  readonly ledgerNumbers: readonly number[];
  readonly rule: string;
  readonly evidence: string;
}

/** What those who decide are told: how many ballots, and, once the vote is closed, how many are counted before and after. */
export interface ForeseenEffect {
  readonly ballots: number;
  readonly countedBefore: number | null;
  readonly countedAfter: number | null;
}

/** What a decision did. The register keeps the places that moved until the Champions are released: who decides is not to know whom it helps. */
export interface DecisionEffect extends ForeseenEffect {
  readonly rankSwaps: readonly RankSwap[] | null;
}

/** Puts ballots under review, restores them or removes them, for two persons, as a row of the ledger of its own. */
export class DecideOnBallots {
  constructor(
    private readonly ledgers: Ledgers,
    private readonly counting: Counting,
    private readonly countVotes: CountVotes,
    private readonly events: VotingEvents,
  ) {}

  /** Tries the decision and undoes it, so that what is shown before is what happens after. */
  async foresee(tx: Tx, editionId: string, decision: BallotsDecision): Promise<Result<ForeseenEffect, VotingError>> {
    await tx.execute('SAVEPOINT foreseen');
    const ledger = await this.ledgers.lock(tx, editionId);
    const applied = await this.apply(tx, ledger, decision, ledger.nextNumber);
    await tx.execute('ROLLBACK TO SAVEPOINT foreseen');
    if (!applied.ok) return applied;
    const { ballots, countedBefore, countedAfter } = applied.value;
    return ok({ ballots, countedBefore, countedAfter });
  }

  /** Carries an approved decision out. */
  async execute(
    tx: Tx,
    editionId: string,
    decision: BallotsDecision,
    approvalId: string,
  ): Promise<Result<number, VotingError>> {
    const ledger = await this.ledgers.lock(tx, editionId);
    const applied = await this.apply(tx, ledger, decision, ledger.nextNumber);
    if (!applied.ok) return applied;
    const { action, ledgerNumbers, rule, evidence } = decision;
    const evidenceSalt = randomBytes(EVIDENCE_SALT_BYTES);
    const rowNumber = await this.ledgers.append(tx, ledger, {
      kind: action,
      version: 0,
      payload: {
        action,
        ledgerNumbers,
        rule,
        evidenceHash: evidenceHash(evidence, evidenceSalt),
        approvalId,
      },
    });
    const effect = { ...applied.value, rankSwaps: applied.value.rankSwaps?.map((swap) => ({ ...swap })) ?? null };
    const recorded = { rowNumber, action, ledgerNumbers, rule, evidence, evidenceSalt, effect, approvalId };
    await this.counting.recordDecision(tx, editionId, recorded);
    await this.events.ballotsRemoved(tx, ledger, recorded);
    return ok(rowNumber);
  }

  private async apply(
    tx: Tx,
    ledger: LockedLedger,
    { action, ledgerNumbers }: BallotsDecision,
    rowNumber: number,
  ): Promise<Result<DecisionEffect, VotingError>> {
    if (ledger.certified) return err({ code: 'VOTING.ALREADY_CERTIFIED' });
    const ballots = await this.counting.ballotsByNumber(tx, ledger.editionId, ledgerNumbers);
    const known = new Set(ballots.map((ballot) => ballot.ledgerNumber));
    const unknown = ledgerNumbers.filter((number) => !known.has(number));
    if (unknown.length > 0) return err({ code: 'VOTING.LEDGER_NUMBER_UNKNOWN', numbers: unknown });
    const allowed = mayDecide(action, ballots);
    if (!allowed.ok) return allowed;
    if (ledger.closedAtMs === undefined) {
      await this.put(tx, ledger, ballots, action, rowNumber);
      return ok({ ballots: ballots.length, countedBefore: null, countedAfter: null, rankSwaps: null });
    }
    const before = await this.countVotes.execute(tx, ledger);
    await this.put(tx, ledger, ballots, action, rowNumber);
    const after = await this.countVotes.execute(tx, ledger);
    return ok({
      ballots: ballots.length,
      countedBefore: before.counts.balance.counted,
      countedAfter: after.counts.balance.counted,
      rankSwaps: rankSwaps(before.tally, after.tally),
    });
  }

  private put(tx: Tx, ledger: LockedLedger, ballots: readonly VoterBallot[], action: Decision, rowNumber: number) {
    return this.counting.setStanding(tx, ledger.editionId, ballots, standingAfter(action), rowNumber);
  }
}
