import type { BrokenRule } from './score-sheet.js';

/** Everything that evaluation refuses, by code. */
export type EvaluationError =
  | { readonly code: 'EVALUATION.EDITION_UNKNOWN'; readonly edition: string }
  | { readonly code: 'EVALUATION.CATEGORY_UNKNOWN'; readonly category: string }
  | { readonly code: 'EVALUATION.CHAMPIONS_UNKNOWN'; readonly category: string }
  | { readonly code: 'EVALUATION.NOT_AN_EXPERT'; readonly category: string; readonly member: string }
  | { readonly code: 'EVALUATION.MEMBER_REPEATED'; readonly category: string; readonly member: string }
  | { readonly code: 'EVALUATION.CHAIR_NOT_A_MEMBER'; readonly category: string }
  | {
      readonly code: 'EVALUATION.PANEL_TOO_SMALL';
      readonly category: string;
      readonly needed: number;
      readonly given: number;
    }
  | { readonly code: 'EVALUATION.PANEL_UNKNOWN'; readonly category: string }
  | { readonly code: 'EVALUATION.PANEL_AT_WORK'; readonly category: string }
  | { readonly code: 'EVALUATION.NOT_OPEN' }
  | { readonly code: 'EVALUATION.NOT_ASSIGNED' }
  | { readonly code: 'EVALUATION.NOMINEE_NOT_CHAMPION'; readonly nominee: string }
  | { readonly code: 'EVALUATION.CONFLICTED'; readonly nominee: string }
  | { readonly code: 'EVALUATION.SHEET_SEALED'; readonly nominee: string }
  | { readonly code: 'EVALUATION.OWN_SHEETS_FIRST'; readonly category: string }
  | { readonly code: 'EVALUATION.SHEET_UNKNOWN'; readonly nominee: string }
  | { readonly code: 'EVALUATION.STALE_SHEET'; readonly version: number }
  | { readonly code: 'EVALUATION.SHEET_INVALID'; readonly problems: readonly BrokenRule[] }
  | {
      readonly code: 'EVALUATION.QUORUM_MISSING';
      readonly category: string;
      readonly needed: number;
      readonly given: number;
    }
  | { readonly code: 'EVALUATION.ALREADY_DECIDED'; readonly category: string }
  | { readonly code: 'EVALUATION.NOT_FIRST'; readonly category: string; readonly first: string }
  | { readonly code: 'EVALUATION.NO_WINNER_NOT_ALLOWED'; readonly category: string }
  | { readonly code: 'EVALUATION.RECOGNITION_NOT_ALLOWED'; readonly category: string }
  | {
      readonly code: 'EVALUATION.CONFIRMATION_REQUIRED';
      readonly category: string;
      readonly reasons: readonly string[];
    }
  | { readonly code: 'EVALUATION.SHEETS_CHANGED'; readonly category: string };
