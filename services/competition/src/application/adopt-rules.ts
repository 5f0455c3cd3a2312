import { err, ok, type Result } from '@wsis/kernel';
import type { Tx } from '@wsis/persistence';
import { canonicalRuleBook } from '@wsis/rule-book';
import type { CompetitionError } from '../domain/competition-error.js';
import { decideAdoption, type RuleBookDraft } from '../domain/rules-adoption.js';
import type {
  Announcements,
  CalendarStore,
  LockedCalendar,
  Proposals,
  ProposalRefusal,
  Proposer,
  RuleBookStore,
  UnitOfWork,
} from './ports.js';

/** What two persons bind themselves to: this draft, by its hash. */
export interface RulesAdoptionPayload {
  readonly draftVersion: number;
  readonly ruleBookHash: string;
}

export interface ProposedAdoption {
  readonly approvalId: string;
  readonly payload: RulesAdoptionPayload;
}

interface Decided {
  readonly draft: RuleBookDraft;
  readonly locked: LockedCalendar;
  readonly version: number;
}

/** Adopts a draft as the rules of an edition: one person proposes, another carries it out. */
export class AdoptRules {
  constructor(
    private readonly database: UnitOfWork,
    private readonly ruleBooks: RuleBookStore,
    private readonly calendars: CalendarStore,
    private readonly announcements: Announcements,
    private readonly proposals: Proposals,
  ) {}

  async propose(
    editionId: string,
    wanted: { readonly draftVersion: number; readonly hash: string | undefined },
    proposedBy: Proposer,
  ): Promise<Result<ProposedAdoption, CompetitionError | ProposalRefusal>> {
    return this.database.transaction(async (tx) => {
      const decided = await this.decide(tx, editionId, wanted);
      if (!decided.ok) return decided;
      const { draft } = decided.value;
      const payload: RulesAdoptionPayload = { draftVersion: draft.version, ruleBookHash: draft.hash };
      const proposed = await this.proposals.propose(tx, {
        kind: 'competition.adopt-rules',
        editionId,
        payload: { ...payload },
        proposedBy,
        summary: `Adopt rule book version ${decided.value.version} of ${editionId}, SHA-256 ${draft.hash}`,
      });
      return proposed.ok ? ok({ approvalId: proposed.value, payload }) : proposed;
    });
  }

  /** Why drafts that wait for a second person could not be adopted any more, by the id of their proposal. */
  async obstacles(
    database: Pick<Tx, 'query'>,
    waiting: readonly { readonly id: string; readonly editionId: string; readonly payload: RulesAdoptionPayload }[],
  ): Promise<ReadonlyMap<string, CompetitionError>> {
    const editions = [...new Set(waiting.map(({ editionId }) => editionId))];
    const calendars = await this.calendars.look(database, editions);
    const books = new Map(
      await Promise.all(
        editions.map(async (id) => {
          const [draft, adopted] = [this.ruleBooks.draft(database, id), this.ruleBooks.latest(database, id)];
          return [id, { draft: await draft, adopted: await adopted }] as const;
        }),
      ),
    );
    return new Map(
      waiting.flatMap(({ id, editionId, payload }) => {
        const [seen, book] = [calendars.get(editionId), books.get(editionId)];
        if (!seen || !book?.draft) return [];
        const wish = { draftVersion: payload.draftVersion, hash: payload.ruleBookHash };
        const decided = decideAdoption(book.draft, wish, book.adopted, seen.calendar, seen.now);
        return decided.ok ? [] : [[id, decided.error] as const];
      }),
    );
  }

  /** Runs in the approving transaction. */
  async apply(
    tx: Tx,
    editionId: string,
    payload: RulesAdoptionPayload,
    approvalId: string,
  ): Promise<Result<{ version: number; hash: string }, CompetitionError>> {
    const decided = await this.decide(tx, editionId, {
      draftVersion: payload.draftVersion,
      hash: payload.ruleBookHash,
    });
    if (!decided.ok) return decided;
    const { draft, locked, version } = decided.value;
    const canonical = canonicalRuleBook(draft.ruleBook);
    const adopted = { editionId, version, ruleBook: draft.ruleBook, hash: draft.hash, adoptedAt: locked.now };
    await this.ruleBooks.adopt(tx, { ...adopted, canonical, approvalId });
    await this.announcements.rulesAdopted(tx, adopted, canonical);
    return ok({ version, hash: draft.hash });
  }

  private async decide(
    tx: Tx,
    editionId: string,
    wanted: { readonly draftVersion: number; readonly hash: string | undefined },
  ): Promise<Result<Decided, CompetitionError>> {
    const locked = await this.calendars.lock(tx, editionId);
    if (!locked) return err({ code: 'COMPETITION.EDITION_UNKNOWN', edition: editionId });
    const draft = await this.ruleBooks.draft(tx, editionId);
    if (!draft) return err({ code: 'COMPETITION.NO_DRAFT', edition: editionId });
    const adopted = await this.ruleBooks.latest(tx, editionId);
    const wish = { draftVersion: wanted.draftVersion, hash: wanted.hash ?? draft.hash };
    const version = decideAdoption(draft, wish, adopted, locked.calendar, locked.now);
    return version.ok ? ok({ draft, locked, version: version.value }) : version;
  }
}
