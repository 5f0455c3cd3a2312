import { Controller, Inject } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import type { AccountErased, OrganisationMerged } from '@wsis/contracts';
import { OnEvent, type EventContext, type ReceivedEvent } from '@wsis/messaging';
import type { OrganisationStore } from '../../application/ports.js';

export const ORGANISATIONS = Symbol('nominations:organisations');

/**
 * Erases what is personal when an account is erased: contacts everywhere, and drafts that nobody else has ever
 * written in; one that a colleague has written in stays with their organisation.
 * What was handed in stays in the contest: it speaks for a project, not for a person.
 */
@Controller()
export class IdentityHandler {
  constructor(@Inject(ORGANISATIONS) private readonly organisations: OrganisationStore) {}

  /** What was handed in or begun for an organisation that is no more belongs to the one that remains. */
  @OnEvent('identity.organisation-merged.v1')
  organisationMerged(@Payload() event: ReceivedEvent<OrganisationMerged>, @Ctx() { tx }: EventContext): Promise<void> {
    return this.organisations.merge(tx, event.payload.organisationId, event.payload.intoOrganisationId);
  }

  @OnEvent('identity.account-erased.v1')
  async accountErased(@Payload() event: ReceivedEvent<AccountErased>, @Ctx() { tx }: EventContext): Promise<void> {
    const { accountId } = event.payload;
    await tx.execute(
      `DELETE FROM nominations.submissions
       WHERE submitter_account_id = $1 AND submitted_at IS NULL AND NOT (co_written AND organisation_id IS NOT NULL)`,
      [accountId],
    );
    // That somebody stepped back stays; why they did is theirs.
    await tx.execute(`UPDATE nominations.screening_conflicts SET reason = '' WHERE account_id = $1`, [accountId]);
    await tx.execute(`DELETE FROM nominations.translation_assignments WHERE translator = $1`, [accountId]);
    // Which answers are private is the rule book's to say.
    await tx.execute(
      `UPDATE nominations.submissions AS submission
       SET answers = submission.answers - ARRAY(
             SELECT field ->> 'id' FROM jsonb_array_elements(edition.rule_book -> 'submission' -> 'fields') AS field
             WHERE field ->> 'visibility' = 'private')
       FROM nominations.editions AS edition
       WHERE edition.id = submission.edition_id AND submitter_account_id = $1`,
      [accountId],
    );
  }
}
