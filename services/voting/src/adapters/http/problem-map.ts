import { APPROVAL_PROBLEMS, approvalProblem, type ExecutionRefusal, type ProposalRefusal } from '@wsis/approval';
import { problem, registerProblems, type ProblemException } from '@wsis/http';
import type { Result } from '@wsis/kernel';
import type { VotingError, VotingErrorCode } from '../../domain/voting-error.js';

/** The status of every refusal; complete by type. */
export const VOTING_PROBLEMS: Readonly<Record<VotingErrorCode, number>> = {
  'VOTING.EDITION_UNKNOWN': 404,
  'VOTING.KEY_REUSED': 422,
  'VOTING.SESSION_REVOKED': 401,
  'VOTING.NOT_OPEN': 409,
  'VOTING.PAUSED': 503,
  'VOTING.CLOSED': 409,
  'VOTING.STALE_BALLOT': 409,
  'VOTING.CHANGE_NOT_ALLOWED': 409,
  'VOTING.EMPTY_BALLOT': 422,
  'VOTING.CATEGORY_UNKNOWN': 422,
  'VOTING.NOMINEE_UNKNOWN': 422,
  'VOTING.NOMINEE_OTHER_CATEGORY': 422,
  'VOTING.NOMINEE_REPEATED': 422,
  'VOTING.NOMINEE_WITHDRAWN': 422,
  'VOTING.OWN_PROJECT': 422,
  'VOTING.BUSY': 503,
  'VOTING.UNAVAILABLE': 503,
  'VOTING.UNKNOWN_OUTCOME': 503,
  'VOTING.NO_BALLOT': 404,
  'VOTING.LEDGER_NUMBER_UNKNOWN': 422,
  'VOTING.NOT_UNDER_REVIEW': 409,
  'VOTING.ALREADY_REMOVED': 409,
  'VOTING.DECISION_UNKNOWN': 404,
  'VOTING.NOT_CLOSED': 409,
  'VOTING.ALREADY_CERTIFIED': 409,
  'VOTING.NOT_CERTIFIED': 404,
  'VOTING.NO_CHECKPOINT': 404,
  'VOTING.NOT_RELEASED': 404,
  'VOTING.RESULT_CHANGED': 409,
  'VOTING.TALLY_DIFFERS': 409,
  'VOTING.OBJECTION_WINDOW': 409,
  'VOTING.EXPORT_UNKNOWN': 404,
};

registerProblems({ ...VOTING_PROBLEMS, 'VOTING.BASE_VERSION_REQUIRED': 428, 'VOTING.KEY_REQUIRED': 400 });

/** Seconds after which a try makes sense again. */
const RETRY_AFTER: Partial<Record<VotingErrorCode, string>> = {
  'VOTING.BUSY': '2',
  'VOTING.UNAVAILABLE': '2',
  'VOTING.UNKNOWN_OUTCOME': '1',
  'VOTING.PAUSED': '30',
};

/** The problem that a refusal becomes: choices by field, a stale save with the ballot that stands. */
export function toProblem(error: VotingError | ProposalRefusal): ProblemException {
  if (error.code in APPROVAL_PROBLEMS) return approvalProblem(error as ProposalRefusal);
  const refusal = error as VotingError;
  const retryAfter = RETRY_AFTER[refusal.code];
  return problem(
    refusal.code,
    paramsOf(refusal),
    'problems' in refusal ? refusal.problems : [],
    'current' in refusal ? { current: refusal.current } : {},
    retryAfter === undefined ? {} : { 'retry-after': retryAfter },
  );
}

/** A refusal at the moment of carrying out, in the shape that an approval keeps. */
export function toExecutionRefusal(refusal: VotingError, final = false): ExecutionRefusal {
  return { code: refusal.code, params: paramsOf(refusal), ...(final ? { final } : {}) };
}

/** The value of a success; a refusal is thrown as its problem. */
export function valueOrThrow<T>(result: Result<T, VotingError | ProposalRefusal>): T {
  if (!result.ok) throw toProblem(result.error);
  return result.value;
}

const NUMBERS_SHOWN = 10;

function paramsOf(refusal: VotingError): Record<string, string | number> {
  if ('numbers' in refusal) return { numbers: refusal.numbers.slice(0, NUMBERS_SHOWN).join(', ') };
  if ('until' in refusal) return { until: refusal.until };
  return {};
}
