import { createHash } from 'node:crypto';
import { LANGUAGES, type Language } from '@wsis/kernel';
import { AREAS, catalogueFile, manifest, messagesIn, type Area } from './catalogue.js';

export interface AreaCoverage {
  readonly language: Language;
  readonly area: Area;
  readonly messages: number;
  /** False until a native reader has read this very text. */
  readonly checked: boolean;
}

let known: readonly AreaCoverage[] | undefined;

/**
 * How many messages each language has in each area, and which of them a native reader has checked. Worked out once: the
 * catalogues are part of the platform.
 */
export function coverage(): readonly AreaCoverage[] {
  known ??= counted();
  return known;
}

function counted(): readonly AreaCoverage[] {
  const marks = manifest();
  return LANGUAGES.flatMap((language) =>
    AREAS.map((area) => {
      const mark = marks[language][area];
      // English is the text that the others translate; for them, a mark counts only for the text that was read.
      const checked = mark.checked && (language === 'en' || mark.hash === hashOf(catalogueFile(language, area)));
      return { language, area, messages: Object.keys(messagesIn(language, area)).length, checked };
    }),
  );
}

/** One message in a language beside the English one, as they are stored. */
export interface Sentence {
  readonly key: string;
  readonly english: string;
  readonly text: string;
}

/** The messages of one language and area, in the order of their keys. */
export function sentencesOf(language: Language, area: Area): Sentence[] {
  const english = messagesIn('en', area);
  return Object.entries(messagesIn(language, area)).map(([key, text]) => ({ key, english: english[key] ?? '', text }));
}

/** SHA-256 of a catalogue file, lower-case hex: what the manifest notes when a reader has checked it. */
export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
