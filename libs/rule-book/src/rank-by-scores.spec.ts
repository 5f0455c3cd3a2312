import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import {
  demonstration2026,
  englishChecked,
  quorumReached,
  rankByScores,
  Rational,
  validateScores,
  weightedMean,
  type RuleBook,
  type ScoreSheet,
  type ScoreTieBreaker,
} from './index.js';

interface Scenario {
  readonly scenario: string;
  readonly rules: {
    readonly criteria: Readonly<Record<string, string>>;
    readonly tieBreakers: readonly ScoreTieBreaker[];
  };
  readonly nominees?: readonly number[];
  readonly votes?: Readonly<Record<string, number>>;
  readonly sheets: readonly ScoreSheet[];
  readonly expected: {
    readonly places: readonly { rank: number; nominee: number; mean: string; decidedBy: ScoreTieBreaker | null }[];
    readonly leaders: readonly number[];
    readonly disagreeing: readonly string[];
    readonly sure: boolean;
    readonly unscored?: readonly number[];
  };
}

const folder = new URL('../test/golden/scores/', import.meta.url);
const files = readdirSync(folder);
const noName = englishChecked({ ar: '-', zh: '-', en: '-', fr: '-', ru: '-', es: '-' });
const bookWith = (rules: Scenario['rules'], more: Partial<RuleBook['evaluation']> = {}): RuleBook => ({
  ...demonstration2026,
  evaluation: {
    ...demonstration2026.evaluation,
    tieBreakers: rules.tieBreakers,
    criteria: Object.entries(rules.criteria).map(([id, weight]) => ({ id, weight, names: noName })),
    ...more,
  },
});

describe('judging follows its golden scenarios', () => {
  it('and there are at least eight', () => expect(files.length).toBeGreaterThanOrEqual(8));

  it.each(files)('%s', (file) => {
    const { rules, sheets, expected, votes, nominees } = JSON.parse(
      readFileSync(new URL(file, folder), 'utf8'),
    ) as Scenario;
    const options = {
      category: 'C1',
      nominees: nominees ?? [...new Set(sheets.map((sheet) => sheet.nominee))],
      votes: new Map(Object.entries(votes ?? {}).map(([nominee, count]) => [Number(nominee), count])),
    };
    const result = rankByScores(bookWith(rules), sheets, options);
    expect(
      result.placings.map(({ rank, nominee, mean, tieRule }) => ({
        rank,
        nominee,
        mean: mean.toString(),
        decidedBy: tieRule,
      })),
    ).toEqual(expected.places);
    expect(result.leaders).toEqual(expected.leaders);
    expect(
      result.checks
        .filter((check) => !check.agrees)
        .map(({ method, droppedExpert }) => (droppedExpert === null ? method : `${method} ${droppedExpert}`)),
    ).toEqual(expected.disagreeing);
    expect(result.sure).toBe(expected.sure);
    expect(result.unscored).toEqual(expected.unscored ?? []);
  });
});

const half = { criteria: { impact: '1/2', reach: '1/2' }, tieBreakers: ['panel-decides'] } as const;
const sheet = (expert: string, nominee: number, impact: number, reach = impact): ScoreSheet => ({
  expert,
  nominee,
  scores: { impact, reach },
});

describe('for any sheets', () => {
  const sheets = fc
    .uniqueArray(fc.tuple(fc.constantFrom('A', 'B', 'C', 'D'), fc.integer({ min: 1, max: 5 })), {
      minLength: 1,
      selector: ([expert, nominee]) => `${expert}${nominee}`,
    })
    .chain((pairs) =>
      fc
        .array(fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 })), {
          minLength: pairs.length,
          maxLength: pairs.length,
        })
        .map((scores) => pairs.map(([expert, nominee], at) => sheet(expert, nominee, ...scores[at]!))),
    );
  const options = { category: 'C1', nominees: [1, 2, 3, 4, 5] };

  it('shuffling them changes nothing, bit for bit', () => {
    fc.assert(
      fc.property(
        sheets.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
        ([all, other]) => {
          const book = bookWith(half);
          expect(JSON.stringify(rankByScores(book, other, options))).toBe(
            JSON.stringify(rankByScores(book, all, options)),
          );
        },
      ),
    );
  });

  it('a panel that scored everything is already fair: adjusting for severity changes nothing', () => {
    const complete = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 20, maxLength: 20 });
    fc.assert(
      fc.property(complete, (scores) => {
        const all = scores.map((score, at) => sheet('ABCD'[at % 4]!, Math.floor(at / 4) + 1, score));
        for (const each of rankByScores(bookWith(half), all, options).placings) {
          expect(each.severityAdjusted.equals(each.mean)).toBe(true);
        }
      }),
    );
  });

  it('every nominee is either placed or named as unscored', () => {
    fc.assert(
      fc.property(sheets, (all) => {
        const { placings, unscored } = rankByScores(bookWith(half), all, options);
        expect([...placings.map((each) => each.nominee), ...unscored].sort()).toEqual([1, 2, 3, 4, 5]);
      }),
    );
  });
});

describe('severity', () => {
  it('is taken out exactly where not every expert saw every entry', () => {
    // Expert C gives two points less to all. With C's harshness removed the true values come back: 4, 5, 3.
    const all = [
      ...[4, 5, 3].map((score, at) => sheet('A', at + 1, score)),
      ...[4, 5, 3].map((score, at) => sheet('B', at + 1, score)),
      sheet('C', 2, 3),
      sheet('C', 3, 1),
    ];
    const { placings } = rankByScores(bookWith(half), all, { category: 'C1', nominees: [1, 2, 3] });
    const differences = placings.map((each) => [
      each.nominee,
      each.severityAdjusted.minus(placings.find((other) => other.nominee === 3)!.severityAdjusted).toString(),
    ]);
    expect(Object.fromEntries(differences)).toEqual({ 1: '1', 2: '2', 3: '0' });
  });

  it('cannot compare groups that share no expert: the result is not sure', () => {
    const all = [sheet('A', 1, 5), sheet('B', 1, 5), sheet('C', 2, 1), sheet('D', 2, 1)];
    const result = rankByScores(bookWith(half), all, { category: 'C1', nominees: [1, 2] });
    expect(result.leaders).toEqual([1]);
    expect(result.sure).toBe(false);
  });
});

describe('several winners', () => {
  it('a tie between two winners is no doubt, a tie at their border is', () => {
    const book = bookWith(half, { winnersPerCategory: 2 });
    const options = { category: 'C1', nominees: [1, 2, 3] };
    const experts = ['A', 'B', 'C'];
    const of = (scores: readonly number[]) =>
      experts.flatMap((expert) => scores.map((score, at) => sheet(expert, at + 1, score)));
    expect(rankByScores(book, of([5, 5, 2]), options)).toMatchObject({ leaders: [1, 2], sure: true });
    expect(rankByScores(book, of([5, 3, 3]), options)).toMatchObject({ leaders: [1, 2, 3], sure: false });
  });
});

describe('sheets', () => {
  it('name every wrong score by criterion and rule', () => {
    const scores = { impact: 6, reach: 2.5, charm: 3 };
    const book = bookWith({ ...half, criteria: { impact: '1/2', reach: '1/4', future: '1/4' } });
    expect(validateScores(book, scores).map(({ field, rule }) => `${field}: ${rule}`)).toEqual([
      'scores.impact: maximum',
      'scores.reach: type',
      'scores.future: required',
      'scores.charm: unknown',
    ]);
    expect(validateScores(book, { impact: 0, reach: 1, future: 5 })).toEqual([
      { field: 'scores.impact', rule: 'minimum', params: { minimum: 1, actual: 0 } },
    ]);
    expect(validateScores(book, null)).toHaveLength(1);
    expect(validateScores(book, { impact: 1, reach: 1, future: 5 })).toEqual([]);
  });

  it('that are wrong, doubled or of another panel stop the ranking', () => {
    const rank =
      (...sheets: ScoreSheet[]) =>
      () =>
        rankByScores(bookWith(half), sheets, { category: 'C1', nominees: [1] });
    expect(rank(sheet('A', 1, 9))).toThrow('scores.impact breaks maximum');
    expect(rank(sheet('A', 1, 3), sheet('A', 1, 3))).toThrow('two sheets');
    expect(rank(sheet('A', 2, 3))).toThrow('not before this panel');
  });

  it('give an exact weighted mean, or none where there is no sheet', () => {
    const book = bookWith({ ...half, criteria: { impact: '2/3', reach: '1/3' } });
    const mean = weightedMean(book, [sheet('A', 1, 5, 4), sheet('B', 1, 4, 4), sheet('C', 1, 4, 5)]);
    expect(mean?.equals(Rational.of(40, 9).plus(Rational.of(-1, 9)))).toBe(true);
    expect(mean?.toString()).toBe('13/3');
    expect(weightedMean(book, [])).toBeUndefined();
  });
});

describe('the quorum', () => {
  const sheets = ['A', 'B', 'C'].flatMap((expert) => [1, 2].map((nominee) => ({ expert, nominee })));

  it('is reached when each entry has sheets of enough different experts', () => {
    expect(quorumReached(demonstration2026, sheets, [1, 2])).toBe(true);
    expect(quorumReached(demonstration2026, sheets.slice(1), [1, 2])).toBe(false);
    expect(quorumReached(demonstration2026, [...sheets.slice(1), sheets[2]!], [1, 2])).toBe(false);
    expect(quorumReached(demonstration2026, sheets, [1, 2, 3])).toBe(false);
  });
});
