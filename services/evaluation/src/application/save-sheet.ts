import { err, ok, type Result } from '@wsis/kernel';
import type { Tx } from '@wsis/persistence';
import type { EvaluationError } from '../domain/evaluation-error.js';
import { detectConflict, type Entry } from '../domain/panel.js';
import { checkScores } from '../domain/score-sheet.js';
import type { Announcements, EditionStore, JudgedEdition, PanelStore, SheetStore, UnitOfWork } from './ports.js';

export interface SheetKey {
  readonly editionId: string;
  readonly nomineeId: string;
  readonly expertId: string;
}

/** An expert's own sheet: saved as often as wanted, sealed once. */
export class SaveSheet {
  constructor(
    private readonly database: UnitOfWork,
    private readonly editions: EditionStore,
    private readonly panels: PanelStore,
    private readonly sheets: SheetStore,
    private readonly announcements: Announcements,
  ) {}

  /** Stores scores made from version n; criteria may still be missing. */
  async save(
    key: SheetKey,
    fromVersion: number,
    scores: Readonly<Record<string, number>>,
    comment: string,
  ): Promise<Result<{ version: number }, EvaluationError>> {
    return this.database.transaction(async (tx) => {
      const allowed = await this.open(tx, key);
      if (!allowed.ok) return allowed;
      const checked = checkScores(allowed.value.edition.ruleBook.evaluation, scores, 'draft');
      if (!checked.ok) return err({ code: 'EVALUATION.SHEET_INVALID', problems: checked.error });
      const { nomineeId, expertId } = key;
      const sheet = { nomineeId, expertId, scores, comment, version: fromVersion + 1, sealed: false };
      const version = await this.sheets.save(tx, key.editionId, sheet, fromVersion);
      if (version !== undefined) return ok({ version });
      const current = await this.sheets.find(tx, key.editionId, nomineeId, expertId);
      return err({ code: 'EVALUATION.STALE_SHEET', version: current?.version ?? 0 });
    });
  }

  /** Closes a complete sheet for ever, in the version that the expert saw; only then may it count. */
  async seal(key: SheetKey, shownVersion: number): Promise<Result<void, EvaluationError>> {
    const { editionId, nomineeId, expertId } = key;
    return this.database.transaction(async (tx) => {
      const allowed = await this.open(tx, key);
      if (!allowed.ok) return allowed;
      const { edition, entry } = allowed.value;
      const sheet = await this.sheets.find(tx, editionId, nomineeId, expertId);
      if (!sheet) return err({ code: 'EVALUATION.SHEET_UNKNOWN', nominee: nomineeId });
      if (sheet.version !== shownVersion) return err({ code: 'EVALUATION.STALE_SHEET', version: sheet.version });
      const checked = checkScores(edition.ruleBook.evaluation, sheet.scores, 'complete');
      if (!checked.ok) return err({ code: 'EVALUATION.SHEET_INVALID', problems: checked.error });
      if (!(await this.sheets.seal(tx, editionId, nomineeId, expertId))) {
        return err({ code: 'EVALUATION.SHEET_SEALED', nominee: nomineeId });
      }
      await this.announcements.sheetSealed(tx, { editionId, category: entry.category, nomineeId, expertId });
      return ok(undefined);
    });
  }

  private async open(
    tx: Tx,
    { editionId, nomineeId, expertId }: SheetKey,
  ): Promise<Result<{ edition: JudgedEdition; entry: Entry }, EvaluationError>> {
    const edition = await this.editions.find(tx, editionId);
    if (!edition) return err({ code: 'EVALUATION.EDITION_UNKNOWN', edition: editionId });
    const entry = await this.editions.entry(tx, editionId, nomineeId);
    if (!entry) return err({ code: 'EVALUATION.NOMINEE_NOT_CHAMPION', nominee: nomineeId });
    await this.panels.lock(tx, editionId, entry.category);
    if (!(await this.panels.isMember(tx, editionId, entry.category, expertId))) {
      return err({ code: 'EVALUATION.NOT_ASSIGNED' });
    }
    if (!edition.open) return err({ code: 'EVALUATION.NOT_OPEN' });
    // Looked at again at every save: people change their organisations after a panel is formed.
    const [expert] = await this.editions.experts(tx, editionId, [expertId]);
    const detected = expert && detectConflict(expert, entry);
    if (detected !== undefined || (await this.panels.hasConflict(tx, editionId, nomineeId, expertId))) {
      return err({ code: 'EVALUATION.CONFLICTED', nominee: nomineeId });
    }
    const sheet = await this.sheets.find(tx, editionId, nomineeId, expertId);
    if (sheet?.sealed === true) return err({ code: 'EVALUATION.SHEET_SEALED', nominee: nomineeId });
    return ok({ edition, entry });
  }
}
