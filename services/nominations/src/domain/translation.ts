import { err, ok, type Language, type Result } from '@wsis/kernel';
import { countWords, type RuleBook } from '@wsis/rule-book';
import type { NominationsError } from './nominations-error.js';
import { visibleValues, type Submission, type TextState, type Values } from './submission.js';

/** What stands in one language of a submission. */
export interface StandingText {
  readonly state: TextState;
  readonly version: number;
}

/** What became of a draft that somebody wanted to mark as checked. */
export const CHECK_OUTCOMES = ['checked', 'unknown', 'stale', 'incomplete'] as const;
export type CheckOutcome = (typeof CHECK_OUTCOMES)[number];

/** Decides whether a draft may be marked as checked as it stands: the one that was seen, with all that everybody reads. */
export function decideCheck(
  ruleBook: RuleBook,
  submission: Submission,
  standing: (StandingText & { readonly texts: Values }) | undefined,
  fromVersion: number,
): CheckOutcome {
  if (standing === undefined || standing.state === 'original') return 'unknown';
  if (standing.version !== fromVersion) return 'stale';
  return unsaidIn(ruleBook, submission.values, standing.texts).length === 0 ? 'checked' : 'incomplete';
}

/** What everybody may read of an entry and a translation does not say: `title`, or `sdgLinks.4`. */
export function unsaidIn(ruleBook: RuleBook, values: Values, texts: Values): readonly string[] {
  const translatable = new Set(ruleBook.submission.fields.filter((each) => each.translatable).map(({ id }) => id));
  return Object.entries(visibleValues(ruleBook, values, 'public')).flatMap(([id, source]) =>
    translatable.has(id) ? unsaidOf(id, source, texts[id]) : [],
  );
}

function unsaidOf(id: string, source: unknown, translated: unknown): readonly string[] {
  if (typeof source === 'string') return hasText(source) && !hasText(translated) ? [id] : [];
  if (typeof source !== 'object' || source === null) return [];
  const items = (translated ?? {}) as Values;
  return Object.entries(source).flatMap(([item, text]) =>
    hasText(text) && !hasText(items[item]) ? [`${id}.${item}`] : [],
  );
}

const hasText = (value: unknown): boolean => typeof value === 'string' && value.trim() !== '';

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
