import type { ApprovalActor, ProposalRefusal } from '@wsis/approval';
import type { Result } from '@wsis/kernel';
import type { Tx } from '@wsis/persistence';
import type { RuleBook } from '@wsis/rule-book';
import type { Entry, Expert, Panel } from '../domain/panel.js';
import type { Judgement } from '../domain/decision.js';
import type { ScoreSheet } from '../domain/score-sheet.js';

/** One transaction around a command. */
export interface UnitOfWork {
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
}

/** An edition as evaluation knows it. */
export interface JudgedEdition {
  readonly editionId: string;
  readonly ruleBook: RuleBook;
  readonly ruleBookHash: string;
  /** Whether the phase of the experts is open. */
  readonly open: boolean;
  readonly resultHash: string;
}

export interface EditionStore {
  find(tx: Tx, editionId: string): Promise<JudgedEdition | undefined>;
  /** Champions of a category, by their place in the vote. */
  entries(tx: Tx, editionId: string, category: string): Promise<readonly Entry[]>;
  entry(tx: Tx, editionId: string, nomineeId: string): Promise<Entry | undefined>;
  experts(tx: Tx, editionId: string, accountIds: readonly string[]): Promise<readonly Expert[]>;
}

export interface PanelStore {
  /** Takes the lock of a category: panels, seals and decisions happen one after another. */
  lock(tx: Tx, editionId: string, category: string): Promise<void>;
  find(tx: Tx, editionId: string, category: string): Promise<Panel | undefined>;
  save(tx: Tx, editionId: string, panel: Panel, approvalId: string): Promise<void>;
  isMember(tx: Tx, editionId: string, category: string, accountId: string): Promise<boolean>;
  conflicts(tx: Tx, editionId: string, category: string): Promise<readonly { nomineeId: string; accountId: string }[]>;
  /** Whether a member still has entries to judge: neither sealed nor conflicted. */
  hasUnsealed(tx: Tx, editionId: string, category: string, accountId: string): Promise<boolean>;
  hasConflict(tx: Tx, editionId: string, nomineeId: string, accountId: string): Promise<boolean>;
  addConflict(
    tx: Tx,
    conflict: { editionId: string; nomineeId: string; accountId: string; kind: string; reason: string },
  ): Promise<void>;
}

export interface SheetStore {
  find(tx: Tx, editionId: string, nomineeId: string, expertId: string): Promise<ScoreSheet | undefined>;
  /** Undefined when the sheet is not at `fromVersion` any more, or is sealed. */
  save(tx: Tx, editionId: string, sheet: ScoreSheet, fromVersion: number): Promise<number | undefined>;
  seal(tx: Tx, editionId: string, nomineeId: string, expertId: string): Promise<boolean>;
  sealed(tx: Tx, editionId: string, category: string): Promise<readonly ScoreSheet[]>;
}

/** What the panel decided for a category. */
export interface Decision {
  readonly category: string;
  readonly outcome: 'winner' | 'no-winner';
  readonly winnerNomineeId: string | null;
  readonly specialRecognition: readonly string[];
  readonly statement: string;
}

export interface DecisionStore {
  isDecided(tx: Tx, editionId: string, category: string): Promise<boolean>;
  save(tx: Tx, editionId: string, decision: Decision, judgement: Judgement, approvalId: string): Promise<void>;
}

/** Where the facts of the evaluation become events; called last in a transaction. */
export interface Announcements {
  sheetSealed(
    tx: Tx,
    sealed: { editionId: string; category: string; nomineeId: string; expertId: string },
  ): Promise<void>;
  decisionsCertified(
    tx: Tx,
    editionId: string,
    decisions: readonly (Decision & { sheetsHash: string })[],
  ): Promise<void>;
}

export const APPROVAL_KINDS = ['evaluation.form-panels', 'evaluation.certify-decisions'] as const;
export type ApprovalKind = (typeof APPROVAL_KINDS)[number];

/** Two persons for one command. */
export interface Proposals {
  propose(
    tx: Tx,
    proposal: {
      readonly kind: ApprovalKind;
      readonly editionId: string;
      readonly payload: unknown;
      readonly proposedBy: ApprovalActor;
      readonly summary: unknown;
    },
  ): Promise<Result<string, ProposalRefusal>>;
}

export type { ApprovalActor as Proposer, ProposalRefusal };
