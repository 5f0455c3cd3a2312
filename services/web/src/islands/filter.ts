/** Narrows a list while a person types. The same form asks the server where there are no scripts, or more pages. */
for (const field of document.querySelectorAll<HTMLInputElement>('input[data-filters]')) {
  const list = document.getElementById(field.dataset['filters'] ?? '');
  if (list === null) continue;
  const status = document.getElementById(field.dataset['status'] ?? '');
  const plain = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLocaleLowerCase();
  const rows = [...list.children].map((row) => [row as HTMLElement, plain(row.textContent ?? '')] as const);
  field.addEventListener('input', () => {
    const words = plain(field.value).split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const [row, text] of rows) {
      row.hidden = !words.every((word) => text.includes(word));
      if (!row.hidden) shown += 1;
    }
    if (status !== null) status.textContent = (status.dataset['text'] ?? '{shown}').replace('{shown}', String(shown));
  });
}

export {};
