import { err, ok, type Result } from '@wsis/kernel';
import type { VotingError } from './voting-error.js';

/** Whether a voter's ballot stands. The standing is the voter's: versions saved later share it. */
export type Standing = 'stands' | 'under-review' | 'removed';

export const DECISIONS = ['review', 'restoration', 'removal'] as const;
export type Decision = (typeof DECISIONS)[number];

export interface StandingOf {
  readonly ledgerNumber: number;
  readonly standing: Standing;
}

/** What a decision makes of a ballot. */
export function standingAfter(decision: Decision): Standing {
  return { review: 'under-review', restoration: 'stands', removal: 'removed' }[decision] as Standing;
}

/** Tells whether a decision may be taken on all of these ballots; names those that refuse it. */
export function mayDecide(decision: Decision, ballots: readonly StandingOf[]): Result<true, VotingError> {
  const numbersWhere = (standing: Standing) =>
    ballots.filter((ballot) => ballot.standing === standing).map((ballot) => ballot.ledgerNumber);
  const removed = numbersWhere('removed');
  if (decision !== 'restoration' && removed.length > 0)
    return err({ code: 'VOTING.ALREADY_REMOVED', numbers: removed });
  const standing = numbersWhere('stands');
  if (decision === 'restoration' && standing.length > 0)
    return err({ code: 'VOTING.NOT_UNDER_REVIEW', numbers: standing });
  return ok(true);
}
