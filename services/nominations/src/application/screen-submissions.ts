import { err, ok, type Result } from '@wsis/kernel';
import type { Author } from '../domain/author.js';
import type { NominationsError } from '../domain/nominations-error.js';
import { decideScreening, decideScreeningOpen, isRepeated, type Decision, type Reviewer } from '../domain/screening.js';
import type { Submission, SubmissionState } from '../domain/submission.js';
import type { Announcements, EditionStore, ScreeningConflictStore, SubmissionStore, UnitOfWork } from './ports.js';

export interface ScreeningDecision extends Decision {
  readonly submissionId: string;
}

export type ScreeningResult =
  | { readonly submissionId: string; readonly state: SubmissionState }
  | { readonly submissionId: string; readonly refusal: NominationsError };

/** Nominates, declines and returns submissions of one edition; each decision stands or falls by itself. */
export class ScreenSubmissions {
  constructor(
    private readonly database: UnitOfWork,
    private readonly editions: EditionStore,
    private readonly submissions: SubmissionStore,
    private readonly conflicts: ScreeningConflictStore,
    private readonly announcements: Announcements,
  ) {}

  /** The edition of a single submission, for callers who know only that. */
  async screenOne(
    decision: ScreeningDecision,
    reviewer: Reviewer & Author,
  ): Promise<Result<SubmissionState, NominationsError>> {
    const editionId = await this.database.transaction((tx) => this.submissions.editionOf(tx, decision.submissionId));
    if (editionId === undefined) return err({ code: 'NOMINATIONS.SUBMISSION_UNKNOWN' });
    const screened = await this.execute(editionId, [decision], reviewer);
    if (!screened.ok) return screened;
    const [result] = screened.value;
    if (!result) throw new Error('One decision has one result');
    return 'refusal' in result ? err(result.refusal) : ok(result.state);
  }

  async execute(
    editionId: string,
    decisions: readonly ScreeningDecision[],
    reviewer: Reviewer & Author,
  ): Promise<Result<readonly ScreeningResult[], NominationsError>> {
    return this.database.transaction(async (tx) => {
      // The edition's lock makes the count of a shortlist exact.
      const found = await this.editions.lock(tx, editionId);
      if (!found) return err({ code: 'NOMINATIONS.EDITION_UNKNOWN', edition: editionId });
      const { edition, now } = found;
      const open = decideScreeningOpen(edition, reviewer, now);
      if (!open.ok) return open;
      const ids = decisions.map((decision) => decision.submissionId);
      const locked = await this.submissions.lockMany(tx, ids);
      const bound = { ...reviewer, steppedBackFrom: await this.conflicts.of(tx, reviewer.accountId, ids) };
      const last = await this.submissions.lastSteps(tx, ids);
      const nominated = new Map(await this.submissions.nominatedByCategory(tx, editionId));
      const states = new Map<string, SubmissionState>();
      const done: { submission: Submission; state: SubmissionState; reason: string }[] = [];
      const results = decisions.map((decision): ScreeningResult => {
        const { submissionId } = decision;
        const stored = locked.get(submissionId);
        if (!stored || stored.editionId !== editionId) {
          return { submissionId, refusal: { code: 'NOMINATIONS.SUBMISSION_UNKNOWN' } };
        }
        const submission = { ...stored, state: states.get(submissionId) ?? stored.state };
        if (isRepeated(submission, decision, reviewer, last.get(submissionId))) {
          return { submissionId, state: submission.state };
        }
        const category = submission.category ?? '';
        const count = nominated.get(category) ?? 0;
        const decided = decideScreening(edition, submission, decision, bound, count);
        if (!decided.ok) return { submissionId, refusal: decided.error };
        if (decided.value === 'nominated') nominated.set(category, count + 1);
        else if (submission.state === 'nominated') nominated.set(category, count - 1);
        states.set(submissionId, decided.value);
        done.push({ submission, state: decided.value, reason: decision.reason });
        return { submissionId, state: decided.value };
      });
      await this.submissions.changeStates(
        tx,
        [...states].map(([submissionId, state]) => ({
          submissionId,
          state,
          category: locked.get(submissionId)?.category ?? null,
        })),
      );
      await this.submissions.remember(
        tx,
        done.map(({ submission, state, reason }) => ({
          submissionId: submission.id,
          what: 'screened',
          actor: reviewer.accountId,
          reason,
          fromState: submission.state,
          toState: state,
          category: submission.category,
        })),
      );
      await this.announcements.screened(tx, done);
      return ok(results);
    });
  }
}
