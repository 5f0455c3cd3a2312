/** One field that breaks one rule; the path is the one of the request. */
export interface FieldProblem {
  readonly field: string;
  readonly rule: string;
  readonly params?: Readonly<Record<string, string | number>>;
}

/** Why the competition refused a command. */
export type CompetitionError =
  | { readonly code: 'COMPETITION.EDITION_UNKNOWN'; readonly edition: string }
  | { readonly code: 'COMPETITION.EDITION_EXISTS'; readonly edition: string }
  | { readonly code: 'COMPETITION.EDITION_INVALID'; readonly problems: readonly FieldProblem[] }
  | { readonly code: 'COMPETITION.RULE_BOOK_INVALID'; readonly problems: readonly FieldProblem[] }
  | { readonly code: 'COMPETITION.REHEARSAL_UNKNOWN'; readonly rehearsal: string }
  | { readonly code: 'COMPETITION.REHEARSAL_UNDER_WAY'; readonly edition: string }
  | { readonly code: 'COMPETITION.REHEARSAL_ENDED'; readonly state: string }
  | { readonly code: 'COMPETITION.REHEARSAL_DURING_VOTE' }
  | { readonly code: 'COMPETITION.REHEARSAL_ELSEWHERE' }
  | { readonly code: 'COMPETITION.NO_DRAFT'; readonly edition: string }
  | { readonly code: 'COMPETITION.DRAFT_STALE'; readonly version: number }
  | { readonly code: 'COMPETITION.DRAFT_CHANGED'; readonly version: number }
  | { readonly code: 'COMPETITION.NO_RULE_BOOK'; readonly edition: string }
  | { readonly code: 'COMPETITION.RULES_NOT_ADOPTED'; readonly edition: string }
  | { readonly code: 'COMPETITION.RULES_FIXED'; readonly phase: string; readonly problems: readonly FieldProblem[] }
  | { readonly code: 'COMPETITION.RULES_UNCHANGED'; readonly version: number }
  | { readonly code: 'COMPETITION.CALENDAR_INVALID'; readonly problems: readonly FieldProblem[] }
  | { readonly code: 'COMPETITION.CALENDAR_CHANGED'; readonly version: number }
  | { readonly code: 'COMPETITION.PHASE_OUT_OF_ORDER'; readonly phase: string; readonly before: string }
  | { readonly code: 'COMPETITION.PHASE_ALREADY_OPENED'; readonly phase: string }
  | { readonly code: 'COMPETITION.PHASE_NOT_OPEN'; readonly phase: string }
  | { readonly code: 'COMPETITION.PHASE_CLOSED'; readonly phase: string };
