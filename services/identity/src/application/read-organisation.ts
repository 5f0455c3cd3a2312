import { err, ok, type Result } from '@wsis/kernel';
import { refusal, type IdentityError } from '../domain/identity-error.js';
import type { Membership, Organisation, Parts } from './ports.js';

/** Organisations, as their members see them. */
export class ReadOrganisation {
  constructor(private readonly parts: Pick<Parts, 'work'>) {}

  async run(request: { accountId: string; organisationId: string }): Promise<Result<Organisation, IdentityError>> {
    return this.parts.work.run(async (tx): Promise<Result<Organisation, IdentityError>> => {
      const organisation = await tx.organisations.find(request.organisationId);
      if (!organisation) return err(refusal('IDENTITY.ORGANISATION_UNKNOWN'));
      const state = await tx.organisations.membership(request.organisationId, request.accountId);
      return state === 'active' ? ok(organisation) : err(refusal('IDENTITY.NOT_A_MEMBER'));
    });
  }

  /** For those who may read every one. */
  async find(organisationId: string): Promise<Result<Organisation, IdentityError>> {
    const organisation = await this.parts.work.run((tx) => tx.organisations.find(organisationId));
    return organisation ? ok(organisation) : err(refusal('IDENTITY.ORGANISATION_UNKNOWN'));
  }

  async ofAccount(accountId: string): Promise<readonly Membership[]> {
    return this.parts.work.run((tx) => tx.organisations.membershipsOf(accountId));
  }
}
