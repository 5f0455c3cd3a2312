/** Counts along while a person writes: as people count, by letters and words of the language, not by code units. */
for (const place of document.querySelectorAll<HTMLElement>('[data-count-for]')) {
  const field = document.getElementById(place.dataset['countFor'] ?? '');
  const output = place.querySelector('output');
  if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) || output === null) continue;
  const { unit, max, language } = place.dataset;
  const number = new Intl.NumberFormat(language);
  const segmenter = new Intl.Segmenter(language, { granularity: unit === 'words' ? 'word' : 'grapheme' });
  const count = () => {
    let found = 0;
    for (const segment of segmenter.segment(field.value.trim()))
      if (unit !== 'words' || segment.isWordLike === true) found += 1;
    output.value = `${number.format(found)} / ${output.dataset['of'] ?? ''}`;
    place.classList.toggle('over', found > Number(max));
  };
  field.addEventListener('input', count);
  count();
}

export {};
