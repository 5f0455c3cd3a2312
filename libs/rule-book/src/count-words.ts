import type { Language } from '@wsis/kernel';

// Scripts written without spaces between words.
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const WORD = /[\p{L}\p{N}]/u;

const segmenters = new Map<string, Intl.Segmenter>();

function segmenterOf(language: string): Intl.Segmenter {
  let segmenter = segmenters.get(language);
  if (segmenter === undefined) {
    segmenter = new Intl.Segmenter(language, { granularity: 'word' });
    segmenters.set(language, segmenter);
  }
  return segmenter;
}

/**
 * Counts words as people do: what stands between spaces and holds a letter or digit is one word (`e-government`,
 * `isn't` and `3.5` are one each; a lone dash is none). Chinese and other scripts without spaces are cut by the
 * dictionary of the runtime's Unicode library (UAX 29).
 */
export function countWords(text: string, language: Language): number {
  let words = 0;
  for (const piece of text.split(/[\s\u200b\u2028\u2029]+/u)) {
    if (!WORD.test(piece)) continue;
    if (!UNSPACED.test(piece)) words += 1;
    else for (const segment of segmenterOf(language).segment(piece)) if (segment.isWordLike) words += 1;
  }
  return words;
}
