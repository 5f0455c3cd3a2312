import type { Judgement } from '../domain/decision.js';

export interface Assignment {
  readonly nomineeId: string;
  readonly number: number;
  readonly category: string;
  readonly organisationName: string;
  readonly country: string;
  /** The whole entry, which nominations shows; null where a conflict bars me from it. */
  readonly submissionId: string | null;
  /** Null where a conflict bars me from it. */
  readonly texts: unknown;
  readonly conflict: string | null;
  readonly sheet: {
    readonly scores: Readonly<Record<string, number>>;
    readonly comment: string;
    readonly version: number;
    readonly sealed: boolean;
  } | null;
}

export interface PanelProgress {
  readonly category: string;
  readonly chair: string | null;
  readonly members: readonly string[];
  readonly entries: number;
  readonly sealedSheets: number;
  readonly conflicts: number;
  /** A decision waits for a second person. */
  readonly proposed: boolean;
  readonly decided: boolean;
}

/** What a ranked entry is called. */
export interface NamedEntry {
  readonly nomineeId: string;
  readonly organisationName: string;
  readonly texts: unknown;
}

/** What became of the newest decision that was proposed for a category. */
export interface ProposedDecision {
  readonly state: 'waiting' | 'refused' | 'over';
  /** Why it was refused, in the words of who refused it. */
  readonly reason: string | null;
}

export interface DecidedCategory {
  readonly category: string;
  readonly outcome: string;
  readonly winnerNomineeId: string | null;
  readonly specialRecognition: readonly string[];
  readonly statement: string;
  readonly judgement: Judgement;
  readonly sheetsHash: string;
  readonly decidedAt: Date;
}

/** What screens show of the evaluation. */
export interface EvaluationReadModel {
  assignments(editionId: string, accountId: string): Promise<readonly Assignment[]>;
  progress(editionId: string): Promise<readonly PanelProgress[]>;
  /** The entries that a panel judges, by name. */
  entries(editionId: string, category: string): Promise<readonly NamedEntry[]>;
  proposal(editionId: string, category: string): Promise<ProposedDecision | undefined>;
  /** All of them, or those of the panels that an account chairs. */
  decisions(editionId: string, chairId?: string): Promise<readonly DecidedCategory[]>;
}
