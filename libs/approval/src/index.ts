export {
  type ApprovalActor,
  type ApprovalDetails,
  type ApprovalKind,
  type ApprovalQuery,
  type ApprovalRefusal,
  Approvals,
  type ApprovalSort,
  type ApprovalState,
  type ApprovalSummary,
  type ApprovedProposal,
  type EffectText,
  type ExecutionRefusal,
  type OpenProposal,
  placeOf,
  type Proposal,
  type ProposalRefusal,
} from './approvals.js';
export { type AuditEntry, type AuditQuery, AuditTrail, type Page, type StoredAuditEntry } from './audit-trail.js';
export { canonicalJson, type JsonValue, payloadHashOf } from './json.js';
export { approvalMigrations, auditMigrations } from './migrations.js';
export { approvalsController } from './http/approvals.controller.js';
export { auditController } from './http/audit.controller.js';
export { APPROVAL_PROBLEMS, approvalProblem } from './http/problem-map.js';
