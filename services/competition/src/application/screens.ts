import type { RuleBook } from '@wsis/rule-book';
import type { Phase, PhasePlan } from '../domain/calendar.js';

export interface EditionView {
  readonly id: string;
  readonly year: number;
  readonly name: string;
  readonly timeZone: string;
  readonly copiedFrom: string | null;
  readonly rulesVersion: number | null;
  readonly rulesHash: string | null;
  readonly openPhases: readonly Phase[];
}

export interface AdoptedView {
  readonly edition: string;
  readonly version: number;
  readonly hash: string;
  readonly adoptedAt: Date;
  readonly ruleBook: RuleBook;
  readonly canonicalJson: string;
}

export interface DraftView {
  readonly edition: string;
  readonly version: number;
  readonly hash: string;
  readonly savedAt: Date;
  readonly ruleBook: RuleBook;
}

export type VersionView = Pick<AdoptedView, 'version' | 'hash' | 'adoptedAt'>;

export type PhaseState = 'unplanned' | 'planned' | 'open' | 'closed';

export interface PhaseView extends PhasePlan {
  readonly openedAt: Date | null;
  readonly closedAt: Date | null;
  /** By the database's clock at `now`, also where an opening has not been written down yet. */
  readonly state: PhaseState;
}

export interface CalendarView {
  readonly edition: string;
  readonly version: number;
  readonly timeZone: string;
  /** The database's clock: what decides. */
  readonly now: Date;
  readonly phases: readonly PhaseView[];
  /** Dates copied from an earlier edition, which nobody has adopted yet. */
  readonly template: readonly PhasePlan[];
}

export interface CalendarChangeView {
  readonly version: number;
  readonly change: string;
  readonly reason: string;
  readonly before: readonly PhasePlan[];
  readonly after: readonly PhasePlan[];
  readonly approvalId: string;
  readonly changedAt: Date;
}

/** Where a page of a list ended. */
export type Place = readonly (string | number)[];

export interface ListPage<T> {
  readonly items: readonly T[];
  /** Absent on the last page. */
  readonly next?: Place;
}

/** What the screens of the competition show. */
export abstract class CompetitionScreens {
  /** The latest year first. */
  abstract editions(after: Place | undefined, limit: number): Promise<ListPage<EditionView>>;
  abstract edition(editionId: string): Promise<EditionView | undefined>;
  /** The latest version unless one is named. */
  abstract adopted(editionId: string, version?: number): Promise<AdoptedView | undefined>;
  abstract ruleBookVersions(editionId: string): Promise<readonly VersionView[]>;
  abstract draft(editionId: string): Promise<DraftView | undefined>;
  abstract calendar(editionId: string): Promise<CalendarView | undefined>;
  /** The latest change first. */
  abstract calendarChanges(
    editionId: string,
    after: Place | undefined,
    limit: number,
  ): Promise<ListPage<CalendarChangeView>>;
}
