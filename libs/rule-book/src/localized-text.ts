import { LANGUAGES, type Language } from '@wsis/kernel';

/** A text in one language, and whether a native reader or an official source confirmed it. */
export interface CheckedText {
  readonly text: string;
  readonly checked: boolean;
}

/** The same text in the six languages. */
export type LocalizedText = Readonly<Record<Language, CheckedText>>;

/** Builds a localized text of which only the English wording counts as checked. */
export function englishChecked(texts: Readonly<Record<Language, string>>): LocalizedText {
  return Object.fromEntries(
    LANGUAGES.map((language) => [language, { text: texts[language], checked: language === 'en' }]),
  ) as LocalizedText;
}
