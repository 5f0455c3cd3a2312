import type { Language } from '@wsis/kernel';
import { countWords } from '@wsis/rule-book';
import type { Values } from './submission.js';

/** The words of all answers of a text, counted as people of its language count them. */
export function wordsOf(answers: Values, language: Language): number {
  return textsIn(answers).reduce((sum, text) => sum + countWords(text, language), 0);
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
