import { err, ok, type Result } from '@wsis/kernel';
import type { NominationsError } from '../domain/nominations-error.js';
import { decideMove, holds, type Reviewer } from '../domain/screening.js';
import type { EditionStore, ScreeningConflictStore, SubmissionStore, UnitOfWork } from './ports.js';

/** Moves a submission to another category before the freeze, where the rules allow it. */
export class MoveSubmission {
  constructor(
    private readonly database: UnitOfWork,
    private readonly editions: EditionStore,
    private readonly submissions: SubmissionStore,
    private readonly conflicts: ScreeningConflictStore,
  ) {}

  async execute(
    submissionId: string,
    { category, reason, version }: { category: string; reason: string; version?: number },
    reviewer: Reviewer,
  ): Promise<Result<{ category: string }, NominationsError>> {
    return this.database.transaction(async (tx) => {
      const editionId = await this.submissions.editionOf(tx, submissionId);
      const found = editionId === undefined ? undefined : await this.editions.lock(tx, editionId);
      const submission = found && (await this.submissions.lock(tx, submissionId));
      if (!submission) return err({ code: 'NOMINATIONS.SUBMISSION_UNKNOWN' });
      const { edition } = found;
      if (!holds(reviewer, ['secretariat'], edition.id)) {
        return err({ code: 'NOMINATIONS.SCREENER_REQUIRED', roles: 'secretariat' });
      }
      const conflicts = await this.conflicts.of(tx, reviewer.accountId, [submissionId]);
      if (conflicts.has(submissionId)) return err({ code: 'NOMINATIONS.STEPPED_BACK' });
      const nominated = await this.submissions.nominatedByCategory(tx, edition.id);
      const decided = decideMove(edition, submission, category, nominated.get(category) ?? 0, version);
      if (!decided.ok) return decided;
      if (submission.category === category) return ok({ category });
      await this.submissions.changeStates(tx, [{ submissionId, state: submission.state, category }]);
      await this.submissions.remember(tx, [
        {
          submissionId,
          what: 'moved',
          actor: reviewer.accountId,
          reason,
          fromState: submission.state,
          toState: submission.state,
          category,
        },
      ]);
      return ok({ category });
    });
  }
}
