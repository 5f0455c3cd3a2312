import { verdictOf } from './verdict.js';

const rules = {
  categories: [1, 2, 3].map((number) => ({ number, code: `C${number}` })),
  categoriesRequired: 2,
  lostChoiceFillsCategory: false,
};
const none = new Set<number>();

describe('Whether a ballot counts', () => {
  it('says what is missing before anything is saved', () => {
    expect(verdictOf(undefined, rules, none)).toEqual({
      counts: false,
      why: 'no-ballot',
      categoriesRequired: 2,
      categoriesToGo: 2,
      emptyCategories: ['C1', 'C2', 'C3'],
      lostCategories: [],
    });
  });

  it('counts categories to go, and counts once enough are filled', () => {
    const one = verdictOf({ places: [11, 0, 0], standing: 'stands' }, rules, none);
    expect(one).toMatchObject({ counts: false, why: 'incomplete', categoriesToGo: 1, emptyCategories: ['C2', 'C3'] });
    const two = verdictOf({ places: [11, 0, 31], standing: 'stands' }, rules, none);
    expect(two).toMatchObject({ counts: true, why: undefined, categoriesToGo: 0, emptyCategories: ['C2'] });
  });

  it('takes a category back whose nominee withdrew, unless the rule book lets a lost choice fill it', () => {
    const ballot = { places: [11, 21, 0], standing: 'stands' as const };
    const lost = verdictOf(ballot, rules, new Set([21]));
    expect(lost).toMatchObject({ counts: false, why: 'incomplete', categoriesToGo: 1, lostCategories: ['C2'] });
    const kept = verdictOf(ballot, { ...rules, lostChoiceFillsCategory: true }, new Set([21]));
    expect(kept).toMatchObject({ counts: true, categoriesToGo: 0, lostCategories: ['C2'] });
  });

  it.each(['under-review', 'removed'] as const)('does not count a complete ballot that is %s', (standing) => {
    expect(verdictOf({ places: [11, 21, 31], standing }, rules, none)).toMatchObject({ counts: false, why: standing });
  });
});
