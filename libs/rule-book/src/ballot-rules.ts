import { err, ok, type Result } from '@wsis/kernel';
import { categoryByCode, type RuleBook } from './rule-book.js';
import type { RuleProblem } from './shape.js';

/** A whole ballot: category code to nominee number; an empty category is left out. */
export type Choices = Readonly<Record<string, number>>;

/** Why a choice no longer stands, if so: its nominee withdrew, or was moved out of that category. */
export type LostChoice = (categoryCode: string, nominee: number) => 'withdrawn' | 'moved' | undefined;

const nothingLost: LostChoice = () => undefined;

/** Builds a `LostChoice` from withdrawn nominee numbers alone. */
export function lostToWithdrawal(withdrawn: ReadonlySet<number>): LostChoice {
  return (_category, nominee) => (withdrawn.has(nominee) ? 'withdrawn' : undefined);
}

/** Tells whether a ballot with these categories filled counts; repeated and unknown codes add nothing. */
export function ballotCounts(ruleBook: RuleBook, filledCategoryCodes: Iterable<string>): boolean {
  let filled = 0;
  for (const code of new Set(filledCategoryCodes)) {
    if (categoryByCode(ruleBook, code) !== undefined) filled += 1;
  }
  return filled >= ruleBook.vote.categoriesRequired;
}

/** The categories a ballot fills when completeness is judged; a lost choice fills its own only if the rules say so. */
export function filledCategories(ruleBook: RuleBook, choices: Choices, lost: LostChoice = nothingLost): string[] {
  return ruleBook.categories
    .map((each) => each.code)
    .filter((code) => {
      if (!Object.hasOwn(choices, code)) return false;
      return ruleBook.vote.lostChoiceFillsCategory || lost(code, choices[code]!) === undefined;
    });
}

/** The choices that are votes: those of a ballot that counts, without the lost ones; none for an incomplete ballot. */
export function countedChoices(ruleBook: RuleBook, choices: Choices, lost: LostChoice = nothingLost): Choices {
  if (!ballotCounts(ruleBook, filledCategories(ruleBook, choices, lost))) return {};
  return Object.fromEntries(
    Object.entries(choices).filter(
      ([code, nominee]) => categoryByCode(ruleBook, code) !== undefined && lost(code, nominee) === undefined,
    ),
  );
}

/**
 * Tells whether a saved ballot may be replaced by the next one. Where a ballot may not change, a save only fills empty
 * categories and those that a lost choice reopened; every category touched beyond that is named.
 */
export function maySaveChange(
  ruleBook: RuleBook,
  before: Choices,
  after: Choices,
  lost: LostChoice = nothingLost,
): Result<true, readonly RuleProblem[]> {
  if (ruleBook.vote.mayChange) return ok(true);
  const effect = { withdrawn: ruleBook.vote.afterWithdrawal, moved: ruleBook.vote.afterMove } as const;
  const problems = Object.entries(before)
    .filter(([code, nominee]) => {
      const why = lost(code, nominee);
      if (why !== undefined && effect[why] === 'reopened') return false;
      return !Object.hasOwn(after, code) || after[code] !== nominee;
    })
    .map(([code]): RuleProblem => ({ field: `choices.${code}`, rule: 'unchanged', params: {} }));
  return problems.length === 0 ? ok(true) : err(problems);
}

/** Tells whether voters may choose a project that they or their organisation submitted. */
export function ownProjectAllowed(ruleBook: RuleBook): boolean {
  return ruleBook.vote.ownProjectAllowed;
}

/** The categories in which a ballot chooses one of the voter's own nominees against the rules. */
export function ownProjectChoices(ruleBook: RuleBook, choices: Choices, barred: ReadonlySet<number>): string[] {
  if (ruleBook.vote.ownProjectAllowed) return [];
  return Object.entries(choices)
    .filter(([, nominee]) => barred.has(nominee))
    .map(([code]) => code);
}
