import { APPROVAL_PROBLEMS, approvalProblem, type ExecutionRefusal, type ProposalRefusal } from '@wsis/approval';
import { problem, registerProblems, type ProblemException } from '@wsis/http';
import type { Result } from '@wsis/kernel';
import type { NominationsError } from '../../domain/nominations-error.js';

/** The status of every refusal; complete by type. */
export const NOMINATIONS_PROBLEMS: Readonly<Record<NominationsError['code'], number>> = {
  'NOMINATIONS.EDITION_UNKNOWN': 404,
  'NOMINATIONS.SUBMISSION_UNKNOWN': 404,
  'NOMINATIONS.NOMINEE_UNKNOWN': 404,
  'NOMINATIONS.LIST_VERSION_UNKNOWN': 404,
  'NOMINATIONS.NOT_A_MEMBER': 403,
  'NOMINATIONS.SUBMITTER_REQUIRED': 403,
  'NOMINATIONS.DRAFT_INVALID': 422,
  'NOMINATIONS.DRAFTS_FULL': 409,
  'NOMINATIONS.PICTURE_REFUSED': 422,
  'NOMINATIONS.PICTURE_UNKNOWN': 404,
  'NOMINATIONS.PICTURES_BUSY': 503,
  'NOMINATIONS.BREACH_REPORT_UNKNOWN': 404,
  'NOMINATIONS.STALE_DRAFT': 409,
  'NOMINATIONS.INCOMPLETE': 422,
  'NOMINATIONS.PAST_WINNER': 422,
  'NOMINATIONS.ENTITY_LIMIT': 409,
  'NOMINATIONS.DUPLICATE_PROJECT': 409,
  'NOMINATIONS.ALREADY_SUBMITTED': 409,
  'NOMINATIONS.PHASE_CLOSED': 409,
  'NOMINATIONS.SCREENER_REQUIRED': 403,
  'NOMINATIONS.OWN_SUBMISSION': 403,
  'NOMINATIONS.STEPPED_BACK': 403,
  'NOMINATIONS.NOT_SCREENABLE': 409,
  'NOMINATIONS.READ_EARLIER_VERSION': 409,
  'NOMINATIONS.REASON_REQUIRED': 422,
  'NOMINATIONS.SHORTLIST_FULL': 409,
  'NOMINATIONS.CATEGORY_UNKNOWN': 422,
  'NOMINATIONS.MOVE_NOT_ALLOWED': 409,
  'NOMINATIONS.LIST_FROZEN': 409,
  'NOMINATIONS.LIST_INCOMPLETE': 409,
  'NOMINATIONS.LIST_CHANGED': 409,
  'NOMINATIONS.ORIGINAL_LANGUAGE': 409,
  'NOMINATIONS.STALE_TRANSLATION': 409,
  'NOMINATIONS.GATE_NOT_LOWERED': 409,
  'NOMINATIONS.TRANSLATOR_UNKNOWN': 422,
  'NOMINATIONS.ASSIGNMENT_CHANGED': 409,
  'NOMINATIONS.ALREADY_WITHDRAWN': 409,
};

registerProblems(NOMINATIONS_PROBLEMS);

/** The problem that a refusal becomes: its plain values for the words, its fields one by one. */
export function toProblem(error: NominationsError | ProposalRefusal): ProblemException {
  if (error.code in APPROVAL_PROBLEMS) return approvalProblem(error as ProposalRefusal);
  const refusal = error as NominationsError;
  const problems = 'problems' in refusal ? refusal.problems : [];
  return problem(
    refusal.code,
    paramsOf(refusal),
    problems,
    'version' in refusal ? { currentVersion: refusal.version } : {},
    refusal.code === 'NOMINATIONS.PICTURES_BUSY' ? { 'retry-after': '5' } : {},
  );
}

/** A refusal at the moment of carrying out, in the shape that an approval keeps. */
export function toExecutionRefusal(refusal: NominationsError): ExecutionRefusal {
  const first = 'problems' in refusal ? refusal.problems[0] : undefined;
  const named = first ? { field: first.field, rule: first.rule } : {};
  return { code: refusal.code, params: { ...paramsOf(refusal), ...named } };
}

/** The value of a success; a refusal is thrown as its problem. */
export function valueOrThrow<T>(result: Result<T, NominationsError | ProposalRefusal>): T {
  if (!result.ok) throw toProblem(result.error);
  return result.value;
}

function paramsOf(refusal: NominationsError): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(refusal).filter(
      (entry): entry is [string, string | number] => entry[0] !== 'code' && typeof entry[1] !== 'object',
    ),
  );
}
