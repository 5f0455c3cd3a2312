import type { Approvals, ApprovedProposal } from '@wsis/approval';
import { err, ok } from '@wsis/kernel';
import { toExecutionRefusal } from './adapters/http/problem-map.js';
import type { FreezeNomineeList, FreezePayload } from './application/freeze-nominee-list.js';
import type { LowerLanguageGate, LoweringPayload } from './application/lower-language-gate.js';
import type { WithdrawNominee, WithdrawalPayload } from './application/withdraw-nominee.js';

const ROLES = ['secretariat'];

/** Declares what two persons may do in nominations, and what carries it out. */
export function registerApprovalKinds(
  approvals: Approvals,
  freeze: FreezeNomineeList,
  withdraw: WithdrawNominee,
  lowerGate: LowerLanguageGate,
): void {
  approvals.register<FreezePayload>('nominations.freeze-list', {
    roles: ROLES,
    async execute(tx, approval) {
      const done = await freeze.apply(tx, editionOf(approval), approval.payload);
      return done.ok ? ok({ ...done.value }) : err(toExecutionRefusal(done.error));
    },
  });
  approvals.register<WithdrawalPayload>('nominations.withdraw-nominee', {
    roles: ROLES,
    async execute(tx, approval) {
      const done = await withdraw.apply(tx, editionOf(approval), approval.payload);
      return done.ok ? ok({ ...done.value }) : err(toExecutionRefusal(done.error));
    },
  });
  approvals.register<LoweringPayload>('nominations.lower-language-gate', {
    roles: ROLES,
    async execute(tx, approval) {
      const done = await lowerGate.apply(tx, editionOf(approval), approval.payload, approval.id);
      return done.ok ? ok({ ...done.value }) : err(toExecutionRefusal(done.error));
    },
  });
}

function editionOf(approval: ApprovedProposal<unknown>): string {
  if (approval.editionId === undefined) throw new Error(`The approval ${approval.id} names no edition`);
  return approval.editionId;
}
