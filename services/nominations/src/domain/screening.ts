import { err, ok, type Result } from '@wsis/kernel';
import { categoryByCode, shortlistHasRoom } from '@wsis/rule-book';
import { relationOf, type Author } from './author.js';
import { isFrozen, isOpen, type Edition } from './edition.js';
import type { NominationsError } from './nominations-error.js';
import type { Submission, SubmissionState } from './submission.js';

export const OUTCOMES = ['nominate', 'decline', 'return'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** What a reviewer makes of a submission. */
export interface Decision {
  readonly outcome: Outcome;
  readonly reason: string;
  /** The version that was read; a later one is not decided on unread. */
  readonly version?: number | undefined;
}

/** The state that an outcome leads to. */
export const STATE_AFTER = { nominate: 'nominated', decline: 'declined', return: 'returned' } as const satisfies Record<
  Outcome,
  SubmissionState
>;

/** Who decides on submissions of an edition. */
export interface Reviewer {
  readonly accountId: string;
  readonly roles: readonly { readonly role: string; readonly edition: string }[];
  /** Submissions in which they declared an interest. */
  readonly steppedBackFrom?: ReadonlySet<string>;
}

/** Tells whether somebody holds one of the roles for an edition. */
export function holds(reviewer: Reviewer, roles: readonly string[], editionId: string): boolean {
  return reviewer.roles.some(
    (held) => roles.includes(held.role) && (held.edition === '*' || held.edition === editionId),
  );
}

/** Decides whether the rules have somebody screen. */
function decideNamedByRules(edition: Edition, reviewer: Reviewer): Result<undefined, NominationsError> {
  const roles = edition.ruleBook.screening.screenedBy === 'screeners' ? ['screener', 'secretariat'] : ['secretariat'];
  if (holds(reviewer, roles, edition.id)) return ok(undefined);
  return err({ code: 'NOMINATIONS.SCREENER_REQUIRED', roles: roles.join(', ') });
}

/** Decides whether somebody may step back from a submission: as long as nothing is decided, open or not. */
export function decideStepBack(
  edition: Edition,
  submission: Submission,
  reviewer: Reviewer & Author,
): Result<undefined, NominationsError> {
  const named = decideNamedByRules(edition, reviewer);
  if (!named.ok) return named;
  if (submission.state === 'draft') return err({ code: 'NOMINATIONS.SUBMISSION_UNKNOWN' });
  if (relationOf(submission, reviewer) !== undefined) return err({ code: 'NOMINATIONS.OWN_SUBMISSION' });
  const undecided = submission.state === 'submitted' || submission.state === 'returned';
  return undecided ? ok(undefined) : err({ code: 'NOMINATIONS.NOT_SCREENABLE', state: submission.state });
}

/** Decides whether anybody may screen in an edition now. */
export function decideScreeningOpen(
  edition: Edition,
  reviewer: Reviewer,
  now: Date,
): Result<undefined, NominationsError> {
  const named = decideNamedByRules(edition, reviewer);
  if (!named.ok) return named;
  if (isFrozen(edition)) return err({ code: 'NOMINATIONS.LIST_FROZEN' });
  return isOpen(edition, 'screening', now)
    ? ok(undefined)
    : err({ code: 'NOMINATIONS.PHASE_CLOSED', phase: 'screening' });
}

/** The last thing that was done with a submission, and by whom. */
export interface LastStep {
  readonly what: string;
  readonly actor: string;
  readonly reason: string;
}

/** Whether a decision is the one that its maker made last, on the version that stood before: sent twice, it is made once. */
export function isRepeated(
  submission: Submission,
  decision: Decision,
  reviewer: Pick<Reviewer, 'accountId'>,
  last: LastStep | undefined,
): boolean {
  return (
    last?.what === 'screened' &&
    last.actor === reviewer.accountId &&
    last.reason === decision.reason &&
    submission.state === STATE_AFTER[decision.outcome] &&
    decision.version === submission.version - 1
  );
}

/** Decides one outcome; `nominated` counts those of the category already on the shortlist. */
export function decideScreening(
  edition: Edition,
  submission: Submission,
  decision: Decision,
  reviewer: Reviewer & Author,
  nominated: number,
): Result<SubmissionState, NominationsError> {
  if (relationOf(submission, reviewer) !== undefined) return err({ code: 'NOMINATIONS.OWN_SUBMISSION' });
  if (reviewer.steppedBackFrom?.has(submission.id) === true) return err({ code: 'NOMINATIONS.STEPPED_BACK' });
  const decided = submission.state === 'nominated' || submission.state === 'declined';
  const after = STATE_AFTER[decision.outcome];
  // Screeners decide once; the secretariat may correct until the freeze.
  const mayCorrect = decided && after !== submission.state && holds(reviewer, ['secretariat'], edition.id);
  if (submission.state !== 'submitted' && !mayCorrect) {
    return err({ code: 'NOMINATIONS.NOT_SCREENABLE', state: submission.state });
  }
  if (decision.version !== undefined && decision.version !== submission.version) {
    return err({ code: 'NOMINATIONS.READ_EARLIER_VERSION', version: submission.version });
  }
  if (decision.outcome !== 'nominate' && decision.reason.trim() === '') {
    return err({ code: 'NOMINATIONS.REASON_REQUIRED', problems: [{ field: 'reason', rule: 'required' }] });
  }
  if (decision.outcome === 'nominate') return roomFor(edition, submission.category ?? '', nominated, after);
  return ok(after);
}

/**
 * Decides whether the secretariat may move a submission to another category; not what somebody else has changed since
 * the version that was read, unless it stands there already.
 */
export function decideMove(
  edition: Edition,
  submission: Submission,
  category: string,
  nominated: number,
  version?: number,
): Result<SubmissionState, NominationsError> {
  if (!edition.ruleBook.screening.mayMoveCategory) return err({ code: 'NOMINATIONS.MOVE_NOT_ALLOWED' });
  if (isFrozen(edition)) return err({ code: 'NOMINATIONS.LIST_FROZEN' });
  if (!categoryByCode(edition.ruleBook, category)) return err({ code: 'NOMINATIONS.CATEGORY_UNKNOWN', category });
  if (submission.state !== 'submitted' && submission.state !== 'nominated') {
    return err({ code: 'NOMINATIONS.NOT_SCREENABLE', state: submission.state });
  }
  if (version !== undefined && version !== submission.version && category !== submission.category) {
    return err({ code: 'NOMINATIONS.READ_EARLIER_VERSION', version: submission.version });
  }
  return submission.state === 'nominated' ? roomFor(edition, category, nominated, 'nominated') : ok(submission.state);
}

function roomFor(
  edition: Edition,
  category: string,
  nominated: number,
  after: SubmissionState,
): Result<SubmissionState, NominationsError> {
  if (shortlistHasRoom(edition.ruleBook, nominated)) return ok(after);
  const maximum = edition.ruleBook.screening.shortlistSize ?? 0;
  return err({ code: 'NOMINATIONS.SHORTLIST_FULL', category, maximum });
}
