/** One field that breaks one rule; the path is the one of the request. */
export interface FieldProblem {
  readonly field: string;
  readonly rule: string;
  readonly params?: Readonly<Record<string, string | number>>;
}

/** Why nominations refused a command. */
export type NominationsError =
  | { readonly code: 'NOMINATIONS.EDITION_UNKNOWN'; readonly edition: string }
  | { readonly code: 'NOMINATIONS.SUBMISSION_UNKNOWN' }
  | { readonly code: 'NOMINATIONS.NOMINEE_UNKNOWN' }
  | { readonly code: 'NOMINATIONS.LIST_VERSION_UNKNOWN'; readonly version: number }
  | { readonly code: 'NOMINATIONS.NOT_A_MEMBER' }
  | { readonly code: 'NOMINATIONS.SUBMITTER_REQUIRED' }
  | { readonly code: 'NOMINATIONS.DRAFT_INVALID'; readonly problems: readonly FieldProblem[] }
  | { readonly code: 'NOMINATIONS.DRAFTS_FULL'; readonly maximum: number }
  | { readonly code: 'NOMINATIONS.PICTURE_REFUSED'; readonly problems: readonly FieldProblem[] }
  | { readonly code: 'NOMINATIONS.PICTURE_UNKNOWN' }
  | { readonly code: 'NOMINATIONS.PICTURES_BUSY' }
  | { readonly code: 'NOMINATIONS.BREACH_REPORT_UNKNOWN' }
  | { readonly code: 'NOMINATIONS.STALE_DRAFT'; readonly version: number }
  | { readonly code: 'NOMINATIONS.INCOMPLETE'; readonly problems: readonly FieldProblem[] }
  | { readonly code: 'NOMINATIONS.PAST_WINNER'; readonly problems: readonly FieldProblem[] }
  | { readonly code: 'NOMINATIONS.ENTITY_LIMIT'; readonly problems: readonly FieldProblem[] }
  | { readonly code: 'NOMINATIONS.DUPLICATE_PROJECT' }
  | { readonly code: 'NOMINATIONS.ALREADY_SUBMITTED'; readonly state: string }
  | { readonly code: 'NOMINATIONS.PHASE_CLOSED'; readonly phase: string }
  | { readonly code: 'NOMINATIONS.SCREENER_REQUIRED'; readonly roles: string }
  | { readonly code: 'NOMINATIONS.OWN_SUBMISSION' }
  | { readonly code: 'NOMINATIONS.STEPPED_BACK' }
  | { readonly code: 'NOMINATIONS.NOT_SCREENABLE'; readonly state: string }
  | { readonly code: 'NOMINATIONS.READ_EARLIER_VERSION'; readonly version: number }
  | { readonly code: 'NOMINATIONS.REASON_REQUIRED'; readonly problems: readonly FieldProblem[] }
  | { readonly code: 'NOMINATIONS.SHORTLIST_FULL'; readonly category: string; readonly maximum: number }
  | { readonly code: 'NOMINATIONS.CATEGORY_UNKNOWN'; readonly category: string }
  | { readonly code: 'NOMINATIONS.MOVE_NOT_ALLOWED' }
  | { readonly code: 'NOMINATIONS.LIST_FROZEN' }
  | { readonly code: 'NOMINATIONS.LIST_INCOMPLETE'; readonly problems: readonly FieldProblem[] }
  | { readonly code: 'NOMINATIONS.LIST_CHANGED' }
  | { readonly code: 'NOMINATIONS.ORIGINAL_LANGUAGE'; readonly language: string }
  | { readonly code: 'NOMINATIONS.STALE_TRANSLATION'; readonly version: number }
  | { readonly code: 'NOMINATIONS.GATE_NOT_LOWERED' }
  | { readonly code: 'NOMINATIONS.TRANSLATOR_UNKNOWN'; readonly problems: readonly FieldProblem[] }
  | { readonly code: 'NOMINATIONS.ASSIGNMENT_CHANGED'; readonly categories: string }
  | { readonly code: 'NOMINATIONS.ALREADY_WITHDRAWN' };
