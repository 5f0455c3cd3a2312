import type { Author, Owned } from '../domain/author.js';
import type { Memberships, OrganisationStore, SubmissionStore, UnitOfWork } from './ports.js';

/** Knows who writes. Identity is asked only where the answer can matter: a submitter's own work never waits for it. */
export class Authors {
  constructor(
    private readonly database: UnitOfWork,
    private readonly submissions: SubmissionStore,
    private readonly memberships: Memberships,
    private readonly organisations: OrganisationStore,
  ) {}

  /** With what decides about one submission. */
  async of(accountId: string, submission: Owned | undefined): Promise<Author> {
    const othersFor = submission?.organisationId && submission.submitterAccountId !== accountId;
    return othersFor ? this.withAll(accountId) : { accountId, belongsTo: [] };
  }

  /** The same, where only its id is known. */
  async ofSubmission(accountId: string, submissionId: string): Promise<Author> {
    return this.of(accountId, await this.database.transaction((tx) => this.submissions.owned(tx, submissionId)));
  }

  /** With what decides for which organisation something may be written, from now on or anew. */
  async writing(accountId: string, organisationId: string | null, submissionId?: string): Promise<Author> {
    if (organisationId !== null) return this.withAll(accountId);
    return submissionId === undefined ? { accountId, belongsTo: [] } : this.ofSubmission(accountId, submissionId);
  }

  /** What was written for an organisation that is no more is for the one that remains. */
  async forRemaining<T extends { readonly organisationId: string | null }>(content: T): Promise<T> {
    const { organisationId } = content;
    if (organisationId === null) return content;
    return this.database.transaction(async (tx) => ({
      ...content,
      organisationId: await this.organisations.remaining(tx, organisationId),
    }));
  }

  /** With every organisation. */
  async withAll(accountId: string): Promise<Author> {
    return { accountId, belongsTo: await this.memberships.of(accountId) };
  }
}
