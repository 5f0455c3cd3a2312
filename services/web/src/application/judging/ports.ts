import type { Result } from '@wsis/kernel';
import type { ProjectText } from '../../domain/shown-text.js';
import type { Refused } from '../refused.js';
import type { Visitor } from '../visitor.js';

/** My own sheet of one entry. */
export interface Sheet {
  /** By the id of the criterion. */
  readonly scores: Readonly<Record<string, number>>;
  readonly comment: string;
  readonly version: number;
  readonly sealed: boolean;
}

/** An entry that I judge. */
export interface Assignment {
  readonly nomineeId: string;
  readonly number: number;
  readonly category: string;
  readonly organisation: string;
  readonly country: string;
  /** The whole entry; absent where a conflict bars me from it. */
  readonly submissionId: string | undefined;
  /** None where a conflict bars me from it. */
  readonly texts: readonly ProjectText[];
  readonly conflict: string | undefined;
  readonly sheet: Sheet | undefined;
}

/** Who judges a category. */
export interface Panel {
  readonly category: string;
  readonly members: readonly string[];
  readonly chair: string;
}

/** How far a panel is, in counts alone. */
export interface PanelProgress {
  readonly category: string;
  readonly chair: string | undefined;
  readonly members: readonly string[];
  readonly entries: number;
  readonly sealedSheets: number;
  readonly conflicts: number;
  /** A decision waits for a second person. */
  readonly proposed: boolean;
  readonly decided: boolean;
}

/** An entry's place by the weighted mean, with the other readings beside it. */
export interface RankedEntry {
  readonly nomineeId: string;
  readonly number: number;
  readonly organisation: string;
  readonly texts: readonly ProjectText[];
  readonly rank: number;
  readonly sheets: number;
  /** Exact fractions, as text. */
  readonly mean: string;
  readonly median: string;
  readonly severityAdjusted: string;
}

export interface Ranking {
  readonly places: readonly RankedEntry[];
  readonly leaders: readonly string[];
  /** False where another reading has another winner. */
  readonly sure: boolean;
  /** What became of the newest decision that was proposed; undefined where none was, or where it came to nothing. */
  readonly proposal: { readonly state: 'waiting' | 'refused'; readonly reason: string | undefined } | undefined;
}

export interface PanelDecision {
  readonly category: string;
  readonly outcome: string;
  readonly winnerNomineeId: string | undefined;
  readonly specialRecognition: readonly string[];
  readonly statement: string;
}

/** What experts and chairs read and change. Of others' sheets only what the service reveals ever comes here. */
export abstract class Judging {
  abstract assignments(visitor: Visitor, editionId: string): Promise<readonly Assignment[]>;
  abstract save(
    visitor: Visitor,
    editionId: string,
    nomineeId: string,
    sheet: Pick<Sheet, 'scores' | 'comment' | 'version'>,
  ): Promise<Result<{ readonly version: number }, Refused>>;
  /** Seals the version that was shown, and no later one. */
  abstract seal(
    visitor: Visitor,
    editionId: string,
    nomineeId: string,
    version: string,
  ): Promise<Result<void, Refused>>;
  abstract stepBack(
    visitor: Visitor,
    editionId: string,
    nomineeId: string,
    reason: string,
  ): Promise<Result<void, Refused>>;
  /** Proposes who judges a category, instead of who does now; a second person approves. */
  abstract form(visitor: Visitor, editionId: string, panel: Panel): Promise<Result<void, Refused>>;
  abstract panels(visitor: Visitor, editionId: string): Promise<readonly PanelProgress[]>;
  /** Refused until enough sheets are sealed, and to whoever still judges. */
  abstract ranking(visitor: Visitor, editionId: string, category: string): Promise<Result<Ranking, Refused>>;
  abstract propose(visitor: Visitor, editionId: string, decision: PanelDecision): Promise<Result<void, Refused>>;
}
