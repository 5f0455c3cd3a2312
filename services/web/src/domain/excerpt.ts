import type { Language } from '@wsis/kernel';

/** The beginning of a text, cut between words as its language keeps them apart, so that lists stay light. */
export function excerpt(text: string, language: Language, most: number): string {
  const plain = text.replace(/\s+/g, ' ').trim();
  if (plain.length <= most) return plain;
  let end = 0;
  for (const { index, segment } of new Intl.Segmenter(language, { granularity: 'word' }).segment(
    plain.slice(0, most + 50),
  )) {
    if (index + segment.length > most) break;
    end = index + segment.length;
  }
  return `${plain.slice(0, end).replace(/[\s.,;:،。，]+$/u, '')}…`;
}
