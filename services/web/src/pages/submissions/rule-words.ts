import { LANGUAGES } from '@wsis/kernel';
import type { RuleBook } from '@wsis/rule-book';
import type { Category } from '../../application/ports.js';

/** The categories of a rule book, as the pages name them. */
export function categoriesOfRules(ruleBook: RuleBook): readonly Category[] {
  return ruleBook.categories.map(({ code, number, actionLine, names }) => ({
    code,
    number,
    actionLine,
    names: Object.fromEntries(LANGUAGES.map((language) => [language, names[language].text])),
  }));
}
