import {
  AccountErasedSchema,
  AccountVerifiedSchema,
  OrganisationMergedSchema,
  RoleGrantedSchema,
  RoleRevokedSchema,
  SessionRevokedSchema,
} from '@wsis/contracts';
import { exhaustive } from '@wsis/kernel';
import { event, type OutgoingEvent } from '@wsis/messaging';
import type { IdentityFact } from '../../application/ports.js';

/** A fact as the event that the other contexts read. */
export function eventOf(fact: IdentityFact): OutgoingEvent {
  switch (fact.fact) {
    case 'account-verified': {
      const { accountId, language, version } = fact;
      return event(AccountVerifiedSchema, { accountId, language }, { key: accountId, version });
    }
    case 'role-granted': {
      const { accountId, grant, organisationIds, country, version } = fact;
      const { role, editionId, category } = grant;
      return event(
        RoleGrantedSchema,
        {
          accountId,
          role,
          editionId,
          category,
          organisationId: organisationIds[0] ?? '',
          organisationIds: [...organisationIds],
          country,
        },
        { key: accountId, version },
      );
    }
    case 'role-revoked': {
      const { accountId, grant, version } = fact;
      const { role, editionId, category } = grant;
      return event(RoleRevokedSchema, { accountId, role, editionId, category }, { key: accountId, version });
    }
    case 'session-revoked': {
      const { sessionId, voterId = '', editionId = '', expiresAt } = fact;
      return event(
        SessionRevokedSchema,
        { sessionId, voterId, editionId, expiresAtMs: BigInt(expiresAt.getTime()) },
        { key: sessionId, version: 1 },
      );
    }
    case 'organisation-merged': {
      const { organisationId, intoOrganisationId } = fact;
      // It happens to an organisation once.
      return event(
        OrganisationMergedSchema,
        { organisationId, intoOrganisationId },
        { key: organisationId, version: 1 },
      );
    }
    case 'account-erased':
      return event(AccountErasedSchema, { accountId: fact.accountId }, { key: fact.accountId, version: fact.version });
    default:
      return exhaustive(fact);
  }
}
