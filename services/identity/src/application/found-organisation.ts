import { err, ok, type Result } from '@wsis/kernel';
import { STAKEHOLDER_TYPES, isCountryCode } from '@wsis/rule-book';
import { refusal, type IdentityError } from '../domain/identity-error.js';
import { retellRoles } from './grant-role.js';
import type { Organisation, Parts } from './ports.js';

/** Registers an organisation; who registers it is its first member. */
export class FoundOrganisation {
  constructor(private readonly parts: Pick<Parts, 'work' | 'budgets' | 'clock' | 'ids'>) {}

  async run(request: {
    accountId: string;
    name: string;
    country: string;
    stakeholderType: string;
  }): Promise<Result<Organisation, IdentityError>> {
    const { work, budgets, clock, ids } = this.parts;
    if (!isCountryCode(request.country)) {
      return err(refusal('HTTP.VALIDATION_FAILED', [{ field: 'country', rule: 'isCountry' }]));
    }
    if (!STAKEHOLDER_TYPES.some((known) => known === request.stakeholderType)) {
      return err(refusal('HTTP.VALIDATION_FAILED', [{ field: 'stakeholderType', rule: 'isIn' }]));
    }
    const admission = await budgets.mayFoundOrganisation(request.accountId);
    if (!admission.admitted) {
      if ('closed' in admission) return err({ code: 'HTTP.UNAVAILABLE', retryAfterSeconds: 5 });
      return err({ code: 'HTTP.TOO_MANY_REQUESTS', retryAfterSeconds: admission.retryAfterSeconds });
    }
    return work.run(async (tx): Promise<Result<Organisation, IdentityError>> => {
      const now = clock.now();
      if (!(await tx.accounts.lock(request.accountId))) return err(refusal('SESSION.REVOKED'));
      const organisation = {
        organisationId: ids.next(),
        name: request.name.trim(),
        country: request.country,
        stakeholderType: request.stakeholderType,
      };
      await tx.organisations.add({ ...organisation, createdAt: now });
      await tx.organisations.invite(organisation.organisationId, request.accountId, now);
      await tx.organisations.join(organisation.organisationId, request.accountId, now);
      await retellRoles(tx, request.accountId);
      return ok(organisation);
    });
  }
}
