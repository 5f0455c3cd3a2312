import type { Language } from '@wsis/kernel';
import { negotiateLanguage } from './negotiation.js';
import { hasMessage, translateIfPossible, translateLoosely, type LooseParams } from './translate.js';

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
  rule(
    language: Language,
    broken: {
      readonly field: string;
      readonly rule: string;
      readonly params?: Readonly<Record<string, string | number>>;
    },
  ): string {
    const key = `rule.${broken.rule}`;
    const params = { ...broken.params, field: broken.field, rule: broken.rule };
    const known = hasMessage(key) ? translateIfPossible(language, key, params) : undefined;
    return known ?? translateLoosely(language, 'rule.other', params);
  },
};
