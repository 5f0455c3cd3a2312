import type { Language, Result } from '@wsis/kernel';
import type { RuleBook } from '@wsis/rule-book';
import type { TextState } from '../../domain/shown-text.js';
import type { Values } from '../../domain/draft-values.js';
import type { Page } from '../ports.js';
import type { BrokenRule, Refused } from '../refused.js';
import type { Visitor } from '../visitor.js';

export const SUBMISSION_STATES = ['draft', 'submitted', 'returned', 'nominated', 'declined', 'withdrawn'] as const;
export type SubmissionState = (typeof SUBMISSION_STATES)[number];

/** One submission in a list. */
export interface SubmissionLine {
  readonly id: string;
  readonly state: SubmissionState;
  readonly category: string | undefined;
  /** May be empty while it is a draft. */
  readonly title: string;
  readonly organisation: string | undefined;
  readonly submittedAt: Date | undefined;
}

/** One submission in the list of one of its authors. */
export interface MyLine extends SubmissionLine {
  /** Begun by the visitor; else by a colleague. */
  readonly own: boolean;
}

/** What the visitor is to a submission that they may write. */
export const RELATIONS = ['submitter', 'administrator', 'member'] as const;
export type Relation = (typeof RELATIONS)[number];

/** The answers in one language. */
export interface SubmissionText {
  readonly language: Language;
  readonly state: TextState;
  readonly values: Values;
}

export interface SubmissionPicture {
  readonly id: string;
  readonly descriptions: Readonly<Partial<Record<Language, string>>>;
  /** The files of its sizes, the smallest first. */
  readonly sizes: readonly { readonly file: string; readonly width: number; readonly height: number }[];
}

/** One step that was taken with a submission, and why. */
export interface SubmissionStep {
  readonly what: string;
  readonly reason: string;
  readonly state: SubmissionState;
  readonly at: Date;
}

/** Somebody who leaves a submission to other screeners. */
export interface DeclaredConflict {
  readonly accountId: string;
  readonly reason: string;
  readonly at: Date | undefined;
}

export interface Submission {
  readonly id: string;
  readonly editionId: string;
  readonly state: SubmissionState;
  readonly version: number;
  /** The language in which it was written. */
  readonly language: Language;
  readonly category: string | undefined;
  readonly organisationId: string | undefined;
  readonly submitterAccountId: string | undefined;
  /** Undefined for who only reads it. */
  readonly relation: Relation | undefined;
  /** Who wrote in it last, where an author asks. */
  readonly savedBy: string | undefined;
  readonly savedAt: Date | undefined;
  readonly values: Values;
  readonly texts: readonly SubmissionText[];
  readonly pictures: readonly SubmissionPicture[];
  readonly history: readonly SubmissionStep[];
  /** Who stepped back from screening it; told to the secretariat alone. */
  readonly conflicts: readonly DeclaredConflict[];
  readonly generated: boolean;
  /** An earlier project that it stands for; handed on as it came. */
  readonly pastProject: unknown;
  readonly submittedAt: Date | undefined;
}

/** What an author writes. */
export interface SubmissionContent {
  readonly language: Language;
  readonly organisationId: string | undefined;
  readonly values: Values;
}

/** What was stored, and what its author should still mend. */
export interface WrittenDraft {
  readonly id: string;
  readonly version: number;
  readonly problems: readonly BrokenRule[];
}

/** An organisation that the visitor belongs to. */
export interface MyOrganisation {
  readonly id: string;
  readonly name: string;
}

/** What authors read and change of their submissions. */
export abstract class Submissions {
  /** The adopted rules of an edition; undefined before they are adopted. */
  abstract rules(editionId: string): Promise<RuleBook | undefined>;
  abstract mine(visitor: Visitor, editionId: string, cursor?: string): Promise<Page<MyLine>>;
  /** The first few of an edition with these words in title or organisation, for who reviews. */
  abstract search(
    visitor: Visitor,
    editionId: string,
    words: string,
    limit: number,
  ): Promise<readonly SubmissionLine[]>;
  abstract find(visitor: Visitor, id: string): Promise<Submission | undefined>;
  abstract organisations(visitor: Visitor): Promise<readonly MyOrganisation[]>;
  abstract begin(
    visitor: Visitor,
    editionId: string,
    content: SubmissionContent,
  ): Promise<Result<WrittenDraft, Refused>>;
  /** Saves what was made from the submission as it was read. */
  abstract save(visitor: Visitor, from: Submission, content: SubmissionContent): Promise<Result<WrittenDraft, Refused>>;
  abstract handIn(visitor: Visitor, id: string, version: string): Promise<Result<void, Refused>>;
  abstract withdraw(visitor: Visitor, id: string, reason: string): Promise<Result<void, Refused>>;
  abstract addPicture(
    visitor: Visitor,
    id: string,
    picture: { readonly type: string; readonly content: Buffer; readonly description: string },
  ): Promise<Result<void, Refused>>;
  abstract removePicture(visitor: Visitor, id: string, pictureId: string): Promise<Result<void, Refused>>;
  /** One size of a picture, as it is stored. */
  abstract pictureFile(visitor: Visitor, id: string, file: string): Promise<PictureFile | undefined>;
}

export interface PictureFile {
  readonly type: string;
  readonly bytes: Buffer;
}
