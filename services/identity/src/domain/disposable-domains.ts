/**
 * Domains whose mailboxes anyone may read or throw away. Someone who asks for a code there gets
 * the same answer as everyone, and no mail.
 */
const DISPOSABLE: ReadonlySet<string> = new Set([
  '10minutemail.com',
  '10minutemail.net',
  'burnermail.io',
  'discard.email',
  'dispostable.com',
  'emailondeck.com',
  'fakeinbox.com',
  'getairmail.com',
  'getnada.com',
  'grr.la',
  'guerrillamail.com',
  'guerrillamail.info',
  'guerrillamail.net',
  'guerrillamail.org',
  'mailcatch.com',
  'maildrop.cc',
  'mailinator.com',
  'mailnesia.com',
  'mailsac.com',
  'mintemail.com',
  'moakt.com',
  'mohmal.com',
  'sharklasers.com',
  'spam4.me',
  'spamgourmet.com',
  'temp-mail.org',
  'tempail.com',
  'tempmail.com',
  'tempmailo.com',
  'throwawaymail.com',
  'trashmail.com',
  'trashmail.de',
  'yopmail.com',
  'yopmail.fr',
  'yopmail.net',
]);

/** Tells whether a domain, or one above it, is known for mailboxes that are thrown away. */
export function isDisposable(domain: string): boolean {
  const labels = domain.split('.');
  return labels.some((_, from) => DISPOSABLE.has(labels.slice(from).join('.')));
}
