import { demonstration2026 } from '@wsis/rule-book';
import { choicesOf, layOut, numberedChoices, type Screen } from './ballot.js';
import { votingRules, type VotingRules } from './voting-rules.js';

const rules: VotingRules = {
  ...votingRules(demonstration2026, 'hash'),
  categoriesRequired: 2,
  ownProjectAllowed: false,
};

/** Nominee 11 and 12 in C1, 21 in C2, 31 in C3; 12 has withdrawn. */
const screen = (change: Partial<VotingRules> = {}): Screen => ({
  version: 1,
  rules: { ...rules, ...change },
  placeOf: new Map(rules.categories.map(({ code }, place) => [code, place])),
  nominees: new Map([
    [11, 0],
    [12, 0],
    [21, 1],
    [31, 2],
  ]),
  withdrawn: new Set([12]),
});

const found = (
  choices: Record<string, number>,
  options: { base?: number; barred?: number[]; rules?: Partial<VotingRules> } = {},
) => layOut({ choices, base: options.base ?? 0, barred: options.barred ?? [] }, screen(options.rules)).finding;

describe('laying a ballot out', () => {
  it('gives each category its place and tells whether enough are filled', () => {
    const one = layOut({ choices: { C2: 21 }, base: 0, barred: [] }, screen());
    expect([one.places.slice(0, 3), one.places.length, one.filled, one.complete]).toEqual([[0, 21, 0], 18, 1, false]);
    const two = layOut({ choices: { C3: 31, C1: 11 }, base: 0, barred: [] }, screen());
    expect([two.places.slice(0, 3), two.filled, two.complete, two.finding]).toEqual([
      [11, 0, 31],
      2,
      true,
      { kind: 'fine' },
    ]);
    expect(choicesOf(two.places, rules)).toEqual({ C1: 11, C3: 31 });
    expect(numberedChoices(two.places, rules)).toEqual([
      [1, 11],
      [3, 31],
    ]);
  });

  it.each([
    ['an unknown category', { C99: 11 }, 'C99', 'unknownCategory'],
    ['an unknown nominee', { C1: 999 }, 'C1', 'unknownNominee'],
    ['a nominee of another category', { C1: 21 }, 'C1', 'otherCategory'],
    ['a nominee given twice', { C1: 11, C2: 11 }, 'C2', 'repeatedNominee'],
    ['a nominee who withdrew', { C1: 12 }, 'C1', 'withdrawnNominee'],
  ])('names %s', (_, choices, code, rule) => {
    expect(found(choices as unknown as Record<string, number>)).toEqual({
      kind: 'choices',
      problems: [{ field: `choices.${code}`, rule }],
    });
  });

  it("names all that is wrong, the list before the voter's own projects", () => {
    expect(found({ C1: 12, C2: 999, C3: 31 }, { barred: [31] })).toEqual({
      kind: 'choices',
      problems: [
        { field: 'choices.C1', rule: 'withdrawnNominee' },
        { field: 'choices.C2', rule: 'unknownNominee' },
      ],
    });
  });

  it('refuses an own project, unless the rule book allows it', () => {
    expect(found({ C3: 31 }, { barred: [31] })).toEqual({
      kind: 'own-project',
      problems: [{ field: 'choices.C3', rule: 'ownProject' }],
    });
    expect(found({ C3: 31 }, { barred: [31], rules: { ownProjectAllowed: true } })).toEqual({ kind: 'fine' });
  });

  it('refuses an empty first ballot, and lets a later one take everything back', () => {
    expect(found({})).toEqual({ kind: 'empty' });
    expect(found({}, { base: 3 })).toEqual({ kind: 'fine' });
  });

  it('tells when a choice has no place, so that another wish is not taken for a retry', () => {
    expect(layOut({ choices: { C99: 1 }, base: 0, barred: [] }, screen()).whole).toBe(false);
    expect(layOut({ choices: { C1: 12 }, base: 0, barred: [] }, screen()).whole).toBe(true);
  });
});
