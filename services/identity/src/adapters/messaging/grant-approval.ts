import type { Approvals } from '@wsis/approval';
import { err, isLanguage, ok } from '@wsis/kernel';
import type { GiveApprovedRole } from '../../application/give-approved-role.js';
import type { MergeOrganisations } from '../../application/merge-organisations.js';
import { GRANT_ROLE, MERGE_ORGANISATIONS, RESET_SECOND_FACTOR, type MergingPayload } from '../../application/ports.js';
import type { ResetSecondFactor } from '../../application/reset-second-factor.js';
import type { Role } from '../../domain/role.js';
import type { ForeignTransactions } from './foreign-transactions.js';

/** What both persons agree to; an account id, never an address. */
export interface GrantPayload {
  readonly accountId: string;
  readonly role: Role;
  readonly edition: string;
  readonly category: string;
  readonly language: string;
}

/** Lets an approved grant be carried out in the approving transaction. */
export function registerGrantApproval(
  approvals: Approvals,
  transactions: ForeignTransactions,
  giveApprovedRole: GiveApprovedRole,
): void {
  approvals.register<GrantPayload>(GRANT_ROLE, {
    roles: ['secretariat'],
    async execute(tx, { payload, proposedBy }) {
      const { accountId, role, edition, category, language } = payload;
      const given = await transactions.within(tx, (work) =>
        giveApprovedRole.run(work, {
          accountId,
          grant: { role, editionId: edition, category },
          language: isLanguage(language) ? language : 'en',
          proposedBy,
        }),
      );
      return given.ok ? ok({ granted: given.value.granted }) : err({ code: given.error.code, final: true });
    },
  });
}

/** Lets an approved reset of a second factor be carried out in the approving transaction. */
export function registerResetApproval(
  approvals: Approvals,
  transactions: ForeignTransactions,
  resetSecondFactor: ResetSecondFactor,
): void {
  approvals.register<{ readonly accountId: string; readonly reason: string }>(RESET_SECOND_FACTOR, {
    roles: ['secretariat'],
    async execute(tx, { payload, proposedBy, approvedBy }) {
      const { accountId } = payload;
      const reset = await transactions.within(tx, (work) =>
        resetSecondFactor.run(work, { accountId, agreedBy: [proposedBy, approvedBy] }),
      );
      if (reset.ok) return ok({ reset: true });
      // Another person may still approve what this one may not.
      return err({ code: reset.error.code, final: reset.error.code !== 'IDENTITY.OWN_SECOND_FACTOR' });
    },
  });
}

/** Lets an approved merging of organisations be carried out in the approving transaction. */
export function registerMergingApproval(
  approvals: Approvals,
  transactions: ForeignTransactions,
  mergeOrganisations: MergeOrganisations,
): void {
  approvals.register<MergingPayload>(MERGE_ORGANISATIONS, {
    roles: ['secretariat'],
    async execute(tx, { payload }) {
      const merged = await transactions.within(tx, (work) => mergeOrganisations.run(work, payload));
      return merged.ok ? ok({ merged: true }) : err({ code: merged.error.code, final: true });
    },
  });
}
