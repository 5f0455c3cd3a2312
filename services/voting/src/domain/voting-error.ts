import type { ChoiceProblem, Choices } from './ballot.js';

/** The ballot that stands, for a voter whose save was made from another one. */
export interface CurrentBallot {
  readonly version: number;
  readonly choices: Choices;
  readonly orderNumber: number;
}

/** The codes of choices that may not be made, each also the rule of a field. */
export type ChoiceRefusalCode =
  | 'VOTING.CATEGORY_UNKNOWN'
  | 'VOTING.NOMINEE_UNKNOWN'
  | 'VOTING.NOMINEE_OTHER_CATEGORY'
  | 'VOTING.NOMINEE_REPEATED'
  | 'VOTING.NOMINEE_WITHDRAWN'
  | 'VOTING.OWN_PROJECT';

/** Why a ballot was not saved, or a command on ballots not carried out. */
export type VotingError =
  | { readonly code: 'VOTING.EDITION_UNKNOWN' }
  | { readonly code: 'VOTING.KEY_REUSED' }
  | { readonly code: 'VOTING.SESSION_REVOKED' }
  | { readonly code: 'VOTING.NOT_OPEN' }
  | { readonly code: 'VOTING.PAUSED' }
  | { readonly code: 'VOTING.CLOSED' }
  | { readonly code: 'VOTING.STALE_BALLOT'; readonly current: CurrentBallot }
  | { readonly code: 'VOTING.CHANGE_NOT_ALLOWED'; readonly current: CurrentBallot }
  | { readonly code: 'VOTING.EMPTY_BALLOT' }
  | { readonly code: ChoiceRefusalCode; readonly problems: readonly ChoiceProblem[] }
  | { readonly code: 'VOTING.BUSY' }
  | { readonly code: 'VOTING.UNAVAILABLE' }
  | { readonly code: 'VOTING.UNKNOWN_OUTCOME' }
  | { readonly code: 'VOTING.NO_BALLOT' }
  | { readonly code: 'VOTING.LEDGER_NUMBER_UNKNOWN'; readonly numbers: readonly number[] }
  | { readonly code: 'VOTING.NOT_UNDER_REVIEW'; readonly numbers: readonly number[] }
  | { readonly code: 'VOTING.ALREADY_REMOVED'; readonly numbers: readonly number[] }
  | { readonly code: 'VOTING.DECISION_UNKNOWN' }
  | { readonly code: 'VOTING.NOT_CLOSED' }
  | { readonly code: 'VOTING.ALREADY_CERTIFIED' }
  | { readonly code: 'VOTING.NOT_CERTIFIED' }
  | { readonly code: 'VOTING.NO_CHECKPOINT' }
  | { readonly code: 'VOTING.NOT_RELEASED' }
  | { readonly code: 'VOTING.RESULT_CHANGED' }
  | { readonly code: 'VOTING.TALLY_DIFFERS' }
  | { readonly code: 'VOTING.OBJECTION_WINDOW'; readonly until: string }
  | { readonly code: 'VOTING.EXPORT_UNKNOWN' };

export type VotingErrorCode = VotingError['code'];
