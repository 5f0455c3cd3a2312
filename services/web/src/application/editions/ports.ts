import type { Result } from '@wsis/kernel';
import type { RuleBook } from '@wsis/rule-book';
import type { CalendarEffect } from '../../domain/calendar-effect.js';
import type { Refused } from '../refused.js';
import type { Visitor } from '../visitor.js';

export interface DeskEdition {
  readonly id: string;
  readonly year: number;
  readonly name: string;
  readonly timeZone: string;
  readonly copiedFrom: string | undefined;
  /** The version of the rules in force; absent where none are adopted. */
  readonly rulesVersion: number | undefined;
  readonly openPhases: readonly string[];
}

export interface NewEdition {
  readonly id: string;
  readonly year: number | string;
  readonly name: string;
  readonly timeZone: string;
  readonly copyFrom: string | undefined;
}

/** A rule book with its version: a draft, or the rules in force. */
export interface Rules {
  readonly version: number;
  readonly hash: string;
  readonly at: Date | undefined;
  readonly ruleBook: RuleBook;
}

/** What the secretariat sees and does of editions and their rules. */
export abstract class EditionDesk {
  /** The latest year first; at most 200. */
  abstract list(visitor: Visitor): Promise<readonly DeskEdition[]>;
  abstract find(visitor: Visitor, editionId: string): Promise<DeskEdition | undefined>;
  abstract create(visitor: Visitor, edition: NewEdition): Promise<Result<void, Refused>>;
  abstract draft(visitor: Visitor, editionId: string): Promise<Rules | undefined>;
  abstract adopted(visitor: Visitor, editionId: string): Promise<Rules | undefined>;
  /** Version 0 begins a draft. Gives the version that was made. */
  abstract saveDraft(
    visitor: Visitor,
    editionId: string,
    ruleBook: unknown,
    fromVersion: number,
  ): Promise<Result<number, Refused>>;
  abstract proposeAdoption(
    visitor: Visitor,
    editionId: string,
    draft: { readonly version: number; readonly hash: string },
  ): Promise<Result<void, Refused>>;
}

export interface PhaseDates {
  readonly phase: string;
  readonly opensAt: Date | undefined;
  readonly closesAt: Date | undefined;
}

export interface DeskPhase extends PhaseDates {
  readonly state: 'unplanned' | 'planned' | 'open' | 'closed';
}

export interface DeskCalendar {
  readonly version: number;
  readonly timeZone: string;
  /** The database's clock, which decides. */
  readonly now: Date;
  readonly phases: readonly DeskPhase[];
  /** Dates copied from an earlier edition, which nobody has adopted yet. */
  readonly template: readonly PhaseDates[];
}

export interface CalendarChange {
  readonly version: number;
  readonly change: string;
  readonly reason: string;
  readonly after: readonly PhaseDates[];
  readonly changedAt: Date | undefined;
}

export const PHASE_MOVES = ['opening', 'extension', 'closing'] as const;
export type PhaseMove = (typeof PHASE_MOVES)[number];

/** What is wanted of the calendar: other dates, or one phase moved now. */
export type CalendarCommand = { readonly reason: string } & (
  | { readonly type: 'dates'; readonly fromVersion: number; readonly plans: readonly PhaseDates[] }
  | { readonly type: PhaseMove; readonly phase: string; readonly closesAt: Date | undefined }
);

/** What a change would do, with what else is known of those whom it reaches. */
export interface ExpectedEffect extends CalendarEffect {
  /** How many hours before the end of the vote the rules remind. */
  readonly reminderHours: readonly number[];
  /** How many would be told of the open vote, and how many agreed to reminders; absent where it could not be asked. */
  readonly mails: { readonly voteOpened: number | undefined; readonly ballotReminder: number | undefined };
}

/** The phases of an edition in time. Whatever is proposed here waits for a second person. */
export abstract class CalendarDesk {
  abstract read(visitor: Visitor, editionId: string): Promise<DeskCalendar | undefined>;
  /** The latest 50. */
  abstract changes(visitor: Visitor, editionId: string): Promise<readonly CalendarChange[]>;
  /** What a command would do if it were carried out now, or why it cannot be; nothing is changed. */
  abstract effect(
    visitor: Visitor,
    editionId: string,
    command: CalendarCommand,
  ): Promise<Result<ExpectedEffect, Refused>>;
  abstract propose(visitor: Visitor, editionId: string, command: CalendarCommand): Promise<Result<void, Refused>>;
}
