import type { CountRules, RuleBook } from '@wsis/rule-book';

/** One category, and by its position in the list the place that it has in a ballot. */
export interface VotingCategory {
  readonly number: number;
  readonly code: string;
}

/** What the vote and its count need of a rule book. */
export interface VotingRules {
  readonly hash: string;
  /** By ascending number. */
  readonly categories: readonly VotingCategory[];
  readonly categoriesRequired: number;
  readonly mayChange: boolean;
  readonly ownProjectAllowed: boolean;
  /** A choice whose nominee withdrew may be made anew even where ballots may not change. */
  readonly reopensWithdrawn: boolean;
  readonly lostChoiceFillsCategory: boolean;
  readonly graceSeconds: number;
  readonly keepsCountry: boolean;
  readonly keepsStakeholderType: boolean;
  /** The whole rule book, for the count. */
  readonly ruleBook: RuleBook;
  readonly count: CountRules;
}

/** Takes the voting rules out of an adopted rule book. */
export function votingRules(ruleBook: RuleBook, hash: string): VotingRules {
  const { vote, count } = ruleBook;
  return {
    hash,
    categories: ruleBook.categories.map(({ number, code }) => ({ number, code })).sort((a, b) => a.number - b.number),
    categoriesRequired: vote.categoriesRequired,
    mayChange: vote.mayChange,
    ownProjectAllowed: vote.ownProjectAllowed,
    reopensWithdrawn: vote.afterWithdrawal === 'reopened',
    lostChoiceFillsCategory: vote.lostChoiceFillsCategory,
    graceSeconds: vote.graceSeconds,
    keepsCountry: vote.facts.includes('country'),
    keepsStakeholderType: vote.facts.includes('stakeholderType'),
    ruleBook,
    count,
  };
}
