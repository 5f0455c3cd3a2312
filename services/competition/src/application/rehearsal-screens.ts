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

/** What is shown of dress rehearsals. */
export abstract class RehearsalScreens {
  abstract list(editionId: string): Promise<RehearsalsView>;
  abstract one(editionId: string, id: string): Promise<RehearsalView | undefined>;
}
