import { err, ok, type Result } from '@wsis/kernel';
import type { Author } from '../domain/author.js';
import type { NominationsError } from '../domain/nominations-error.js';
import { decideEntityLimit, decideSubmit, factsOf } from '../domain/submission.js';
import type { Announcements, EditionStore, SubmissionStore, UnitOfWork } from './ports.js';

export interface ReceivedSubmission {
  readonly id: string;
  readonly version: number;
  readonly state: 'submitted';
}

/** Receives a complete submission, inside the window by the database's clock and within the rules. */
export class SubmitSubmission {
  constructor(
    private readonly database: UnitOfWork,
    private readonly editions: EditionStore,
    private readonly submissions: SubmissionStore,
    private readonly announcements: Announcements,
  ) {}

  async execute(
    submissionId: string,
    fromVersion: number,
    author: Author,
  ): Promise<Result<ReceivedSubmission, NominationsError>> {
    return this.database.transaction(async (tx) => {
      // The edition first, as everybody who locks both: a freeze waits for this, or this sees the frozen list.
      const editionId = await this.submissions.editionOf(tx, submissionId);
      const found = editionId === undefined ? undefined : await this.editions.share(tx, editionId);
      const submission = found && (await this.submissions.lock(tx, submissionId));
      if (!submission) return err({ code: 'NOMINATIONS.SUBMISSION_UNKNOWN' });
      const { edition, now } = found;
      const { ruleBook } = edition;
      const decided = decideSubmit(edition, submission, fromVersion, author, now);
      if (!decided.ok) return decided;
      const facts = factsOf(submission);
      const { perCategory, perEdition } = ruleBook.submission.entityLimit;
      if (facts.entityKey !== null && (perCategory !== null || perEdition !== null)) {
        const already = await this.submissions.countOfEntity(
          tx,
          edition.id,
          facts.entityKey,
          facts.category ?? '',
          submission.id,
        );
        const within = decideEntityLimit(ruleBook, already);
        if (!within.ok) return within;
      }
      if (!(await this.submissions.receive(tx, submission.id, ruleBook.submission.sameProjectOnce))) {
        return err({ code: 'NOMINATIONS.DUPLICATE_PROJECT' });
      }
      const version = submission.version + 1;
      await this.submissions.remember(tx, [
        {
          submissionId: submission.id,
          what: 'submitted',
          actor: author.accountId,
          reason: '',
          fromState: submission.state,
          toState: 'submitted',
          category: facts.category,
        },
      ]);
      await this.announcements.received(tx, submission, facts, version);
      return ok({ id: submission.id, version, state: 'submitted' });
    });
  }
}
