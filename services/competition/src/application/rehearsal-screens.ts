import type { RehearsalReport, RehearsalState, RehearsedRules } from '../domain/dress-rehearsal.js';

export interface RehearsalLine {
  readonly id: string;
  readonly state: RehearsalState;
  readonly rules: RehearsedRules;
  readonly rulesVersion: number;
  readonly rulesHash: string;
  readonly requestedAt: Date;
  readonly endedAt: Date | null;
}

export interface RehearsalsView {
  /** Whether this installation has a stage to play on. */
  readonly here: boolean;
  readonly items: readonly RehearsalLine[];
}

export interface RehearsalView extends RehearsalLine {
  /** The act that is being played, and how far it is. */
  readonly act: string | null;
  readonly done: number;
  readonly of: number;
  readonly cancelAsked: boolean;
  readonly report: RehearsalReport | null;
  readonly failure: string | null;
}

/** One among those of all editions: how far it is, and who asked for it. */
export interface RehearsalAtWork extends RehearsalLine {
  readonly edition: string;
  readonly act: string | null;
  readonly done: number;
  readonly of: number;
  readonly cancelAsked: boolean;
  readonly requestedBy: string;
}

/** What is shown of dress rehearsals. */
export abstract class RehearsalScreens {
  abstract list(editionId: string): Promise<RehearsalsView>;
  /** Of these editions, or of all; the latest first, at most 50. */
  abstract everywhere(editions: readonly string[] | undefined): Promise<readonly RehearsalAtWork[]>;
  abstract one(editionId: string, id: string): Promise<RehearsalView | undefined>;
}
