import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import {
  demonstration2026,
  drawLot,
  rankByVotes,
  TIE_BREAKERS,
  type RuleBook,
  type TieBreaker,
  type VotedEntry,
} from './index.js';

interface Scenario {
  readonly scenario: string;
  readonly category?: string;
  readonly lotSeed?: string;
  readonly rules: { readonly topN: number; readonly minimumVotes: number; readonly tieBreakers: readonly TieBreaker[] };
  readonly nominees: readonly {
    number: number;
    votes: number;
    countries: number;
    stakeholderTypes: number;
    removedVotes: number;
  }[];
  readonly expected: readonly { rank: number; nominee: number; champion: boolean; decidedBy: TieBreaker | null }[];
}

const folder = new URL('../test/golden/votes/', import.meta.url);
const files = readdirSync(folder);
const bookWith = (count: Partial<RuleBook['count']>): RuleBook => ({
  ...demonstration2026,
  count: { ...demonstration2026.count, ...count },
});
const shuffled = <T>(items: readonly T[]): T[] => [...items].reverse();

describe('the count follows its golden scenarios', () => {
  it('and there are at least ten', () => expect(files.length).toBeGreaterThanOrEqual(10));

  it.each(files)('%s', (file) => {
    const scenario = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Scenario;
    const entries = scenario.nominees.map(
      ({ number, votes, countries, stakeholderTypes, removedVotes }): VotedEntry => ({
        number,
        votes,
        distinctCountries: countries,
        distinctStakeholderTypes: stakeholderTypes,
        removedVotes,
      }),
    );
    const options = {
      category: scenario.category ?? 'C1',
      ...(scenario.lotSeed === undefined ? {} : { lotSeed: scenario.lotSeed }),
    };
    const result = rankByVotes(bookWith(scenario.rules), entries, options);
    expect(
      result.map(({ rank, number, champion, tieRule }) => ({ rank, nominee: number, champion, decidedBy: tieRule })),
    ).toEqual(scenario.expected);
    expect(rankByVotes(bookWith(scenario.rules), shuffled(entries), options)).toEqual(result);
  });
});

describe('for any votes', () => {
  const seed = 'ab'.repeat(32);
  const entry = fc.record({
    votes: fc.integer({ min: 0, max: 4 }),
    distinctCountries: fc.integer({ min: 0, max: 3 }),
    distinctStakeholderTypes: fc.integer({ min: 0, max: 2 }),
    removedVotes: fc.integer({ min: 0, max: 2 }),
  });
  const entries = fc
    .array(entry, { maxLength: 12 })
    .map((all) => all.map((each, index): VotedEntry => ({ number: index + 1, ...each })));
  const tieBreakers = fc.shuffledSubarray([...TIE_BREAKERS], { minLength: 1 });
  const topN = fc.integer({ min: 1, max: 6 });

  it('the order of input does not matter, and more votes never rank lower', () => {
    fc.assert(
      fc.property(entries, tieBreakers, topN, (all, rules, n) => {
        const book = bookWith({ tieBreakers: rules, topN: n });
        const placings = rankByVotes(book, all, { category: 'C1', lotSeed: seed });
        expect(rankByVotes(book, shuffled(all), { category: 'C1', lotSeed: seed })).toEqual(placings);
        for (const a of placings) for (const b of placings) if (a.votes > b.votes) expect(a.rank).toBeLessThan(b.rank);
      }),
    );
  });

  it('a lot or a number gives a total order, and exactly the top N with votes are Champions', () => {
    const final = fc.constantFrom<TieBreaker>('drawn-by-lot-from-public-seed', 'earlier-nominee-number');
    fc.assert(
      fc.property(entries, final, topN, (all, last, n) => {
        const book = bookWith({ tieBreakers: ['more-distinct-countries', last], topN: n });
        const placings = rankByVotes(book, all, { category: 'C1', lotSeed: seed });
        expect(placings.map((each) => each.rank)).toEqual(all.map((_, index) => index + 1));
        const withVotes = all.filter((each) => each.votes > 0).length;
        expect(placings.filter((each) => each.champion)).toHaveLength(Math.min(n, withVotes));
      }),
    );
  });

  it('a kept tie never leaves out an equal of a Champion', () => {
    fc.assert(
      fc.property(entries, topN, (all, n) => {
        const placings = rankByVotes(bookWith({ tieBreakers: ['include-all-tied'], topN: n }), all, { category: 'C1' });
        for (const a of placings)
          for (const b of placings) if (a.votes === b.votes) expect(a.champion).toBe(b.champion);
      }),
    );
  });
});

describe('a count is refused when', () => {
  const entry: VotedEntry = { number: 1, votes: 2, distinctCountries: 1, distinctStakeholderTypes: 1, removedVotes: 0 };

  it('a nominee comes twice, or a number is none', () => {
    const count = (entries: readonly VotedEntry[]) => () => rankByVotes(demonstration2026, entries, { category: 'C1' });
    expect(count([entry, entry])).toThrow('counted twice');
    expect(count([{ ...entry, votes: -1 }])).toThrow('count that is none');
    expect(count([{ ...entry, distinctCountries: Number.NaN }])).toThrow('count that is none');
  });

  it('lots are needed and the seed is missing', () => {
    const book = bookWith({ tieBreakers: ['drawn-by-lot-from-public-seed'] });
    expect(() => rankByVotes(book, [entry, { ...entry, number: 2 }], { category: 'C1' })).toThrow('public seed');
  });
});

describe('a lot', () => {
  it('is what sha256sum gives for its four lines', () => {
    // printf 'wsis-prizes lot v1\n%s\nC7-egov\n103\n' "$(printf 'ledger root of the example' | sha256sum | cut -c1-64)" | sha256sum
    const seed = createHash('sha256').update('ledger root of the example').digest('hex');
    expect(drawLot(seed, 'C7-egov', 103)).toBe('18ff1dd42f6dd55da3f32fb40e696810f76355fdf38013ccb69c57d85afe32fd');
  });
});
