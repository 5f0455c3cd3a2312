import type { Language } from '@wsis/kernel';
import type { RuleBook } from '@wsis/rule-book';
import type { Picture } from '../domain/picture.js';
import type { PastProjectReference, SubmissionState, TextState, Values } from '../domain/submission.js';

export interface SubmissionView {
  readonly id: string;
  readonly edition: string;
  readonly state: SubmissionState;
  readonly version: number;
  readonly language: Language;
  readonly category: string | null;
  /** All answers; who reads decides what of them is shown. */
  readonly values: Values;
  readonly texts: readonly {
    readonly language: string;
    readonly state: TextState;
    readonly version: number;
    readonly values: Values;
  }[];
  readonly organisationId: string | null;
  readonly submitterAccountId: string;
  readonly generated: boolean;
  readonly pastProject: PastProjectReference | null;
  readonly attachments: readonly {
    readonly kind: string;
    readonly place: string;
    readonly alternative: string | null;
  }[];
  readonly pictures: readonly Picture[];
  readonly history: readonly {
    readonly what: string;
    readonly reason: string;
    readonly fromState: SubmissionState | null;
    readonly toState: SubmissionState;
    readonly category: string | null;
    readonly happenedAt: Date;
  }[];
  /** Who has stepped back from screening it, and why. */
  readonly conflicts: readonly { readonly accountId: string; readonly reason: string; readonly declaredAt: Date }[];
  readonly savedAt: Date;
  /** Who wrote in it last. */
  readonly savedBy: string | null;
  readonly submittedAt: Date | null;
}

export interface SubmissionLine {
  readonly id: string;
  readonly edition: string;
  readonly state: SubmissionState;
  readonly version: number;
  readonly category: string | null;
  readonly title: string;
  readonly organisationName: string | null;
  readonly country: string | null;
  readonly generated: boolean;
  readonly submittedAt: Date | null;
}

/** A submission in the list of one of its authors. */
export interface AuthorsLine extends SubmissionLine {
  /** They began it themselves; else a colleague did. */
  readonly own: boolean;
}

/** Whose submissions: somebody's own, and those of their organisations. */
export interface AuthorsFilter {
  readonly editionId: string;
  readonly accountId: string;
  readonly organisationIds: readonly string[];
}

export interface SubmissionFilter {
  readonly editionId?: string;
  readonly state?: SubmissionState;
  readonly category?: string;
  /** Part of the title or of the organisation's name. */
  readonly words?: string;
}

/** Where a page of a list ended. */
export type Place = readonly (string | number)[];

export interface ListPage<T> {
  readonly items: readonly T[];
  /** Absent on the last page. */
  readonly next?: Place;
}

/** What the screens of nominations show. */
export abstract class NominationsScreens {
  abstract submission(id: string): Promise<SubmissionView | undefined>;
  /** Only what was handed in: a draft is its authors' alone. */
  abstract submissions(
    filter: SubmissionFilter,
    after: Place | undefined,
    limit: number,
  ): Promise<ListPage<SubmissionLine>>;
  abstract authorsSubmissions(
    filter: AuthorsFilter,
    after: Place | undefined,
    limit: number,
  ): Promise<ListPage<AuthorsLine>>;
  /** How many of those handed in stand in each state and category. */
  abstract progress(
    editionId: string,
  ): Promise<readonly { category: string | null; state: SubmissionState; count: number }[]>;
  /** How many submissions belong to an organisation, in all editions and states. */
  abstract countOfOrganisation(organisationId: string): Promise<number>;
  /** The edition of a submission or a nominee. */
  abstract editionOfRecord(id: string): Promise<string | undefined>;
  abstract ruleBook(editionId: string): Promise<RuleBook | undefined>;
}
