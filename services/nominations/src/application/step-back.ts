import { err, ok, type Result } from '@wsis/kernel';
import type { Author } from '../domain/author.js';
import type { NominationsError } from '../domain/nominations-error.js';
import { decideStepBack, type Reviewer } from '../domain/screening.js';
import type { EditionStore, ScreeningConflictStore, SubmissionStore, UnitOfWork } from './ports.js';

/** A reviewer declares an interest: from then on they neither read the submission nor decide on it. */
export class StepBack {
  constructor(
    private readonly database: UnitOfWork,
    private readonly editions: EditionStore,
    private readonly submissions: SubmissionStore,
    private readonly conflicts: ScreeningConflictStore,
  ) {}

  async execute(
    submissionId: string,
    reason: string,
    reviewer: Reviewer & Author,
  ): Promise<Result<undefined, NominationsError>> {
    return this.database.transaction(async (tx) => {
      const editionId = await this.submissions.editionOf(tx, submissionId);
      // Under the edition's lock, so that no decision of theirs slips past it.
      const found = editionId === undefined ? undefined : await this.editions.lock(tx, editionId);
      const submission = found && (await this.submissions.lock(tx, submissionId));
      if (!submission) return err({ code: 'NOMINATIONS.SUBMISSION_UNKNOWN' });
      const decided = decideStepBack(found.edition, submission, reviewer);
      if (!decided.ok) return decided;
      await this.conflicts.declare(tx, submissionId, reviewer.accountId, reason);
      return ok(undefined);
    });
  }
}
