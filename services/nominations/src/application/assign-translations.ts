import { err, type Language, type Result } from '@wsis/kernel';
import { isFrozen } from '../domain/edition.js';
import type { NominationsError } from '../domain/nominations-error.js';
import { decideAssignments, type WantedAssignment } from '../domain/translation-assignment.js';
import type { EditionStore, TranslationAssignmentStore, Translators, UnitOfWork } from './ports.js';

/** Gives the texts of categories in one language to translators, and takes them away again: all that is sent, or nothing. */
export class AssignTranslations {
  constructor(
    private readonly database: UnitOfWork,
    private readonly editions: EditionStore,
    private readonly assignments: TranslationAssignmentStore,
    private readonly translators: Translators,
  ) {}

  async execute(
    editionId: string,
    language: Language,
    wanted: readonly WantedAssignment[],
    assignedBy: string,
  ): Promise<Result<undefined, NominationsError>> {
    // Asked before the transaction, which should wait for nothing but the database.
    const translators = new Set(await this.translators.of(editionId));
    return this.database.transaction(async (tx) => {
      const found = await this.editions.lock(tx, editionId);
      if (!found) return err({ code: 'NOMINATIONS.EDITION_UNKNOWN', edition: editionId });
      if (isFrozen(found.edition)) return err({ code: 'NOMINATIONS.LIST_FROZEN' });
      const categories = found.edition.ruleBook.categories.map(({ code }) => code);
      const standing = await this.assignments.standing(tx, editionId, language);
      const decided = decideAssignments(wanted, { categories, translators }, standing);
      if (decided.ok) await this.assignments.assign(tx, editionId, language, wanted, assignedBy);
      return decided;
    });
  }
}
