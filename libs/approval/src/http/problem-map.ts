import { problem, type ProblemException, registerProblems } from '@wsis/http';
import type { ApprovalRefusal } from '../approvals.js';

type OwnCode = Exclude<ApprovalRefusal['code'], 'APPROVAL.EXECUTION_REFUSED'>;

/** The status of every refusal; complete by type. */
export const APPROVAL_PROBLEMS: Readonly<Record<OwnCode, number>> = {
  'APPROVAL.NOT_FOUND': 404,
  'APPROVAL.ALREADY_DECIDED': 409,
  'APPROVAL.EXPIRED': 409,
  'APPROVAL.SAME_PERSON': 403,
  'APPROVAL.ROLE_REQUIRED': 403,
  'APPROVAL.SECOND_FACTOR_STALE': 403,
  'APPROVAL.PAYLOAD_CHANGED': 409,
  'APPROVAL.PAYLOAD_INVALID': 422,
  'APPROVAL.EXPIRY_INVALID': 422,
  'APPROVAL.REASON_REQUIRED': 422,
};

registerProblems(APPROVAL_PROBLEMS);

/** The problem that a refusal becomes; a refusal by what was to be carried out keeps the service's own code. */
export function approvalProblem(refusal: ApprovalRefusal): ProblemException {
  switch (refusal.code) {
    case 'APPROVAL.EXECUTION_REFUSED':
      return problem(refusal.refusal.code, refusal.refusal.params ?? {});
    case 'APPROVAL.ROLE_REQUIRED':
      return problem(refusal.code, { roles: refusal.roles.join(', ') });
    case 'APPROVAL.ALREADY_DECIDED':
      return problem(refusal.code, { state: refusal.state });
    case 'APPROVAL.REASON_REQUIRED':
      return problem(refusal.code, {}, [{ field: 'reason', rule: 'required' }]);
    default:
      return problem(refusal.code);
  }
}
