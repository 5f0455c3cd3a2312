import { rankByVotes, type VotePlacing } from '@wsis/rule-book';
import type { VotingRules } from './voting-rules.js';

/** What the ledger says of one nominee. */
export interface NomineeCount {
  readonly number: number;
  readonly votes: number;
  readonly distinctCountries: number;
  readonly distinctStakeholderTypes: number;
  readonly removedVotes: number;
}

/** Where every accepted ballot row went. */
export interface Balance {
  readonly accepted: number;
  readonly counted: number;
  readonly superseded: number;
  readonly incomplete: number;
  readonly removed: number;
  readonly underReview: number;
}

/** Where the places of one category went, among the ballots that are counted. */
export interface CategoryBalance {
  readonly code: string;
  readonly ballots: number;
  readonly votes: number;
  /** Left empty by the voter. */
  readonly empty: number;
  /** Given to a nominee who has withdrawn. */
  readonly lost: number;
}

export interface CategoryTally {
  readonly code: string;
  readonly number: number;
  readonly placings: readonly VotePlacing[];
}

export interface ListedNominee {
  readonly number: number;
  readonly category: string;
}

/** Ranks every category by the rule book. Nominees without a vote are ranked too; those who withdrew are not. */
export function tally(
  rules: VotingRules,
  nominees: readonly ListedNominee[],
  withdrawn: ReadonlySet<number>,
  counts: ReadonlyMap<number, NomineeCount>,
  lotSeed: string | undefined,
): readonly CategoryTally[] {
  return rules.categories.map(({ code, number }) => {
    const entries = nominees
      .filter((nominee) => nominee.category === code && !withdrawn.has(nominee.number))
      .map((nominee) => counts.get(nominee.number) ?? withoutVotes(nominee.number));
    return {
      code,
      number,
      placings: rankByVotes(rules.ruleBook, entries, { category: code, ...(lotSeed === undefined ? {} : { lotSeed }) }),
    };
  });
}

function withoutVotes(number: number): NomineeCount {
  return { number, votes: 0, distinctCountries: 0, distinctStakeholderTypes: 0, removedVotes: 0 };
}

/** Tells whether every accepted row went to exactly one place. */
export function balances(balance: Balance): boolean {
  const { accepted, counted, superseded, incomplete, removed, underReview } = balance;
  return accepted === counted + superseded + incomplete + removed + underReview;
}

/** A nominee whose place differs between two counts. */
export interface RankSwap {
  readonly category: string;
  readonly nominee: number;
  readonly from: number;
  readonly to: number;
  readonly championBefore: boolean;
  readonly championAfter: boolean;
}

/** What a change of the counted ballots does to the places. */
export function rankSwaps(before: readonly CategoryTally[], after: readonly CategoryTally[]): readonly RankSwap[] {
  const swaps: RankSwap[] = [];
  for (const category of before) {
    const then = new Map(
      after
        .find((other) => other.code === category.code)
        ?.placings.map((placing) => [placing.number, placing] as const),
    );
    for (const placing of category.placings) {
      const moved = then.get(placing.number);
      if (!moved || (moved.rank === placing.rank && moved.champion === placing.champion)) continue;
      swaps.push({
        category: category.code,
        nominee: placing.number,
        from: placing.rank,
        to: moved.rank,
        championBefore: placing.champion,
        championAfter: moved.champion,
      });
    }
  }
  return swaps;
}
