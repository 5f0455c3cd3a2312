import { isLanguage, type Language } from '@wsis/kernel';

const LONGEST_HEADER = 1000;

/** The reader's first choice among the six languages, by an `Accept-Language` header (RFC 9110, section 12.5.4). */
export function negotiateLanguage(header: string | readonly string[] | undefined, fallback: Language = 'en'): Language {
  if (header === undefined) return fallback;
  const text = typeof header === 'string' ? header : header.join(',');
  let best: { readonly language: Language; readonly quality: number } | undefined;
  for (const part of text.slice(0, LONGEST_HEADER).split(',')) {
    const [range = '', ...attributes] = part.trim().split(';');
    const language = range.trim().toLowerCase().split('-')[0];
    const quality = qualityOf(attributes);
    const wanted = language === '*' ? fallback : language;
    if (!isLanguage(wanted) || quality <= 0) continue;
    if (!best || quality > best.quality) best = { language: wanted, quality };
  }
  return best?.language ?? fallback;
}

function qualityOf(attributes: readonly string[]): number {
  const stated = attributes.map((attribute) => attribute.trim()).find((attribute) => attribute.startsWith('q='));
  if (stated === undefined) return 1;
  const quality = Number(stated.slice(2));
  return Number.isFinite(quality) && quality >= 0 && quality <= 1 ? quality : 0;
}
