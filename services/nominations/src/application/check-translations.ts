import { err, ok, type Language, type Result } from '@wsis/kernel';
import { isFrozen } from '../domain/edition.js';
import type { NominationsError } from '../domain/nominations-error.js';
import type { Submission } from '../domain/submission.js';
import { decideCheck, type CheckOutcome } from '../domain/translation.js';
import type { EditionStore, SubmissionStore, UnitOfWork } from './ports.js';

/** A draft in the version that somebody has read. */
export interface ReadDraft {
  readonly id: string;
  readonly version: number;
}

export interface CheckedDraft {
  readonly id: string;
  readonly outcome: CheckOutcome;
}

/** Marks drafts in one language as checked: each that is whole and still is what was read; the others are named. */
export class CheckTranslations {
  constructor(
    private readonly database: UnitOfWork,
    private readonly editions: EditionStore,
    private readonly submissions: SubmissionStore,
  ) {}

  async execute(
    editionId: string,
    language: Language,
    drafts: readonly ReadDraft[],
    checkedBy: string,
  ): Promise<Result<readonly CheckedDraft[], NominationsError>> {
    return this.database.transaction(async (tx) => {
      const found = await this.editions.share(tx, editionId);
      if (!found) return err({ code: 'NOMINATIONS.EDITION_UNKNOWN', edition: editionId });
      if (isFrozen(found.edition)) return err({ code: 'NOMINATIONS.LIST_FROZEN' });
      const ids = drafts.map(({ id }) => id);
      const submissions = await this.submissions.lockMany(tx, ids);
      const texts = await this.submissions.textsIn(tx, ids, language);
      const outcomes = drafts.map(({ id, version }): CheckedDraft => {
        const submission = submissions.get(id);
        if (!isWanted(submission, editionId)) return { id, outcome: 'unknown' };
        return { id, outcome: decideCheck(found.edition.ruleBook, submission, texts.get(id), version) };
      });
      const checked = outcomes.filter(({ outcome }) => outcome === 'checked').map(({ id }) => id);
      await this.submissions.markChecked(tx, checked, language, checkedBy);
      return ok(outcomes);
    });
  }
}

function isWanted(submission: Submission | undefined, editionId: string): submission is Submission {
  return submission?.editionId === editionId && ['submitted', 'nominated'].includes(submission.state);
}
