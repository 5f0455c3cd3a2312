import { LANGUAGES } from '@wsis/kernel';
import type { RuleBook } from '@wsis/rule-book';
import type { Category } from '../../application/ports.js';

const known = new WeakMap<RuleBook, readonly Category[]>();

/** The categories of a rule book, as the pages name them; worked out once for each, as tables ask in every row. */
export function categoriesOfRules(ruleBook: RuleBook): readonly Category[] {
  const before = known.get(ruleBook);
  if (before) return before;
  const categories = ruleBook.categories.map(({ code, number, actionLine, names }) => ({
    code,
    number,
    actionLine,
    names: Object.fromEntries(LANGUAGES.map((language) => [language, names[language].text])),
  }));
  known.set(ruleBook, categories);
  return categories;
}
