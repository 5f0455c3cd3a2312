/** More code points than any one sign is written with; beyond it a sign counts for more, so that nothing is endless. */
const LONGEST_SIGN = 16;

const signs = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Counts characters as people do: a letter with its accents is one, and so is a family of faces. */
export function countCharacters(text: string): number {
  let count = 0;
  for (const { segment } of signs.segment(text)) count += Math.ceil([...segment].length / LONGEST_SIGN);
  return count;
}

/** Whether a text has more characters than fit, without counting where that is plain to see. */
export function isLongerThan(text: string, most: number): boolean {
  return text.length > most && countCharacters(text) > most;
}
