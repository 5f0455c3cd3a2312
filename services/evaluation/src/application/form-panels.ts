import { err, ok, type Result } from '@wsis/kernel';
import type { Tx } from '@wsis/persistence';
import { categoryByCode } from '@wsis/rule-book';
import { judge } from '../domain/decision.js';
import type { EvaluationError } from '../domain/evaluation-error.js';
import { checkPanel, detectConflict, type Panel } from '../domain/panel.js';
import type {
  EditionStore,
  JudgedEdition,
  PanelStore,
  ProposalRefusal,
  Proposals,
  Proposer,
  SheetStore,
  UnitOfWork,
} from './ports.js';

export interface FormPanelsPayload {
  readonly panels: readonly Panel[];
}

/** Puts the experts of one or more categories together; who judges can change who wins, so two persons decide it. */
export class FormPanels {
  constructor(
    private readonly database: UnitOfWork,
    private readonly editions: EditionStore,
    private readonly panels: PanelStore,
    private readonly sheets: SheetStore,
    private readonly proposals: Proposals,
  ) {}

  async propose(
    editionId: string,
    payload: FormPanelsPayload,
    proposedBy: Proposer,
  ): Promise<Result<{ approvalId: string }, EvaluationError | ProposalRefusal>> {
    return this.database.transaction(async (tx) => {
      const checked = await this.check(tx, editionId, payload);
      if (!checked.ok) return checked;
      const proposed = await this.proposals.propose(tx, {
        kind: 'evaluation.form-panels',
        editionId,
        payload,
        proposedBy,
        summary: payload.panels.map(({ category, members }) => ({ category, members: members.length })),
      });
      return proposed.ok ? ok({ approvalId: proposed.value }) : proposed;
    });
  }

  /** Runs in the approving transaction. */
  async apply(
    tx: Tx,
    editionId: string,
    payload: FormPanelsPayload,
    approvalId: string,
  ): Promise<Result<{ panels: number; conflicts: number }, EvaluationError>> {
    const categories = payload.panels.map((panel) => panel.category).sort();
    for (const category of categories) await this.panels.lock(tx, editionId, category);
    const checked = await this.check(tx, editionId, payload);
    if (!checked.ok) return checked;
    let conflicts = 0;
    for (const panel of payload.panels) {
      await this.panels.save(tx, editionId, panel, approvalId);
      const entries = await this.editions.entries(tx, editionId, panel.category);
      for (const expert of await this.editions.experts(tx, editionId, panel.members)) {
        for (const entry of entries) {
          const kind = detectConflict(expert, entry);
          if (kind === undefined) continue;
          conflicts += 1;
          await this.panels.addConflict(tx, {
            editionId,
            nomineeId: entry.nomineeId,
            accountId: expert.accountId,
            kind,
            reason: '',
          });
        }
      }
    }
    return ok({ panels: payload.panels.length, conflicts });
  }

  private async check(tx: Tx, editionId: string, payload: FormPanelsPayload): Promise<Result<void, EvaluationError>> {
    const edition = await this.editions.find(tx, editionId);
    if (!edition) return err({ code: 'EVALUATION.EDITION_UNKNOWN', edition: editionId });
    const wanted = [...new Set(payload.panels.flatMap((panel) => panel.members))];
    const experts = new Set((await this.editions.experts(tx, editionId, wanted)).map((expert) => expert.accountId));
    for (const panel of payload.panels) {
      const { category } = panel;
      if (!categoryByCode(edition.ruleBook, category)) return err({ code: 'EVALUATION.CATEGORY_UNKNOWN', category });
      const checked = checkPanel(panel, experts, edition.ruleBook.evaluation.quorum);
      if (!checked.ok) return checked;
      if (await this.isAtWork(tx, edition, panel)) return err({ code: 'EVALUATION.PANEL_AT_WORK', category });
    }
    return ok(undefined);
  }

  /**
   * Whose sheet is sealed stays, because a sealed sheet counts. Once there are enough of them to be revealed nobody
   * comes or goes: whoever chose would know what the others said.
   */
  private async isAtWork(tx: Tx, { editionId, ruleBook, resultHash }: JudgedEdition, panel: Panel): Promise<boolean> {
    const { category, members } = panel;
    const sealed = await this.sheets.sealed(tx, editionId, category);
    if (sealed.some(({ expertId }) => !members.includes(expertId))) return true;
    const entries = await this.editions.entries(tx, editionId, category);
    return judge(ruleBook, category, entries, sealed, resultHash).ok;
  }
}
