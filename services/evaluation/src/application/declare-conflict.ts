import { err, ok, type Result } from '@wsis/kernel';
import type { EvaluationError } from '../domain/evaluation-error.js';
import type { EditionStore, PanelStore, SheetStore, UnitOfWork } from './ports.js';

export interface DeclareConflictInput {
  readonly editionId: string;
  readonly nomineeId: string;
  readonly expertId: string;
  readonly reason: string;
}

/** An expert steps back from one entry; from then on the expert cannot score it. */
export class DeclareConflict {
  constructor(
    private readonly database: UnitOfWork,
    private readonly editions: EditionStore,
    private readonly panels: PanelStore,
    private readonly sheets: SheetStore,
  ) {}

  async execute(input: DeclareConflictInput): Promise<Result<void, EvaluationError>> {
    const { editionId, nomineeId, expertId } = input;
    return this.database.transaction(async (tx) => {
      const entry = await this.editions.entry(tx, editionId, nomineeId);
      if (!entry) return err({ code: 'EVALUATION.NOMINEE_NOT_CHAMPION', nominee: nomineeId });
      await this.panels.lock(tx, editionId, entry.category);
      if (!(await this.panels.isMember(tx, editionId, entry.category, expertId))) {
        return err({ code: 'EVALUATION.NOT_ASSIGNED' });
      }
      const sheet = await this.sheets.find(tx, editionId, nomineeId, expertId);
      if (sheet?.sealed === true) return err({ code: 'EVALUATION.SHEET_SEALED', nominee: nomineeId });
      await this.panels.addConflict(tx, {
        editionId,
        nomineeId,
        accountId: expertId,
        kind: 'declared',
        reason: input.reason,
      });
      return ok(undefined);
    });
  }
}
