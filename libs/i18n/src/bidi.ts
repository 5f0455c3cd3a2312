import type { Language } from '@wsis/kernel';

const FIRST_STRONG_ISOLATE = '\u2068';
const POP_DIRECTIONAL_ISOLATE = '\u2069';

/** Marks, embeddings, overrides and isolates of the Unicode bidirectional algorithm (UAX #9). */
const BIDI_CONTROLS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;
const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
const LEFT_TO_RIGHT_LETTER =
  /(?![\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}])\p{L}/u;

/** The writing direction of a language, for the `dir` attribute. */
export function direction(language: Language): 'rtl' | 'ltr' {
  return language === 'ar' ? 'rtl' : 'ltr';
}

/** Removes the invisible characters by which a text could turn its surroundings around. */
export function withoutBidiControls(text: string): string {
  return text.replace(BIDI_CONTROLS, '');
}

/** Sets a text apart, so that its direction neither changes the sentence around it nor is changed by it (UAX #9, FSI and PDI). */
export function isolate(text: string): string {
  return `${FIRST_STRONG_ISOLATE}${withoutBidiControls(text)}${POP_DIRECTIONAL_ISOLATE}`;
}

/** Isolates a text only where it holds letters of the other direction; always removes rogue controls. */
export function isolateWhereMixed(language: Language, text: string): string {
  const foreign = direction(language) === 'rtl' ? LEFT_TO_RIGHT_LETTER : RIGHT_TO_LEFT;
  return foreign.test(text) ? isolate(text) : withoutBidiControls(text);
}
