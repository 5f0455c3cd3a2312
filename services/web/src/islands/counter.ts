/** Counts along while a person writes, as the rules do: words stand between spaces, but in scripts that have none. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

function countWords(text: string, segmenter: Intl.Segmenter): number {
  let words = 0;
  for (const piece of text.split(/[\s\u200b\u2028\u2029]+/u)) {
    if (!/[\p{L}\p{N}]/u.test(piece)) continue;
    if (!UNSPACED.test(piece)) words += 1;
    else for (const segment of segmenter.segment(piece)) if (segment.isWordLike === true) words += 1;
  }
  return words;
}

for (const place of document.querySelectorAll<HTMLElement>('[data-count-for]')) {
  const field = document.getElementById(place.dataset['countFor'] ?? '');
  const output = place.querySelector('output');
  if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) || output === null) continue;
  const { unit, max, language } = place.dataset;
  const number = new Intl.NumberFormat(language);
  const segmenter = new Intl.Segmenter(language, { granularity: unit === 'words' ? 'word' : 'grapheme' });
  const count = () => {
    const text = field.value.trim();
    const found = unit === 'words' ? countWords(text, segmenter) : [...segmenter.segment(text)].length;
    output.value = `${number.format(found)} / ${output.dataset['of'] ?? ''}`;
    place.classList.toggle('over', found > Number(max));
  };
  field.addEventListener('input', count);
  count();
}

export {};
