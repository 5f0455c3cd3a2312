import type { ApprovalActor, ProposalRefusal } from '@wsis/approval';
import type { Result } from '@wsis/kernel';
import type { Tx } from '@wsis/persistence';
import type { RuleBook } from '@wsis/rule-book';
import type { Calendar, CalendarFact } from '../domain/calendar.js';
import type { Edition } from '../domain/edition.js';
import type { AdoptedRuleBook, RuleBookDraft } from '../domain/rules-adoption.js';

/** One transaction around a command. */
export interface UnitOfWork {
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
}

export interface EditionStore {
  /** False when the id is taken. */
  create(tx: Tx, edition: Edition, createdBy: string): Promise<boolean>;
  find(tx: Tx, editionId: string): Promise<Edition | undefined>;
}

export interface RuleBookStore {
  draft(tx: Pick<Tx, 'query'>, editionId: string): Promise<RuleBookDraft | undefined>;
  /** Stores the next version of a draft. Undefined when the draft is not at `fromVersion` any more. */
  saveDraft(
    tx: Tx,
    editionId: string,
    fromVersion: number,
    draft: { readonly ruleBook: RuleBook; readonly hash: string },
    savedBy: string,
  ): Promise<number | undefined>;
  latest(tx: Pick<Tx, 'query'>, editionId: string): Promise<AdoptedRuleBook | undefined>;
  adopt(
    tx: Tx,
    adopted: AdoptedRuleBook & { readonly canonical: Uint8Array; readonly approvalId: string },
  ): Promise<void>;
}

/** A calendar under its lock, with the database's clock and a count of all its events. */
export interface LockedCalendar {
  readonly calendar: Calendar;
  readonly now: Date;
  readonly revision: number;
}

/** A calendar as it stands, which may move on at once. */
export type SeenCalendar = Omit<LockedCalendar, 'revision'>;

export interface CalendarStore {
  /** Takes the one lock of an edition: adoption, changes, openings and closings happen one after another. */
  lock(tx: Tx, editionId: string): Promise<LockedCalendar | undefined>;
  /** Without the lock, for what is only shown; by edition. */
  look(database: Pick<Tx, 'query'>, editionIds: readonly string[]): Promise<ReadonlyMap<string, SeenCalendar>>;
  /** Stores what the facts did. Each opening and closing is a conditional update that succeeds once. */
  save(
    tx: Tx,
    before: LockedCalendar,
    after: Calendar,
    facts: readonly CalendarFact[],
    approvalId: string | undefined,
  ): Promise<void>;
  /** Editions with a phase whose instant has come by the database's clock. */
  due(limit: number): Promise<readonly string[]>;
}

/** Where the facts of the competition become events; called last in a transaction. */
export interface Announcements {
  editionCreated(tx: Tx, edition: Edition): Promise<void>;
  rulesAdopted(tx: Tx, adopted: AdoptedRuleBook, canonical: Uint8Array): Promise<void>;
  calendarFacts(tx: Tx, before: LockedCalendar, facts: readonly CalendarFact[]): Promise<void>;
}

/** Two persons for one command. */
export interface Proposals {
  propose(
    tx: Tx,
    proposal: {
      readonly kind: ApprovalKind;
      readonly editionId: string;
      readonly payload: Readonly<Record<string, unknown>>;
      readonly proposedBy: ApprovalActor;
      readonly summary: string;
    },
  ): Promise<Result<string, ProposalRefusal>>;
}

export type { ApprovalActor as Proposer, ProposalRefusal };

export const APPROVAL_KINDS = [
  'competition.adopt-rules',
  'competition.change-calendar',
  'competition.open-phase',
  'competition.extend-phase',
  'competition.close-phase',
] as const;
export type ApprovalKind = (typeof APPROVAL_KINDS)[number];

/** Asks for a look at what is due, at an instant. */
export interface DueSignals {
  at(due: Date): void;
}
