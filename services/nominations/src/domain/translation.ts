import { err, ok, type Language, type Result } from '@wsis/kernel';
import { countWords } from '@wsis/rule-book';
import type { NominationsError } from './nominations-error.js';
import type { TextState, Values } from './submission.js';

/** What stands in one language of a submission. */
export interface StandingText {
  readonly state: TextState;
  readonly version: number;
}

/** Decides whether a translation may take the place of what stands, if that is what its translator saw; 0: nothing. */
export function decideTranslation(
  language: Language,
  standing: StandingText | undefined,
  fromVersion: number,
): Result<undefined, NominationsError> {
  if (standing?.state === 'original') return err({ code: 'NOMINATIONS.ORIGINAL_LANGUAGE', language });
  const version = standing?.version ?? 0;
  return version === fromVersion ? ok(undefined) : err({ code: 'NOMINATIONS.STALE_TRANSLATION', version });
}

/** The words of all answers of a text, counted as people of its language count them. */
export function wordsOf(answers: Values, language: Language): number {
  return textsIn(answers).reduce((sum, text) => sum + countWords(text, language), 0);
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
