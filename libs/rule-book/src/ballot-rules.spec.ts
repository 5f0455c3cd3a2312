import fc from 'fast-check';
import {
  ballotCounts,
  countedChoices,
  demonstration2026,
  edition2015,
  filledCategories,
  lostToWithdrawal,
  maySaveChange,
  ownProjectAllowed,
  ownProjectChoices,
  type Choices,
  type RuleBook,
} from './index.js';

const codes = edition2015.categories.map((each) => each.code);
const full: Choices = Object.fromEntries(codes.map((code, index) => [code, index + 1]));
const without = (choices: Choices, code: string): Choices =>
  Object.fromEntries(Object.entries(choices).filter(([each]) => each !== code));
const withVote = (vote: Partial<RuleBook['vote']>, base = edition2015): RuleBook => ({
  ...base,
  vote: { ...base.vote, ...vote },
});

describe('a ballot counts', () => {
  it('in 2015 only with all 18 categories', () => {
    expect(ballotCounts(edition2015, codes)).toBe(true);
    expect(ballotCounts(edition2015, codes.slice(1))).toBe(false);
  });

  it('in the demonstration with one', () => {
    expect(ballotCounts(demonstration2026, ['C11'])).toBe(true);
    expect(ballotCounts(demonstration2026, [])).toBe(false);
  });

  it('not by repeating a category or inventing one', () => {
    expect(ballotCounts(withVote({ categoriesRequired: 2 }), ['C1', 'C1', 'C99'])).toBe(false);
    expect(ballotCounts(withVote({ categoriesRequired: 2 }), ['C1', 'C2', 'C99'])).toBe(true);
  });
});

describe('when a nominee withdraws', () => {
  const lost = lostToWithdrawal(new Set([full['C1']!]));

  it('its votes go and the rest of the ballot stands', () => {
    expect(countedChoices(edition2015, full, lost)).toEqual(without(full, 'C1'));
  });

  it('the ballot falls instead if the rule book says that a lost choice fills no category', () => {
    const strict = withVote({ lostChoiceFillsCategory: false });
    expect(filledCategories(strict, full, lost)).toEqual(codes.slice(1));
    expect(countedChoices(strict, full, lost)).toEqual({});
  });

  it('an incomplete ballot has no votes at all', () => {
    expect(countedChoices(edition2015, without(full, 'C5'))).toEqual({});
  });

  it('a choice in a category that does not exist is no vote', () => {
    expect(countedChoices(demonstration2026, { C1: 3, X: 4 })).toEqual({ C1: 3 });
  });
});

describe('a saved ballot', () => {
  it('may change freely where the rules say so', () => {
    expect(maySaveChange(demonstration2026, { C1: 1 }, { C1: 2 })).toEqual({ ok: true, value: true });
    expect(maySaveChange(demonstration2026, { C1: 1 }, {})).toEqual({ ok: true, value: true });
  });

  it('otherwise only fills empty categories', () => {
    expect(maySaveChange(edition2015, { C1: 1 }, { C1: 1, C2: 9 })).toEqual({ ok: true, value: true });
    expect(maySaveChange(edition2015, { C1: 1, C2: 2, C3: 3 }, { C1: 7, C3: 3 })).toEqual({
      ok: false,
      error: [
        { field: 'choices.C1', rule: 'unchanged', params: {} },
        { field: 'choices.C2', rule: 'unchanged', params: {} },
      ],
    });
  });

  it('opens again where its nominee withdrew, and stays spent where the rules say spent', () => {
    const lost = lostToWithdrawal(new Set([1]));
    expect(maySaveChange(edition2015, { C1: 1, C2: 2 }, { C1: 5, C2: 2 }, lost).ok).toBe(true);
    expect(maySaveChange(edition2015, { C1: 1, C2: 2 }, { C2: 2 }, lost).ok).toBe(true);
    expect(maySaveChange(edition2015, { C1: 1, C2: 2 }, { C1: 5, C2: 3 }, lost).ok).toBe(false);
    expect(maySaveChange(withVote({ afterWithdrawal: 'spent' }), { C1: 1 }, { C1: 5 }, lost).ok).toBe(false);
  });

  it('treats a move by its own rule', () => {
    const moved = () => 'moved' as const;
    expect(maySaveChange(withVote({ afterMove: 'spent' }), { C1: 1 }, { C1: 5 }, moved).ok).toBe(false);
    expect(maySaveChange(withVote({ afterWithdrawal: 'spent' }), { C1: 1 }, { C1: 5 }, moved).ok).toBe(true);
  });

  it('is refused exactly when a standing choice is missing or different', () => {
    const ballot = fc.dictionary(fc.constantFrom(...codes), fc.integer({ min: 1, max: 3 }));
    fc.assert(
      fc.property(ballot, ballot, (before, after) => {
        const kept = Object.keys(before).every((code) => before[code] === after[code]);
        expect(maySaveChange(edition2015, before, after).ok).toBe(kept);
      }),
    );
  });
});

describe('own projects', () => {
  it('are named by category where they may not be chosen', () => {
    expect(ownProjectAllowed(edition2015)).toBe(false);
    expect(ownProjectChoices(edition2015, { C1: 4, C2: 5 }, new Set([5]))).toEqual(['C2']);
    expect(ownProjectChoices(withVote({ ownProjectAllowed: true }), { C2: 5 }, new Set([5]))).toEqual([]);
  });
});
