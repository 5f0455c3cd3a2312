import type { ApprovalActor, Approvals, JsonValue, ProposalRefusal } from '@wsis/approval';
import { ok, type ApprovalId, type Result } from '@wsis/kernel';
import type { Database, Tx } from '@wsis/persistence';
import type { VotingError } from '../domain/voting-error.js';
import type { CertifyTally, CountedTally } from './certify-tally.js';
import type { BallotsDecision, DecideOnBallots, ForeseenEffect } from './decide-on-ballots.js';

/** What two persons may do in voting, by kind, with the payload that both bind. */
export interface TwoPersonPayloads {
  readonly 'voting.review-ballots': BallotsDecision;
  readonly 'voting.restore-ballots': BallotsDecision;
  readonly 'voting.remove-ballots': BallotsDecision;
  readonly 'voting.certify': {
    readonly resultHash: string;
    readonly finalLedgerNumber: number;
    readonly ruleBookHash: string;
  };
  readonly 'voting.export-openings': { readonly reason: string };
  readonly 'voting.read-running-counts': { readonly reason: string };
  readonly 'voting.pause-saving': { readonly paused: boolean; readonly reason: string };
}
export type TwoPersonKind = keyof TwoPersonPayloads;

export interface Proposed<Summary> {
  readonly approvalId: ApprovalId;
  readonly summary: Summary;
}

type Outcome<Summary> = Promise<Result<Proposed<Summary>, VotingError | ProposalRefusal>>;

const KIND_OF_DECISION = {
  review: 'voting.review-ballots',
  restoration: 'voting.restore-ballots',
  removal: 'voting.remove-ballots',
} as const;

/** Writes proposals down for a second person, each with what it would do. */
export class ProposeForTwo {
  constructor(
    private readonly database: Pick<Database, 'transaction'>,
    private readonly approvals: Approvals,
    private readonly decide: DecideOnBallots,
    private readonly certify: CertifyTally,
  ) {}

  decision(editionId: string, decision: BallotsDecision, actor: ApprovalActor): Outcome<ForeseenEffect> {
    return this.database.transaction(async (tx) => {
      const effect = await this.decide.foresee(tx, editionId, decision);
      if (!effect.ok) return effect;
      return this.propose(tx, KIND_OF_DECISION[decision.action], editionId, decision, effect.value, actor);
    });
  }

  certification(editionId: string, actor: ApprovalActor): Outcome<CountedTally> {
    return this.database.transaction(async (tx) => {
      const counted = await this.certify.foresee(tx, editionId);
      if (!counted.ok) return counted;
      const { resultHash, finalLedgerNumber, ruleBookHash } = counted.value;
      const payload = { resultHash, finalLedgerNumber, ruleBookHash };
      return this.propose(tx, 'voting.certify', editionId, payload, counted.value, actor);
    });
  }

  other<Kind extends 'voting.export-openings' | 'voting.read-running-counts' | 'voting.pause-saving'>(
    kind: Kind,
    editionId: string,
    payload: TwoPersonPayloads[Kind],
    actor: ApprovalActor,
  ): Outcome<TwoPersonPayloads[Kind]> {
    return this.database.transaction((tx) => this.propose(tx, kind, editionId, payload, payload, actor));
  }

  private async propose<Kind extends TwoPersonKind, Summary>(
    tx: Tx,
    kind: Kind,
    editionId: string,
    payload: TwoPersonPayloads[Kind],
    summary: Summary,
    proposedBy: ApprovalActor,
  ): Outcome<Summary> {
    const plain = (value: unknown) => JSON.parse(JSON.stringify(value)) as JsonValue;
    const id = await this.approvals.propose(tx, {
      kind,
      editionId,
      payload: plain(payload),
      summary: plain(summary),
      proposedBy,
    });
    return id.ok ? ok({ approvalId: id.value, summary }) : id;
  }
}
