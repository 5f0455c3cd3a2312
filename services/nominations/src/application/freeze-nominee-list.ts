import { err, ok, type IdSource, type Result } from '@wsis/kernel';
import type { Tx } from '@wsis/persistence';
import type { Edition } from '../domain/edition.js';
import type { NominationsError } from '../domain/nominations-error.js';
import {
  candidatesHash,
  decideFreeze,
  nomineeListHash,
  numberCandidates,
  type NumberedCandidate,
} from '../domain/nominee-list.js';
import type {
  Announcements,
  EditionStore,
  NomineeStore,
  ProposalRefusal,
  Proposals,
  Proposer,
  SubmissionStore,
  UnitOfWork,
} from './ports.js';

/** What two persons bind themselves to: exactly these nominees with these numbers. */
export interface FreezePayload {
  readonly nomineeCount: number;
  readonly candidatesHash: string;
}

export interface FrozenList {
  readonly listVersion: number;
  readonly nomineeCount: number;
  readonly listHash: string;
}

/** Freezes the list of nominees by two persons: each gets its number, and all are announced in one transaction. */
export class FreezeNomineeList {
  constructor(
    private readonly database: UnitOfWork,
    private readonly editions: EditionStore,
    private readonly submissions: SubmissionStore,
    private readonly nominees: NomineeStore,
    private readonly announcements: Announcements,
    private readonly proposals: Proposals,
    private readonly ids: IdSource,
  ) {}

  async propose(
    editionId: string,
    proposedBy: Proposer,
  ): Promise<Result<{ approvalId: string; payload: FreezePayload }, NominationsError | ProposalRefusal>> {
    return this.database.transaction(async (tx) => {
      const decided = await this.decide(tx, editionId);
      if (!decided.ok) return decided;
      const { numbered } = decided.value;
      const payload: FreezePayload = { nomineeCount: numbered.length, candidatesHash: candidatesHash(numbered) };
      const proposed = await this.proposals.propose(tx, {
        kind: 'nominations.freeze-list',
        editionId,
        payload: { ...payload },
        proposedBy,
        summary: `Freeze the list of ${editionId} with ${payload.nomineeCount} nominees, SHA-256 ${payload.candidatesHash}`,
      });
      return proposed.ok ? ok({ approvalId: proposed.value, payload }) : proposed;
    });
  }

  /** Runs in the approving transaction. */
  async apply(tx: Tx, editionId: string, payload: FreezePayload): Promise<Result<FrozenList, NominationsError>> {
    const decided = await this.decide(tx, editionId);
    if (!decided.ok) return decided;
    const { edition, numbered } = decided.value;
    if (candidatesHash(numbered) !== payload.candidatesHash) return err({ code: 'NOMINATIONS.LIST_CHANGED' });
    const publicFields = edition.ruleBook.submission.fields
      .filter((field) => field.visibility === 'public')
      .map((field) => field.id);
    const listed = numbered.map((candidate) => ({ ...candidate, nomineeId: this.ids.next() }));
    const nominees = await this.nominees.list(tx, editionId, listed, publicFields);
    const listHash = nomineeListHash(nominees);
    const listVersion = await this.editions.freeze(tx, editionId, listHash);
    await this.announcements.listFrozen(tx, { editionId, listVersion, listHash, nominees });
    return ok({ listVersion, nomineeCount: nominees.length, listHash });
  }

  private async decide(
    tx: Tx,
    editionId: string,
  ): Promise<Result<{ edition: Edition; numbered: readonly NumberedCandidate[] }, NominationsError>> {
    const found = await this.editions.lock(tx, editionId);
    if (!found) return err({ code: 'NOMINATIONS.EDITION_UNKNOWN', edition: editionId });
    const { edition } = found;
    const numbered = numberCandidates(edition, await this.submissions.candidates(tx, editionId));
    const decided = decideFreeze(edition, numbered, await this.submissions.undecided(tx, editionId));
    return decided.ok ? ok({ edition, numbered }) : decided;
  }
}
