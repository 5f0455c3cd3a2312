import { err, ok, type Result } from '@wsis/kernel';
import type { Tx } from '@wsis/persistence';
import { checkDecision, judge, type Judgement, type WantedDecision } from '../domain/decision.js';
import type { EvaluationError } from '../domain/evaluation-error.js';
import type {
  Announcements,
  DecisionStore,
  EditionStore,
  JudgedEdition,
  PanelStore,
  ProposalRefusal,
  Proposals,
  Proposer,
  SheetStore,
  UnitOfWork,
} from './ports.js';

export interface CertifyDecisionsPayload {
  /** Each decision is bound to the sheets that it was made from. */
  readonly decisions: readonly (WantedDecision & { readonly sheetsHash: string })[];
}

/** Who asks: the secretariat for every category, a chair for the own panel alone. */
export interface Asker {
  readonly accountId: string;
  readonly secretariat: boolean;
}

interface Judged {
  readonly edition: JudgedEdition;
  readonly judgement: Judgement;
}

/** Turns what the panels decided into the result of the contest; one person proposes, another approves. */
export class CertifyDecisions {
  constructor(
    private readonly database: UnitOfWork,
    private readonly editions: EditionStore,
    private readonly panels: PanelStore,
    private readonly sheets: SheetStore,
    private readonly decisions: DecisionStore,
    private readonly announcements: Announcements,
    private readonly proposals: Proposals,
  ) {}

  /** What the sealed sheets of a category say; refused until there are enough of them, and to judges who still judge. */
  preview(editionId: string, category: string, asker: Asker): Promise<Result<Judgement, EvaluationError>> {
    return this.database.transaction(async (tx) => {
      const may = await this.maySee(tx, editionId, category, asker);
      if (!may.ok) return may;
      const judged = await this.judge(tx, editionId, category);
      return judged.ok ? ok(judged.value.judgement) : judged;
    });
  }

  async propose(
    editionId: string,
    wanted: readonly WantedDecision[],
    proposedBy: Proposer & Asker,
  ): Promise<Result<{ approvalId: string }, EvaluationError | ProposalRefusal>> {
    return this.database.transaction(async (tx) => {
      const bound: (WantedDecision & { sheetsHash: string })[] = [];
      for (const decision of wanted) {
        const may = await this.maySee(tx, editionId, decision.category, proposedBy);
        if (!may.ok) return may;
        const checked = await this.check(tx, editionId, decision);
        if (!checked.ok) return checked;
        bound.push({ ...decision, sheetsHash: checked.value.sheetsHash });
      }
      const proposed = await this.proposals.propose(tx, {
        kind: 'evaluation.certify-decisions',
        editionId,
        payload: { decisions: bound } satisfies CertifyDecisionsPayload,
        proposedBy,
        summary: bound.map(({ category, outcome, winnerNomineeId }) => ({ category, outcome, winnerNomineeId })),
      });
      return proposed.ok ? ok({ approvalId: proposed.value }) : proposed;
    });
  }

  /** Runs in the approving transaction. */
  async apply(
    tx: Tx,
    editionId: string,
    payload: CertifyDecisionsPayload,
    approvalId: string,
  ): Promise<Result<{ decided: number }, EvaluationError>> {
    const inOrder = [...payload.decisions].sort((a, b) => a.category.localeCompare(b.category));
    for (const { category } of inOrder) await this.panels.lock(tx, editionId, category);
    for (const decision of inOrder) {
      const checked = await this.check(tx, editionId, decision);
      if (!checked.ok) return checked;
      if (checked.value.sheetsHash !== decision.sheetsHash) {
        return err({ code: 'EVALUATION.SHEETS_CHANGED', category: decision.category });
      }
      await this.decisions.save(tx, editionId, decision, checked.value, approvalId);
    }
    await this.announcements.decisionsCertified(tx, editionId, inOrder);
    return ok({ decided: inOrder.length });
  }

  private async maySee(
    tx: Tx,
    editionId: string,
    category: string,
    { accountId, secretariat }: Asker,
  ): Promise<Result<void, EvaluationError>> {
    if (!secretariat && (await this.panels.find(tx, editionId, category))?.chair !== accountId) {
      return err({ code: 'EVALUATION.NOT_ASSIGNED' });
    }
    const stillJudges = await this.panels.hasUnsealed(tx, editionId, category, accountId);
    return stillJudges ? err({ code: 'EVALUATION.OWN_SHEETS_FIRST', category }) : ok(undefined);
  }

  private async check(tx: Tx, editionId: string, wanted: WantedDecision): Promise<Result<Judgement, EvaluationError>> {
    const { category } = wanted;
    const judged = await this.judge(tx, editionId, category);
    if (!judged.ok) return judged;
    if (await this.decisions.isDecided(tx, editionId, category)) {
      return err({ code: 'EVALUATION.ALREADY_DECIDED', category });
    }
    const checked = checkDecision(judged.value.edition.ruleBook, judged.value.judgement, wanted);
    return checked.ok ? ok(judged.value.judgement) : checked;
  }

  private async judge(tx: Tx, editionId: string, category: string): Promise<Result<Judged, EvaluationError>> {
    const edition = await this.editions.find(tx, editionId);
    if (!edition) return err({ code: 'EVALUATION.EDITION_UNKNOWN', edition: editionId });
    if (!(await this.panels.find(tx, editionId, category))) return err({ code: 'EVALUATION.PANEL_UNKNOWN', category });
    const entries = await this.editions.entries(tx, editionId, category);
    const sheets = await this.sheets.sealed(tx, editionId, category);
    const judgement = judge(edition.ruleBook, category, entries, sheets, edition.resultHash);
    return judgement.ok ? ok({ edition, judgement: judgement.value }) : judgement;
  }
}
