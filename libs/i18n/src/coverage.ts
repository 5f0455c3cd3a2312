import { createHash } from 'node:crypto';
import { LANGUAGES, type Language } from '@wsis/kernel';
import { AREAS, catalogueFile, manifest, type Area } from './catalogue.js';

export interface AreaCoverage {
  readonly language: Language;
  readonly area: Area;
  readonly messages: number;
  /** False until a native reader has read this very text. */
  readonly checked: boolean;
}

/** How many messages each language has in each area, and which of them a native reader has checked. */
export function coverage(): AreaCoverage[] {
  const marks = manifest();
  return LANGUAGES.flatMap((language) =>
    AREAS.map((area) => {
      const text = catalogueFile(language, area);
      const mark = marks[language][area];
      // English is the text that the others translate; for them, a mark counts only for the text that was read.
      const checked = mark.checked && (language === 'en' || mark.hash === hashOf(text));
      return { language, area, messages: Object.keys(JSON.parse(text) as object).length, checked };
    }),
  );
}

/** SHA-256 of a catalogue file, lower-case hex: what the manifest notes when a reader has checked it. */
export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
