import type { Language } from '@wsis/kernel';
import { negotiateLanguage } from './negotiation.js';
import { hasMessage, translateIfPossible, translateLoosely, type LooseParams } from './translate.js';

/** Rules that libraries call by another name than our messages. */
export const OTHER_NAMES: Readonly<Record<string, string>> = {
  'characters-maximum': 'maxLength',
  'items-maximum': 'arrayMaxSize',
  'items-minimum': 'arrayMinSize',
  'not-before': 'mustBeAfter',
  'one-of': 'isIn',
  'words-maximum': 'maxWords',
  'words-minimum': 'minWords',
  accepted: 'mustBeTrue',
  arrayUnique: 'duplicate',
  isNotEmptyObject: 'required',
  length: 'maxLength',
  repeated: 'duplicate',
  type: 'wrongType',
  unique: 'duplicate',
  unknown: 'unknownField',
};

/** What a value should have been, where a rule as wide as `pattern` or `type` has words of its own for it. */
const EXPECTED: Readonly<Record<string, string>> = {
  'e-mail address': 'isEmail',
  'month such as 2025-03': 'isMonth',
  'one line': 'oneLine',
  'printable text': 'cleanText',
  'telephone number': 'isPhone',
  'web address beginning with https:// or http://': 'isUrl',
  integer: 'wholeNumber',
};

interface BrokenRule {
  readonly field: string;
  readonly rule: string;
  readonly params?: Readonly<Record<string, string | number>>;
}

/** The words of problems and field rules, in the shape that the HTTP library asks for. */
export const problemTexts = {
  /** The language in which to answer a request. */
  language(request: { readonly headers: Readonly<Record<string, string | string[] | undefined>> }): Language {
    return negotiateLanguage(request.headers['accept-language']);
  },

  /** The short name of a problem. */
  title(language: Language, code: string, params: LooseParams = {}): string {
    return translateIfPossible(language, `problem.${code}.title`, params) ?? code;
  },

  /** What happened and what to do; a code without a text of its own says that the request was refused. */
  detail(language: Language, code: string, params: LooseParams = {}): string {
    return (
      translateIfPossible(language, `problem.${code}.detail`, params) ??
      translateLoosely(language, 'problem.HTTP.BAD_REQUEST.detail')
    );
  },

  /** Which rule a field breaks; a rule without a text of its own, or without its figures, is named. */
  rule(language: Language, broken: BrokenRule): string {
    const expected = EXPECTED[broken.params?.['expected'] ?? ''];
    const name = expected ?? OTHER_NAMES[broken.rule] ?? broken.rule;
    const params = figuresOf(broken);
    const known = hasMessage(`rule.${name}`) ? translateIfPossible(language, `rule.${name}`, params) : undefined;
    return known ?? translateLoosely(language, 'rule.other', params);
  },
};

/** The figures of a rule under the names that our messages use. */
function figuresOf({ field, rule, params = {} }: BrokenRule): LooseParams {
  const min = params['min'] ?? params['minimum'] ?? params['limit'];
  const max = params['max'] ?? params['maximum'] ?? params['limit'];
  const other = params['other'] ?? params['field'];
  return {
    ...params,
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
    ...(other === undefined ? {} : { other }),
    field,
    rule,
  };
}
