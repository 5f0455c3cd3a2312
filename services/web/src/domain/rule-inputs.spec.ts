import { canonicalRuleBook, demonstration2026, edition2015, parseRuleBook, type RuleBook } from '@wsis/rule-book';
import {
  RULE_LISTS,
  RULE_PARTS,
  differencesBetween,
  emptyEntry,
  entriesOf,
  meantBy,
  placeOfRule,
  rulesWithoutAnInput,
  shownIn,
  valueAt,
  withValueAt,
  type RuleInput,
  type RuleInputs,
  type RuleList,
} from './rule-inputs.js';

const BOOKS = [demonstration2026, edition2015];
const LISTS = Object.keys(RULE_LISTS) as RuleList[];

describe('The inputs of a rule book', () => {
  it('ask for every rule', () => {
    expect(rulesWithoutAnInput()).toEqual([]);
  });

  it.each(BOOKS.map((book) => [book.name, book] as const))('show %s and take it back unchanged', (_, book) => {
    let again: RuleBook = structuredClone(book);
    const through = (path: string, name: string, input: RuleInput) => {
      again = withValueAt(again, path, meantBy(name, input, shownIn(input, valueAt(book, path))));
    };
    for (const inputs of Object.values<RuleInputs>(RULE_PARTS)) {
      for (const [path, input] of Object.entries(inputs)) through(path, path, input);
    }
    for (const list of LISTS) {
      entriesOf(book, list).forEach((_entry, index) => {
        for (const [path, input] of Object.entries<RuleInput>(RULE_LISTS[list].entry)) {
          through(`${RULE_LISTS[list].path}.${index}.${path}`, path, input);
        }
      });
    }
    expect(again).toEqual(book);
    expect(differencesBetween(book, again)).toEqual([]);
  });

  it('leave what is no number for the rules to name', () => {
    const typed = meantBy('vote.categoriesRequired', { kind: 'number' }, ['six']);
    const parsed = parseRuleBook(withValueAt(demonstration2026, 'vote.categoriesRequired', typed));
    expect(parsed.ok ? [] : parsed.error).toEqual([
      expect.objectContaining({ field: 'vote.categoriesRequired', rule: 'type' }),
    ]);
  });

  it('begin a list entry with all that it needs but its words', () => {
    for (const list of LISTS) {
      const { path, entry } = RULE_LISTS[list];
      const index = entriesOf(demonstration2026, list).length;
      const longer = withValueAt(demonstration2026, path, [
        ...entriesOf(demonstration2026, list),
        emptyEntry(list),
      ] as never);
      const parsed = parseRuleBook(longer);
      const problems = parsed.ok ? [] : parsed.error.filter(({ field }) => field.startsWith(`${path}.${index}`));
      // What is missing is asked for on the page: nothing is of another shape than the form can mend.
      const asked = problems.map(({ field }) => field.slice(`${path}.${index}.`.length));
      expect(asked.filter((field) => !(field in entry))).toEqual([]);
    }
  });
});

describe('The comparison of two rule books', () => {
  it('names rules that differ, and entries of lists', () => {
    const [first, second, ...rest] = demonstration2026.categories;
    const after: RuleBook = {
      ...demonstration2026,
      categories: [second!, { ...first!, number: 99 }, ...rest.slice(1)],
      vote: { ...demonstration2026.vote, mayChange: !demonstration2026.vote.mayChange },
    };
    expect(differencesBetween(demonstration2026, after)).toEqual([
      { list: 'categories', added: [], removed: [rest[0]?.code], changed: [first?.code], reordered: true },
      expect.objectContaining({ path: 'vote.mayChange', before: demonstration2026.vote.mayChange }),
    ]);
  });

  it('takes no other order of members for another rule', () => {
    const sorted = JSON.parse(Buffer.from(canonicalRuleBook(demonstration2026)).toString()) as RuleBook;
    expect(Object.keys(sorted)).not.toEqual(Object.keys(demonstration2026));
    expect(differencesBetween(demonstration2026, sorted)).toEqual([]);
  });
});

describe('The place of a rule', () => {
  it.each([
    ['vote.categoriesRequired', { page: 'vote' }],
    ['count.tieBreakers.1', { page: 'count' }],
    ['categories.3.names.fr', { page: 'categories', index: 3 }],
    ['submission.fields', { page: 'fields' }],
    ['submission.entityLimit', { page: 'submission' }],
    ['nothing.of.ours', undefined],
  ])('of %s is %j', (path, place) => {
    expect(placeOfRule(path)).toEqual(place);
  });
});
