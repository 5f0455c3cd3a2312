import { approvalProblem, type ApprovalRefusal } from '@wsis/approval';
import { problem, registerProblems, type ProblemException } from '@wsis/http';
import { exhaustive } from '@wsis/kernel';
import type { EvaluationError } from '../../domain/evaluation-error.js';

/** The HTTP status of everything that evaluation refuses. */
export const EVALUATION_PROBLEMS = {
  'EVALUATION.EDITION_UNKNOWN': 404,
  'EVALUATION.CATEGORY_UNKNOWN': 422,
  'EVALUATION.CHAMPIONS_UNKNOWN': 409,
  'EVALUATION.NOT_AN_EXPERT': 422,
  'EVALUATION.MEMBER_REPEATED': 422,
  'EVALUATION.CHAIR_NOT_A_MEMBER': 422,
  'EVALUATION.PANEL_TOO_SMALL': 422,
  'EVALUATION.PANEL_UNKNOWN': 404,
  'EVALUATION.PANEL_AT_WORK': 409,
  'EVALUATION.NOT_OPEN': 409,
  'EVALUATION.NOT_ASSIGNED': 403,
  'EVALUATION.NOMINEE_NOT_CHAMPION': 404,
  'EVALUATION.CONFLICTED': 403,
  'EVALUATION.SHEET_SEALED': 409,
  'EVALUATION.OWN_SHEETS_FIRST': 409,
  'EVALUATION.SHEET_UNKNOWN': 404,
  'EVALUATION.STALE_SHEET': 409,
  'EVALUATION.SHEET_INVALID': 422,
  'EVALUATION.QUORUM_MISSING': 409,
  'EVALUATION.ALREADY_DECIDED': 409,
  'EVALUATION.NOT_FIRST': 422,
  'EVALUATION.NO_WINNER_NOT_ALLOWED': 422,
  'EVALUATION.RECOGNITION_NOT_ALLOWED': 422,
  'EVALUATION.CONFIRMATION_REQUIRED': 422,
  'EVALUATION.SHEETS_CHANGED': 409,
} as const satisfies Record<EvaluationError['code'], number>;

registerProblems(EVALUATION_PROBLEMS);

/** Words for a refusal: what is wrong, and in which field where there is one. */
export function toProblem(refusal: EvaluationError | ApprovalRefusal): ProblemException {
  if (refusal.code.startsWith('APPROVAL.')) return approvalProblem(refusal as ApprovalRefusal);
  const error = refusal as EvaluationError;
  switch (error.code) {
    case 'EVALUATION.SHEET_INVALID':
      return problem(error.code, {}, error.problems);
    case 'EVALUATION.STALE_SHEET':
      return problem(error.code, {}, [], { version: error.version });
    case 'EVALUATION.CONFIRMATION_REQUIRED':
      return problem(error.code, { category: error.category }, [{ field: 'statement', rule: 'required' }], {
        reasons: error.reasons,
      });
    case 'EVALUATION.NOT_FIRST':
      return problem(error.code, { category: error.category }, [{ field: 'winnerNomineeId', rule: 'isIn' }], {
        first: error.first,
      });
    case 'EVALUATION.EDITION_UNKNOWN':
    case 'EVALUATION.CATEGORY_UNKNOWN':
    case 'EVALUATION.CHAMPIONS_UNKNOWN':
    case 'EVALUATION.NOT_AN_EXPERT':
    case 'EVALUATION.MEMBER_REPEATED':
    case 'EVALUATION.CHAIR_NOT_A_MEMBER':
    case 'EVALUATION.PANEL_TOO_SMALL':
    case 'EVALUATION.PANEL_UNKNOWN':
    case 'EVALUATION.PANEL_AT_WORK':
    case 'EVALUATION.NOT_OPEN':
    case 'EVALUATION.NOT_ASSIGNED':
    case 'EVALUATION.NOMINEE_NOT_CHAMPION':
    case 'EVALUATION.CONFLICTED':
    case 'EVALUATION.SHEET_SEALED':
    case 'EVALUATION.OWN_SHEETS_FIRST':
    case 'EVALUATION.SHEET_UNKNOWN':
    case 'EVALUATION.QUORUM_MISSING':
    case 'EVALUATION.ALREADY_DECIDED':
    case 'EVALUATION.NO_WINNER_NOT_ALLOWED':
    case 'EVALUATION.RECOGNITION_NOT_ALLOWED':
    case 'EVALUATION.SHEETS_CHANGED': {
      const { code, ...params } = error;
      return problem(code, params);
    }
    default:
      return exhaustive(error);
  }
}
