import type { ChoiceProblem, Choices } from './ballot.js';

/** The ballot that stands, for a voter whose save was made from another one. */
export interface CurrentBallot {
  readonly version: number;
  readonly choices: Choices;
  readonly orderNumber: number;
}

/** Why a ballot was not saved, or a command on ballots not carried out. */
export type VotingError =
  | { readonly code: 'VOTING.NO_EDITION' }
  | { readonly code: 'VOTING.KEY_REUSED' }
  | { readonly code: 'VOTING.SESSION_REVOKED' }
  | { readonly code: 'VOTING.NOT_OPEN' }
  | { readonly code: 'VOTING.PAUSED' }
  | { readonly code: 'VOTING.CLOSED' }
  | { readonly code: 'VOTING.STALE_BALLOT'; readonly current: CurrentBallot }
  | { readonly code: 'VOTING.EMPTY_BALLOT' }
  | { readonly code: 'VOTING.CHOICE_REFUSED'; readonly problems: readonly ChoiceProblem[] }
  | { readonly code: 'VOTING.OWN_PROJECT'; readonly problems: readonly ChoiceProblem[] }
  | { readonly code: 'VOTING.CHANGE_REFUSED'; readonly current: CurrentBallot }
  | { readonly code: 'VOTING.OVERLOADED' }
  | { readonly code: 'VOTING.UNAVAILABLE' }
  | { readonly code: 'VOTING.UNKNOWN_OUTCOME' }
  | { readonly code: 'VOTING.NO_BALLOT' }
  | { readonly code: 'VOTING.UNKNOWN_LEDGER_NUMBERS'; readonly numbers: readonly number[] }
  | { readonly code: 'VOTING.STANDING_MISMATCH'; readonly numbers: readonly number[] }
  | { readonly code: 'VOTING.STILL_OPEN' }
  | { readonly code: 'VOTING.CERTIFIED' }
  | { readonly code: 'VOTING.NOT_CERTIFIED' }
  | { readonly code: 'VOTING.NOT_RELEASED' }
  | { readonly code: 'VOTING.RESULT_CHANGED' }
  | { readonly code: 'VOTING.OBJECTION_WINDOW'; readonly until: Date }
  | { readonly code: 'VOTING.READ_EXPIRED' };

export type VotingErrorCode = VotingError['code'];
