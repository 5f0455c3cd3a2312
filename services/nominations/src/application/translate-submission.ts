import { err, ok, type Result } from '@wsis/kernel';
import { isFrozen } from '../domain/edition.js';
import type { NominationsError } from '../domain/nominations-error.js';
import { holds, type Reviewer } from '../domain/screening.js';
import { checkTranslation } from '../domain/submission.js';
import { decideTranslation, unsaidIn } from '../domain/translation.js';
import type { EditionStore, SubmissionStore, Translation, UnitOfWork } from './ports.js';

export interface StoredTranslation {
  readonly language: string;
  readonly state: string;
  readonly version: number;
}

/** Puts a translation beside the original, before the list is frozen: what was frozen is what people vote on. */
export class TranslateSubmission {
  constructor(
    private readonly database: UnitOfWork,
    private readonly editions: EditionStore,
    private readonly submissions: SubmissionStore,
  ) {}

  async execute(
    submissionId: string,
    translation: Translation,
    fromVersion: number,
    translator: Reviewer,
  ): Promise<Result<StoredTranslation, NominationsError>> {
    return this.database.transaction(async (tx) => {
      const editionId = await this.submissions.editionOf(tx, submissionId);
      const found = editionId === undefined ? undefined : await this.editions.share(tx, editionId);
      const submission = found && (await this.submissions.lock(tx, submissionId));
      if (!submission || submission.state === 'draft') return err({ code: 'NOMINATIONS.SUBMISSION_UNKNOWN' });
      const { edition } = found;
      const roles = ['translator', 'secretariat'];
      if (!holds(translator, roles, edition.id)) {
        return err({ code: 'NOMINATIONS.SCREENER_REQUIRED', roles: roles.join(', ') });
      }
      if (isFrozen(edition)) return err({ code: 'NOMINATIONS.LIST_FROZEN' });
      const { language, state } = translation;
      const standing = await this.submissions.textIn(tx, submissionId, language);
      const decided = decideTranslation(language, standing, fromVersion);
      if (!decided.ok) return decided;
      const unsaid = state === 'checked' ? unsaidIn(edition.ruleBook, submission.values, translation.texts) : [];
      const problems = [
        ...checkTranslation(edition.ruleBook, language, translation.texts),
        ...unsaid.map((field) => ({ field, rule: 'required' }) as const),
      ];
      if (problems.length > 0) return err({ code: 'NOMINATIONS.DRAFT_INVALID', problems });
      await this.submissions.translate(tx, submissionId, translation, fromVersion, translator.accountId);
      return ok({ language, state, version: fromVersion + 1 });
    });
  }
}
