import { err, ok, type Result } from '@wsis/kernel';
import type { Author } from '../domain/author.js';
import { isFrozen } from '../domain/edition.js';
import type { NominationsError } from '../domain/nominations-error.js';
import { decideDisposal } from '../domain/submission.js';
import type { EditionStore, SubmissionStore, UnitOfWork } from './ports.js';

/** Takes a submission back by who began it or speaks for its organisation, as long as the list is not frozen. */
export class WithdrawSubmission {
  constructor(
    private readonly database: UnitOfWork,
    private readonly editions: EditionStore,
    private readonly submissions: SubmissionStore,
  ) {}

  async execute(
    submissionId: string,
    author: Author,
    reason: string,
  ): Promise<Result<{ state: 'withdrawn' }, NominationsError>> {
    return this.database.transaction(async (tx) => {
      // The edition first, then the submission: the same order as the freeze, so that neither waits for the other.
      const editionId = await this.submissions.editionOf(tx, submissionId);
      const found = editionId === undefined ? undefined : await this.editions.lock(tx, editionId);
      const submission = found && (await this.submissions.lock(tx, submissionId));
      if (!submission) return err({ code: 'NOMINATIONS.SUBMISSION_UNKNOWN' });
      const mayWithdraw = decideDisposal(submission, author);
      if (!mayWithdraw.ok) return mayWithdraw;
      if (submission.state === 'withdrawn') return err({ code: 'NOMINATIONS.ALREADY_WITHDRAWN' });
      if (isFrozen(found.edition)) return err({ code: 'NOMINATIONS.LIST_FROZEN' });
      await this.submissions.changeStates(tx, [{ submissionId, state: 'withdrawn', category: submission.category }]);
      await this.submissions.remember(tx, [
        {
          submissionId,
          what: 'withdrawn',
          actor: author.accountId,
          reason,
          fromState: submission.state,
          toState: 'withdrawn',
          category: submission.category,
        },
      ]);
      return ok({ state: 'withdrawn' });
    });
  }
}
