import {
  NomineeListFrozenSchema,
  NomineeListedSchema,
  NomineeWithdrawnSchema,
  SubmissionReceivedSchema,
  SubmissionScreenedSchema,
} from '@wsis/contracts';
import { event, type EventLog } from '@wsis/messaging';
import type { Tx } from '@wsis/persistence';
import type { Announcements, Nominee } from '../../application/ports.js';
import type { Submission, SubmissionFacts, SubmissionState } from '../../domain/submission.js';

/** The facts of nominations as events in its log. */
export class LoggedAnnouncements implements Announcements {
  constructor(private readonly eventLog: Pick<EventLog, 'append'>) {}

  async received(tx: Tx, submission: Submission, facts: SubmissionFacts, version: number): Promise<void> {
    await this.eventLog.append(tx, [
      event(
        SubmissionReceivedSchema,
        {
          submissionId: submission.id,
          editionId: submission.editionId,
          category: facts.category ?? '',
          submitterAccountId: submission.submitterAccountId,
          organisationId: submission.organisationId ?? '',
          country: facts.country ?? '',
          stakeholderType: facts.stakeholderType ?? '',
          title: titleOf(submission),
          language: submission.language,
        },
        { key: submission.id, version },
      ),
    ]);
  }

  async screened(
    tx: Tx,
    decisions: readonly { readonly submission: Submission; readonly state: SubmissionState; readonly reason: string }[],
  ): Promise<void> {
    await this.eventLog.append(
      tx,
      decisions.map(({ submission, state, reason }) =>
        event(
          SubmissionScreenedSchema,
          {
            submissionId: submission.id,
            editionId: submission.editionId,
            outcome: state,
            reason,
            submitterAccountId: submission.submitterAccountId,
          },
          { key: submission.id, version: submission.version + 1 },
        ),
      ),
    );
  }

  async listFrozen(
    tx: Tx,
    list: {
      readonly editionId: string;
      readonly listVersion: number;
      readonly listHash: string;
      readonly nominees: readonly Nominee[];
    },
  ): Promise<void> {
    const address = { key: list.editionId, version: list.listVersion };
    await this.eventLog.append(tx, [
      ...list.nominees.map((nominee) =>
        event(
          NomineeListedSchema,
          {
            nomineeId: nominee.id,
            editionId: nominee.editionId,
            number: nominee.number,
            category: nominee.category,
            submissionId: nominee.submissionId,
            organisationId: nominee.organisationId ?? '',
            organisationName: nominee.organisationName,
            submitterAccountId: nominee.submitterAccountId,
            country: nominee.country,
            region: nominee.region ?? '',
            stakeholderType: nominee.stakeholderType,
            sdgs: [...nominee.sdgs],
            texts: nominee.texts.map((text) => ({ ...text })),
            generated: nominee.generated,
            website: nominee.website ?? '',
          },
          address,
        ),
      ),
      event(
        NomineeListFrozenSchema,
        {
          editionId: list.editionId,
          listVersion: list.listVersion,
          nomineeCount: list.nominees.length,
          listHash: list.listHash,
        },
        address,
      ),
    ]);
  }

  async nomineeWithdrawn(tx: Tx, nominee: Nominee, listVersion: number, reason: string): Promise<void> {
    await this.eventLog.append(tx, [
      event(
        NomineeWithdrawnSchema,
        {
          nomineeId: nominee.id,
          editionId: nominee.editionId,
          number: nominee.number,
          category: nominee.category,
          listVersion,
          reason,
        },
        { key: nominee.editionId, version: listVersion },
      ),
    ]);
  }
}

function titleOf({ values }: Submission): string {
  return typeof values['title'] === 'string' ? values['title'] : '';
}
