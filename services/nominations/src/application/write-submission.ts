import { err, ok, type IdSource, type Result } from '@wsis/kernel';
import type { Tx } from '@wsis/persistence';
import type { Author } from '../domain/author.js';
import { isFrozen, isOver, type Edition } from '../domain/edition.js';
import type { FieldProblem, NominationsError } from '../domain/nominations-error.js';
import {
  checkDraft,
  decideOrganisation,
  decideSave,
  factsOf,
  splitValues,
  type SubmissionContent,
} from '../domain/submission.js';
import type { EditionStore, StoredContent, SubmissionStore, UnitOfWork } from './ports.js';

export interface WrittenSubmission {
  readonly id: string;
  readonly version: number;
  /** What the author should still mend before the submission can be received; everything typed is stored. */
  readonly problems: readonly FieldProblem[];
}

/** Begins and saves submissions. A draft with problems is stored with all that was typed, and says what they are. */
export class WriteSubmission {
  constructor(
    private readonly database: UnitOfWork,
    private readonly editions: EditionStore,
    private readonly submissions: SubmissionStore,
    private readonly ids: IdSource,
    private readonly limits: { readonly draftsPerAccount: number },
  ) {}

  async begin(
    editionId: string,
    content: SubmissionContent,
    author: Author,
  ): Promise<Result<WrittenSubmission, NominationsError>> {
    const speaksFor = decideOrganisation(content.organisationId, author);
    if (!speaksFor.ok) return speaksFor;
    const { accountId } = author;
    return this.database.transaction(async (tx) => {
      const found = await this.editions.find(tx, editionId);
      if (!found) return err({ code: 'NOMINATIONS.EDITION_UNKNOWN', edition: editionId });
      const { edition, now } = found;
      if (isFrozen(edition) || isOver(edition, 'submission', now)) {
        return err({ code: 'NOMINATIONS.PHASE_CLOSED', phase: 'submission' });
      }
      const checked = checkDraft(edition.ruleBook, content);
      if (!checked.ok) return checked;
      const maximum = this.limits.draftsPerAccount;
      if ((await this.submissions.countDrafts(tx, editionId, accountId)) >= maximum) {
        return err({ code: 'NOMINATIONS.DRAFTS_FULL', maximum });
      }
      const id = this.ids.next();
      await this.submissions.create(
        tx,
        { id, editionId, submitterAccountId: accountId },
        storedContent(edition, content),
      );
      return ok({ id, version: 1, problems: checked.value });
    });
  }

  async save(
    submissionId: string,
    fromVersion: number,
    content: SubmissionContent,
    author: Author,
  ): Promise<Result<WrittenSubmission, NominationsError>> {
    return this.database.transaction(async (tx) => {
      const submission = await this.submissions.lock(tx, submissionId);
      if (!submission) return err({ code: 'NOMINATIONS.SUBMISSION_UNKNOWN' });
      const mayChange = decideSave(submission, fromVersion, author);
      if (!mayChange.ok) return mayChange;
      const speaksFor = decideOrganisation(content.organisationId, author, submission);
      if (!speaksFor.ok) return speaksFor;
      const { edition } = await known(this.editions, tx, submission.editionId);
      const checked = checkDraft(edition.ruleBook, content);
      if (!checked.ok) return checked;
      await this.submissions.save(tx, submission, storedContent(edition, content), author.accountId);
      return ok({ id: submission.id, version: submission.version + 1, problems: checked.value });
    });
  }
}

function storedContent(edition: Edition, content: SubmissionContent): StoredContent {
  const { texts, facts } = splitValues(edition.ruleBook, content.values);
  return { content, facts: factsOf(content), answers: facts, texts };
}

async function known(editions: EditionStore, tx: Tx, editionId: string) {
  const found = await editions.find(tx, editionId);
  if (!found) throw new Error(`A submission of ${editionId} exists, but its rules do not`);
  return found;
}
