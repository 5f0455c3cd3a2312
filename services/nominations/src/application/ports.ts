import type { ApprovalActor, ProposalRefusal } from '@wsis/approval';
import type { Language, Result } from '@wsis/kernel';
import type { Tx } from '@wsis/persistence';
import type { LoweredGate } from '@wsis/rule-book';
import type { Belonging, Owned } from '../domain/author.js';
import type { BreachReason } from '../domain/breach-report.js';
import type { Edition } from '../domain/edition.js';
import type { NominationsError } from '../domain/nominations-error.js';
import type { Candidate, NumberedCandidate } from '../domain/nominee-list.js';
import type { Picture, PictureVariant } from '../domain/picture.js';
import type { LastStep } from '../domain/screening.js';
import type { Submission, SubmissionContent, SubmissionFacts, SubmissionState, Values } from '../domain/submission.js';
import type { Assignment } from '../domain/translation-assignment.js';
import type { StandingText } from '../domain/translation.js';

/** One transaction around a command. */
export interface UnitOfWork {
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
}

/** An edition with the database's clock, read together. */
export interface TimedEdition {
  readonly edition: Edition;
  readonly now: Date;
}

export interface EditionStore {
  /** Undefined until the rules of the edition are known here. */
  find(tx: Tx, editionId: string): Promise<TimedEdition | undefined>;
  /** The same, and nobody freezes the list until the transaction ends. */
  share(tx: Tx, editionId: string): Promise<TimedEdition | undefined>;
  /** The same, and nobody else screens, moves or freezes in it until the transaction ends. */
  lock(tx: Tx, editionId: string): Promise<TimedEdition | undefined>;
  freeze(tx: Tx, editionId: string, listHash: string): Promise<number>;
  nextListVersion(tx: Tx, editionId: string): Promise<number>;
  /** Asks for less than the language gate of the rules does, from now on. */
  lowerGate(
    tx: Tx,
    editionId: string,
    lowered: LoweredGate & { readonly reason: string; readonly approvalId: string },
  ): Promise<void>;
}

/** One line of what happened to a submission. */
export interface HistoryEntry {
  readonly submissionId: string;
  readonly what: string;
  readonly actor: string;
  readonly reason: string;
  readonly fromState: SubmissionState | null;
  readonly toState: SubmissionState;
  readonly category: string | null;
}

/** Answers as they are stored: facts once, texts with their language. */
export interface StoredContent {
  readonly content: SubmissionContent;
  readonly facts: SubmissionFacts;
  readonly answers: Values;
  readonly texts: Values;
}

/** The answers in another language, and whether a person has confirmed them. */
export interface Translation {
  readonly language: Language;
  readonly state: 'machine-draft' | 'checked';
  readonly texts: Values;
}

export interface SubmissionStore {
  create(
    tx: Tx,
    submission: { readonly id: string; readonly editionId: string; readonly submitterAccountId: string },
    stored: StoredContent,
  ): Promise<void>;
  /** Holds the account until the transaction ends, and counts its drafts of the edition. */
  countDrafts(tx: Tx, editionId: string, accountId: string): Promise<number>;
  editionOf(tx: Tx, submissionId: string): Promise<string | undefined>;
  owned(tx: Tx, submissionId: string): Promise<Owned | undefined>;
  lock(tx: Tx, submissionId: string): Promise<Submission | undefined>;
  /** Locks several, in the order of their ids. */
  lockMany(tx: Tx, submissionIds: readonly string[]): Promise<ReadonlyMap<string, Submission>>;
  /** Stores what somebody wrote as the next version. */
  save(tx: Tx, submission: Submission, stored: StoredContent, writtenBy: string): Promise<void>;
  /** Holds the entity until the transaction ends, and counts what it has in the contest besides this submission. */
  countOfEntity(
    tx: Tx,
    editionId: string,
    entityKey: string,
    category: string,
    besides: string,
  ): Promise<{ readonly inCategory: number; readonly inEdition: number }>;
  /** What stands in a language; undefined: nothing. */
  textIn(tx: Tx, submissionId: string, language: Language): Promise<StandingText | undefined>;
  /** The same for several, with what they say. */
  textsIn(
    tx: Tx,
    submissionIds: readonly string[],
    language: Language,
  ): Promise<ReadonlyMap<string, StandingText & { readonly texts: Values }>>;
  /** Marks translations as confirmed by a person, each as its next version. */
  markChecked(tx: Tx, submissionIds: readonly string[], language: Language, checkedBy: string): Promise<void>;
  /** Stores a translation beside the original, as the version after `fromVersion`. */
  translate(
    tx: Tx,
    submissionId: string,
    translation: Translation,
    fromVersion: number,
    writtenBy: string,
  ): Promise<void>;
  /** Marks a submission as received. False when its project stands in the contest already. */
  receive(tx: Tx, submissionId: string, claimsProject: boolean): Promise<boolean>;
  changeStates(
    tx: Tx,
    changes: readonly {
      readonly submissionId: string;
      readonly state: SubmissionState;
      readonly category: string | null;
    }[],
  ): Promise<void>;
  remember(tx: Tx, entries: readonly HistoryEntry[]): Promise<void>;
  /** What was done last with each of several, by its id. */
  lastSteps(tx: Tx, submissionIds: readonly string[]): Promise<ReadonlyMap<string, LastStep>>;
  nominatedByCategory(tx: Tx, editionId: string): Promise<ReadonlyMap<string, number>>;
  undecided(tx: Tx, editionId: string): Promise<number>;
  /** All nominated submissions of an edition; bounded by the shortlists. */
  candidates(tx: Tx, editionId: string): Promise<readonly Candidate[]>;
}

/** Interests that reviewers have declared. */
export interface ScreeningConflictStore {
  /** Declared once: a second time changes nothing. */
  declare(tx: Tx, submissionId: string, accountId: string, reason: string): Promise<void>;
  /** Those of the submissions from which an account has stepped back. */
  of(tx: Tx, accountId: string, submissionIds: readonly string[]): Promise<ReadonlySet<string>>;
}

/** A nominee as the list shows it. */
export interface Nominee {
  readonly id: string;
  readonly editionId: string;
  readonly number: number;
  readonly category: string;
  readonly submissionId: string;
  readonly organisationId: string | null;
  readonly organisationName: string;
  readonly submitterAccountId: string;
  readonly country: string;
  readonly region: string | null;
  readonly stakeholderType: string;
  readonly sdgs: readonly number[];
  readonly website: string | null;
  readonly generated: boolean;
  readonly texts: readonly NomineeText[];
  readonly withdrawn: boolean;
}

export interface NomineeText {
  readonly language: string;
  readonly title: string;
  readonly shortDescription: string;
  readonly state: string;
}

export interface NomineeStore {
  /** Writes the list down from the nominated submissions, with the answers that everybody may read. */
  list(
    tx: Tx,
    editionId: string,
    numbered: readonly (NumberedCandidate & { readonly nomineeId: string })[],
    publicFields: readonly string[],
  ): Promise<readonly Nominee[]>;
  lock(tx: Tx, nomineeId: string): Promise<Nominee | undefined>;
  find(tx: Tx, nomineeId: string): Promise<Nominee | undefined>;
  withdraw(tx: Tx, nomineeId: string, reason: string): Promise<void>;
}

/** One size of a picture, painted anew. */
export interface DevelopedPicture extends PictureVariant {
  readonly data: Uint8Array;
}

/** Makes of what somebody sent the pictures that pages show. */
export interface PictureStudio {
  /** Refuses what is no whole picture within the limits, and when too many wait. */
  develop(bytes: Uint8Array): Promise<Result<readonly DevelopedPicture[], NominationsError>>;
}

/** Files by the hash of their content: the same bytes are one file, and a file never changes. */
export abstract class FileStore {
  /** The file is there, whole and durable, when this returns. */
  abstract put(name: string, bytes: Uint8Array): Promise<void>;
  abstract read(name: string): Promise<Uint8Array | undefined>;
  abstract remove(name: string): Promise<void>;
  /** Names of files that nobody has put since. */
  abstract writtenBefore(instant: Date): AsyncIterable<string>;
}

/** Why somebody may not send more now: the header fields that tell when. */
export interface Refusal {
  readonly headers: Readonly<Record<string, string>>;
}

/** How much one may send. */
export abstract class Budgets {
  abstract maySendPicture(accountId: string): Promise<Refusal | undefined>;
  abstract mayReport(ip: string): Promise<Refusal | undefined>;
}

export interface PictureStore {
  count(tx: Tx, submissionId: string): Promise<number>;
  add(tx: Tx, submissionId: string, picture: Picture): Promise<void>;
  /** False when the submission has no such picture. */
  describe(tx: Tx, submissionId: string, pictureId: string, language: Language, text: string): Promise<boolean>;
  remove(tx: Tx, submissionId: string, pictureId: string): Promise<boolean>;
  /** Those of the files that a picture refers to. */
  referred(tx: Pick<Tx, 'query'>, files: readonly string[]): Promise<ReadonlySet<string>>;
}

/** What somebody reports of a nominee's page; the secretariat looks at it. */
export interface BreachReport {
  readonly id: string;
  readonly nomineeId: string;
  readonly reason: BreachReason;
  readonly words: string;
  readonly language: Language;
}

export interface BreachReportStore {
  /** False where the nominee is not on a released list. */
  add(tx: Tx, report: BreachReport): Promise<boolean>;
  /** False where there is no such report. */
  note(tx: Tx, editionId: string, reportId: string, note: string, accountId: string): Promise<boolean>;
}

/** Where the facts of nominations become events; called last in a transaction. */
export interface Announcements {
  received(tx: Tx, submission: Submission, facts: SubmissionFacts, version: number): Promise<void>;
  screened(
    tx: Tx,
    decisions: readonly { readonly submission: Submission; readonly state: SubmissionState; readonly reason: string }[],
  ): Promise<void>;
  listFrozen(
    tx: Tx,
    list: {
      readonly editionId: string;
      readonly listVersion: number;
      readonly listHash: string;
      readonly nominees: readonly Nominee[];
    },
  ): Promise<void>;
  nomineeWithdrawn(tx: Tx, nominee: Nominee, listVersion: number, reason: string): Promise<void>;
}

/** Organisations that became one, as identity's events told it. */
export interface OrganisationStore {
  /** The organisation that an id of old means now. */
  remaining(tx: Tx, organisationId: string): Promise<string>;
  /** Gives the submissions and nominees of the first to the second. */
  merge(tx: Tx, organisationId: string, intoId: string): Promise<void>;
}

/** Who translates what. */
export interface TranslationAssignmentStore {
  /** The translators into a language by category. */
  standing(tx: Tx, editionId: string, language: Language): Promise<ReadonlyMap<string, string>>;
  assign(
    tx: Tx,
    editionId: string,
    language: Language,
    assignments: readonly Assignment[],
    assignedBy: string,
  ): Promise<void>;
}

/** Who holds the role of a translator in an edition; identity knows. */
export interface Translators {
  of(editionId: string): Promise<readonly string[]>;
}

/** Who belongs to which organisation; identity knows. */
export interface Memberships {
  of(accountId: string): Promise<readonly Belonging[]>;
}

/** Two persons for one command. */
export interface Proposals {
  propose(
    tx: Tx,
    proposal: {
      readonly kind: 'nominations.freeze-list' | 'nominations.withdraw-nominee' | 'nominations.lower-language-gate';
      readonly editionId: string;
      readonly payload: Readonly<Record<string, unknown>>;
      readonly proposedBy: ApprovalActor;
      readonly summary: string;
    },
  ): Promise<Result<string, ProposalRefusal>>;
}

export type { ApprovalActor as Proposer, ProposalRefusal };
