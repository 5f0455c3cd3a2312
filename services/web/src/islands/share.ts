/** Hands an address on: by the device's own way to share where there is one, else to the clipboard. */
for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-share]')) {
  const { share: url = '', title = '', copied = '' } = button.dataset;
  const said = button.parentElement?.querySelector<HTMLElement>('[role=status]');
  // A device that could do neither is shown no button.
  if (navigator.share === undefined && navigator.clipboard === undefined) continue;
  button.hidden = false;
  button.addEventListener('click', async () => {
    try {
      if (navigator.share !== undefined) return await navigator.share({ title, url });
      await navigator.clipboard.writeText(url);
      if (said) said.textContent = copied;
    } catch {
      // Closed without sharing, or not allowed: the address stands beside the button.
    }
  });
}

export {};
