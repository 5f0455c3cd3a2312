import type { Language } from '@wsis/kernel';

/**
 * The locale by which a language's numbers and dates are written.
 * Arabic: Western digits and the Gregorian calendar, as ITU's Arabic texts have them; English: day before month, as the UN writes it.
 */
const LOCALES: Readonly<Record<Language, string>> = {
  ar: 'ar-u-ca-gregory-nu-latn',
  zh: 'zh-Hans',
  en: 'en-GB',
  fr: 'fr',
  ru: 'ru',
  es: 'es',
};

/** The BCP 47 locale that formats numbers, dates and plurals of a language. */
export function localeOf(language: Language): string {
  return LOCALES[language];
}
