import { approvalProblem, type ApprovalRefusal } from '@wsis/approval';
import { problem, registerProblems, type ProblemException } from '@wsis/http';
import { exhaustive } from '@wsis/kernel';
import type { PromotionError } from '../../domain/promotion-error.js';

/** The HTTP status of everything that promotion refuses. */
export const PROMOTION_PROBLEMS = {
  'PROMOTION.EDITION_UNKNOWN': 404,
  'PROMOTION.NOT_READY': 409,
  'PROMOTION.ALREADY_RELEASED': 409,
  'PROMOTION.EMBARGOED': 409,
  'PROMOTION.HONOUR_NOT_HELD': 422,
  'PROMOTION.CERTIFICATE_UNKNOWN': 404,
  'PROMOTION.NOT_SHARED': 404,
  'PROMOTION.PICTURES_BUSY': 503,
} as const satisfies Record<PromotionError['code'], number>;

registerProblems(PROMOTION_PROBLEMS);

/** Words for a refusal: what is wrong, and in which field where there is one. */
export function toProblem(refusal: PromotionError | ApprovalRefusal): ProblemException {
  if (refusal.code.startsWith('APPROVAL.')) return approvalProblem(refusal as ApprovalRefusal);
  const error = refusal as PromotionError;
  switch (error.code) {
    case 'PROMOTION.NOT_READY': {
      const { lacking, categories } = error;
      return problem(error.code, { kind: error.kind }, [], { lacking, categories });
    }
    case 'PROMOTION.HONOUR_NOT_HELD':
      return problem(error.code, { honour: error.honour });
    case 'PROMOTION.ALREADY_RELEASED':
    case 'PROMOTION.EMBARGOED':
      return problem(error.code, { kind: error.kind });
    case 'PROMOTION.EDITION_UNKNOWN':
      return problem(error.code, { edition: error.edition });
    case 'PROMOTION.PICTURES_BUSY':
      return problem(error.code, {}, [], {}, { 'retry-after': '3' });
    case 'PROMOTION.NOT_SHARED':
    case 'PROMOTION.CERTIFICATE_UNKNOWN':
      return problem(error.code);
    default:
      return exhaustive(error);
  }
}
