import { demonstration2026 } from '@wsis/rule-book';
import { balances, rankSwaps, tally } from './tally.js';
import { totalsArePublic } from './publication.js';
import { votingRules } from './voting-rules.js';

const rules = votingRules(
  { ...demonstration2026, count: { ...demonstration2026.count, topN: 1, tieBreakers: ['earlier-nominee-number'] } },
  'hash',
);
const nominees = [11, 12, 13].map((number) => ({ number, category: 'C1' }));
const votes = (...counts: [number, number][]) =>
  new Map(
    counts.map(([number, count]) => [
      number,
      { number, votes: count, distinctCountries: 0, distinctStakeholderTypes: 0, removedVotes: 0 },
    ]),
  );
const count = (...counts: [number, number][]) => tally(rules, nominees, new Set(), votes(...counts), undefined);

describe('the tally', () => {
  it('ranks every category, also those without a vote', () => {
    const all = count([12, 5]);
    expect(all).toHaveLength(18);
    expect(all[0]!.placings.map(({ number, rank }) => [number, rank])).toEqual([
      [12, 1],
      [11, 2],
      [13, 3],
    ]);
    expect(all[1]!.placings).toEqual([]);
  });

  it('says which places a change moves, and who becomes or ceases to be a Champion', () => {
    expect(rankSwaps(count([11, 3], [12, 2]), count([11, 1], [12, 2]))).toEqual([
      { category: 'C1', nominee: 11, from: 1, to: 2, championBefore: true, championAfter: false },
      { category: 'C1', nominee: 12, from: 2, to: 1, championBefore: false, championAfter: true },
    ]);
    expect(rankSwaps(count([11, 3]), count([11, 2]))).toEqual([]);
  });

  it('balances only when every accepted row went to one place', () => {
    const fair = { accepted: 10, counted: 4, superseded: 3, incomplete: 1, removed: 1, underReview: 1 };
    expect(balances(fair)).toBe(true);
    for (const name of Object.keys(fair)) expect(balances({ ...fair, [name]: 0 })).toBe(false);
  });

  it('publishes totals when the rule book says so', () => {
    const when = (publication: Parameters<typeof totalsArePublic>[0]) =>
      [[], ['champions'], ['champions', 'winners']].map((released) => totalsArePublic(publication, released));
    expect(when('never')).toEqual([false, false, false]);
    expect(when('after-certification')).toEqual([false, true, true]);
    expect(when('after-winners')).toEqual([false, false, true]);
  });
});
