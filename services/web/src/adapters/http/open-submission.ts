import type { RuleBook } from '@wsis/rule-book';
import type { Submission, Submissions } from '../../application/submissions/ports.js';
import { NothingThere } from './nothing-there.js';
import type { Visit } from './visit.js';

export interface Opened {
  readonly submission: Submission;
  readonly ruleBook: RuleBook;
}

/** A submission with its rules, for its authors alone: reviewers read it elsewhere. */
export async function openSubmission(submissions: Submissions, visit: Visit, id: string): Promise<Opened> {
  const submission = await submissions.find(visit, id);
  const ruleBook = submission?.relation && (await submissions.rules(submission.editionId));
  if (!submission || !ruleBook) throw new NothingThere('NOMINATIONS.SUBMISSION_UNKNOWN');
  visit.edition = submission.editionId;
  return { submission, ruleBook };
}
