/** What became of a mail. `withheld`: it is never sent, because it goes to a throw-away mailbox. */
export type MailState = 'waiting' | 'withheld' | 'handed-over' | 'bounced' | 'given-up';

/** What one attempt to hand a mail over came to. */
export type Handover =
  | { readonly kind: 'handed-over' }
  /** The server will never take it. The status is a code alone: a server's words may quote the address. */
  | { readonly kind: 'bounced'; readonly status: string }
  | { readonly kind: 'later' };

/** Why a mailbox took no mail, as far as a person can do something about it. */
export type BounceReason = 'mailbox-unknown' | 'mailbox-full' | 'domain-unknown' | 'refused';

/** What an SMTP client found out (RFC 5321 reply code, RFC 3463 enhanced status). */
export interface SmtpFailure {
  readonly responseCode: number | undefined;
  readonly command: string | undefined;
  readonly enhanced: string | undefined;
}

/** Reads a failure: only a permanent answer about this recipient or this message is final; anything about us is tried again. */
export function handoverOf({ responseCode, command, enhanced }: SmtpFailure): Handover {
  if (responseCode === undefined || responseCode < 500) return { kind: 'later' };
  if (command !== 'RCPT TO' && command !== 'DATA') return { kind: 'later' };
  return { kind: 'bounced', status: enhanced ?? String(responseCode) };
}

/** The reason in a status: RFC 3463 subjects where the server gave one, or else what the reply code usually means. */
export function bounceReason(status: string): BounceReason {
  if (/^5\.1\.2$/.test(status)) return 'domain-unknown';
  if (/^5\.1\./.test(status) || status === '550' || status === '551') return 'mailbox-unknown';
  if (/^5\.2\.2$/.test(status) || status === '552') return 'mailbox-full';
  return 'refused';
}
