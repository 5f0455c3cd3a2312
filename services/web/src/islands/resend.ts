/** Sends a form again by itself when its turn has come. The button does the same for who has no scripts, or no patience. */
for (const form of document.querySelectorAll<HTMLFormElement>('form[data-resend-after]')) {
  const seconds = Number(form.dataset['resendAfter']);
  let sent = false;
  form.addEventListener('submit', () => {
    sent = true;
  });
  setTimeout(() => {
    if (!sent) form.requestSubmit();
  }, seconds * 1_000);
}

export {};
