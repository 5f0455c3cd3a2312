/** Narrows a list that is on the page as a whole, while a person types; its field is shown only where this runs. */
for (const field of document.querySelectorAll<HTMLInputElement>('input[data-filters]')) {
  const list = document.getElementById(field.dataset['filters'] ?? '');
  if (list === null) continue;
  field.closest<HTMLElement>('[data-needs-script]')?.removeAttribute('hidden');
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
    const number = new Intl.NumberFormat(document.documentElement.lang).format(shown);
    if (status !== null) status.textContent = (status.dataset['text'] ?? '').replace('{shown}', number);
  });
}

export {};
