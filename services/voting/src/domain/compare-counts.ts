import type { Balance, CategoryBalance, NomineeCount } from './tally.js';

/** What two counts of one ledger must agree on. */
export interface Countable {
  readonly balance: Balance;
  readonly categories: readonly CategoryBalance[];
  readonly withdrawn: ReadonlySet<number>;
  readonly byNominee: ReadonlyMap<number, NomineeCount>;
}

const BALANCE: readonly (keyof Balance)[] = [
  'accepted',
  'counted',
  'superseded',
  'incomplete',
  'removed',
  'underReview',
];
const CATEGORY = ['ballots', 'votes', 'empty', 'lost'] as const;
const NOMINEE = ['votes', 'distinctCountries', 'distinctStakeholderTypes', 'removedVotes'] as const;

/** Names every figure in which two counts differ, and never the figure: what is named may be logged while counts are sealed. */
export function differences(one: Countable, other: Countable): readonly string[] {
  const found: string[] = BALANCE.filter((part) => one.balance[part] !== other.balance[part]).map(
    (part) => `balance ${part}`,
  );
  const categories = new Map(other.categories.map((category) => [category.code, category]));
  for (const category of one.categories) {
    const twin = categories.get(category.code);
    for (const part of CATEGORY) if (category[part] !== twin?.[part]) found.push(`category ${category.code} ${part}`);
  }
  if (one.categories.length !== other.categories.length) found.push('categories');
  if (!sameNumbers(one.withdrawn, other.withdrawn)) found.push('withdrawn nominees');
  for (const nominee of new Set([...one.byNominee.keys(), ...other.byNominee.keys()])) {
    for (const part of NOMINEE) {
      const [here, there] = [one, other].map((count) => count.byNominee.get(nominee)?.[part] ?? 0);
      if (here !== there) found.push(`nominee ${nominee} ${part}`);
    }
  }
  return found;
}

function sameNumbers(one: ReadonlySet<number>, other: ReadonlySet<number>): boolean {
  return one.size === other.size && [...one].every((number) => other.has(number));
}
