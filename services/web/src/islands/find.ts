/** Opens the search of the desk by Ctrl+K, or ⌘K. */
const link = document.querySelector<HTMLAnchorElement>('a[data-find]');
addEventListener('keydown', (event) => {
  if (link === null || event.key.toLowerCase() !== 'k' || event.altKey || event.shiftKey) return;
  if (!(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  const field = document.querySelector<HTMLInputElement>('form[role=search] input[name=q]');
  if (field === null) location.assign(link.href);
  else field.select();
});

export {};
