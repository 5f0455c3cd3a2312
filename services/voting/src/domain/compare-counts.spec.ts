import { differences, type Countable } from './compare-counts.js';

const count = (change: Partial<Countable> = {}): Countable => ({
  balance: { accepted: 5, counted: 3, superseded: 1, incomplete: 1, removed: 0, underReview: 0 },
  categories: [{ code: 'C1', ballots: 3, votes: 3, empty: 0, lost: 0 }],
  withdrawn: new Set([9]),
  byNominee: new Map([
    [1, { number: 1, votes: 3, distinctCountries: 2, distinctStakeholderTypes: 1, removedVotes: 0 }],
  ]),
  ...change,
});
const nominee = (number: number, votes: number) =>
  [number, { number, votes, distinctCountries: 2, distinctStakeholderTypes: 1, removedVotes: 0 }] as const;

describe('two counts of one ledger', () => {
  it('agree when every figure does', () => {
    expect(differences(count(), count())).toEqual([]);
  });

  it('agree about a nominee without votes, named by one of them only', () => {
    const none = { number: 2, votes: 0, distinctCountries: 0, distinctStakeholderTypes: 0, removedVotes: 0 };
    expect(differences(count(), count({ byNominee: new Map([...count().byNominee, [2, none]]) }))).toEqual([]);
  });

  it.each<[string, Partial<Countable>, string[]]>([
    ['a vote more', { byNominee: new Map([nominee(1, 4)]) }, ['nominee 1 votes']],
    [
      'votes for another nominee',
      { byNominee: new Map([nominee(2, 3)]) },
      ['votes', 'distinctCountries', 'distinctStakeholderTypes']
        .flatMap((part) => [`nominee 1 ${part}`])
        .concat(['votes', 'distinctCountries', 'distinctStakeholderTypes'].map((part) => `nominee 2 ${part}`)),
    ],
    [
      'another balance',
      { balance: { ...count().balance, counted: 4, incomplete: 0 } },
      ['balance counted', 'balance incomplete'],
    ],
    [
      'a lost vote',
      { categories: [{ code: 'C1', ballots: 3, votes: 2, empty: 0, lost: 1 }] },
      ['category C1 votes', 'category C1 lost'],
    ],
    [
      'a missing category',
      { categories: [] },
      ['category C1 ballots', 'category C1 votes', 'category C1 empty', 'category C1 lost', 'categories'],
    ],
    ['another withdrawal', { withdrawn: new Set([8]) }, ['withdrawn nominees']],
  ])('differ by %s, and the figures stay untold', (_, change, named) => {
    expect(differences(count(), count(change))).toEqual(named);
  });
});
