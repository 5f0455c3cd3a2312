import { err, ok, type Result } from '@wsis/kernel';
import { refusal, type IdentityError } from '../domain/identity-error.js';
import type { VoterRules } from '../domain/voter-profile.js';
import type { Parts } from './ports.js';

/** Says what an edition asks of its voters. */
export class DescribeVoterRegistration {
  constructor(private readonly parts: Pick<Parts, 'work'>) {}

  async run(
    editionId: string,
  ): Promise<Result<{ rules: VoterRules; linksDestroyOn: string | undefined }, IdentityError>> {
    const edition = await this.parts.work.run((tx) => tx.editions.find(editionId));
    if (!edition?.rules) return err(refusal('IDENTITY.EDITION_UNKNOWN'));
    return ok({ rules: edition.rules, linksDestroyOn: edition.linksDestroyOn });
  }
}
