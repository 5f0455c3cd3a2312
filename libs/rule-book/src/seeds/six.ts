import { englishChecked, type LocalizedText } from '../localized-text.js';

/** A text of the seeds in the order English, French, Spanish, Russian, Chinese, Arabic; only English is checked. */
export function six(en: string, fr: string, es: string, ru: string, zh: string, ar: string): LocalizedText {
  return englishChecked({ en, fr, es, ru, zh, ar });
}
