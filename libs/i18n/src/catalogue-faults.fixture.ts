import { IntlMessageFormat } from 'intl-messageformat';
import { LANGUAGES, type Language } from '@wsis/kernel';
import { localeOf } from './locale.js';

export interface CatalogueFault {
  readonly language: Language;
  readonly key: string;
  readonly what: string;
}

type Catalogues = Readonly<Record<Language, Readonly<Record<string, string>>>>;
type Element = ReturnType<IntlMessageFormat['getAst']>[number];

/** `many` of French and Spanish is for round millions written in words; a figure reads well without it. */
const NOT_NEEDED: Partial<Record<Language, readonly string[]>> = { fr: ['many'], es: ['many'] };
const SCRIPT: Partial<Record<Language, RegExp>> = {
  ar: /\p{Script=Arabic}/u,
  zh: /\p{Script=Han}/u,
  ru: /\p{Script=Cyrillic}/u,
};
// Format characters other than nothing at all: direction marks, joiners, soft hyphens, byte-order marks.
const INVISIBLE = /[\p{Cf}\u0000-\u0009\u000b-\u001f]/u;

/** Everything that is wrong with a set of catalogues. */
export function catalogueFaults(catalogues: Catalogues, sameAsEnglish: ReadonlySet<string>): CatalogueFault[] {
  const keys = new Set(LANGUAGES.flatMap((language) => Object.keys(catalogues[language])));
  return [...keys]
    .sort()
    .flatMap((key) =>
      LANGUAGES.flatMap((language) =>
        messageFaults(
          language,
          catalogues[language][key],
          catalogues.en[key],
          sameAsEnglish.has(`${language} ${key}`),
        ).map((what) => ({ language, key, what })),
      ),
    );
}

function messageFaults(
  language: Language,
  text: string | undefined,
  english: string | undefined,
  mayBeSame: boolean,
): string[] {
  if (text === undefined || text.trim() === '') return ['missing'];
  const ast = parse(language, text);
  if (typeof ast === 'string') return [`does not parse: ${ast}`];
  const faults: string[] = [];
  const reference = english === undefined ? undefined : parse('en', english);
  if (reference !== undefined && typeof reference !== 'string') {
    const [mine, theirs] = [names(ast), names(reference)];
    if (mine !== theirs) faults.push(`parameters ${mine || 'none'} instead of ${theirs || 'none'}`);
  }
  faults.push(...pluralFaults(language, ast));
  // A message of figures and punctuation alone may look alike everywhere.
  const wordless = !/\p{L}/u.test(literals(ast));
  if (language !== 'en' && text === english && !mayBeSame && !wordless) faults.push('same as English');
  else if (SCRIPT[language] && !mayBeSame && !wordless && !SCRIPT[language].test(literals(ast)))
    faults.push('not in its own script');
  if (INVISIBLE.test(text)) faults.push('holds an invisible or direction character');
  if (/\p{L}'/u.test(text))
    faults.push('holds a straight apostrophe, which ICU reads as a quotation mark before a brace');
  if (text !== text.normalize('NFC')) faults.push('is not in Unicode normal form C');
  if (language === 'fr' && / [:;!?»]|« /u.test(text)) faults.push('has a breaking space before punctuation');
  if (language === 'zh' && /\p{Script=Han}[,:;?!(]|[,:;?!)]\p{Script=Han}/u.test(text))
    faults.push('has half-width punctuation');
  if (language === 'ar' && /[\p{Script=Arabic}][,;?]/u.test(text)) faults.push('has Latin punctuation');
  return faults;
}

function parse(language: Language, text: string): Element[] | string {
  try {
    return new IntlMessageFormat(text, localeOf(language), undefined, { ignoreTag: true }).getAst();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function walk(elements: readonly Element[]): Element[] {
  return elements.flatMap((element) => [
    element,
    ...('options' in element ? Object.values(element.options).flatMap((option) => walk(option.value)) : []),
  ]);
}

function names(elements: readonly Element[]): string {
  // 0 is literal text and 7 the number sign of a plural: neither is a parameter.
  const found = walk(elements).flatMap((element) =>
    element.type !== 0 && element.type !== 7 && 'value' in element ? [element.value] : [],
  );
  return [...new Set(found)].sort().join(', ');
}

function literals(elements: readonly Element[]): string {
  return walk(elements)
    .flatMap((element) => (element.type === 0 ? [element.value] : []))
    .join('');
}

function pluralFaults(language: Language, elements: readonly Element[]): string[] {
  return walk(elements).flatMap((element) => {
    if (!('pluralType' in element)) return [];
    const order = ['zero', 'one', 'two', 'few', 'many', 'other'];
    const needed = new Intl.PluralRules(localeOf(language), { type: element.pluralType ?? 'cardinal' })
      .resolvedOptions()
      .pluralCategories.filter((form) => !NOT_NEEDED[language]?.includes(form));
    const lacking = order.filter((form) => (needed as string[]).includes(form) && !(form in element.options));
    return lacking.length > 0 ? [`plural ${element.value} lacks ${lacking.join(', ')}`] : [];
  });
}
