/** What became of one attempt to hand a mail to the server. */
export type Delivery =
  | { readonly kind: 'accepted' }
  /** The server will never take it (5xx about this recipient or this message). */
  | { readonly kind: 'refused'; readonly status: string }
  /** Nothing was handed over: a later try cannot make a second copy. */
  | { readonly kind: 'later'; readonly status: string }
  /** The message was handed over and no answer came: it may have arrived, so it is not sent again. */
  | { readonly kind: 'unknown'; readonly status: string };

/** Tries before a mail that the server puts off each time is given up. */
export const MOST_ATTEMPTS = 12;
const LONGEST_WAIT_SECONDS = 3_600;

/** Seconds to wait after a try that was put off: doubled each time, at most an hour. */
export function waitAfter(attempts: number, firstSeconds: number): number {
  return Math.min(LONGEST_WAIT_SECONDS, firstSeconds * 2 ** Math.max(0, attempts - 1));
}

/** What an SMTP client found out, without any text of the server: that may hold the address. */
export interface SmtpFailure {
  readonly responseCode: number | undefined;
  readonly command: string | undefined;
  /** Enhanced status (RFC 3463) where the server gave one. */
  readonly enhanced: string | undefined;
  /** The server had asked for the message and part of it may be with it. */
  readonly handedOver: boolean;
}

/** Reads a failure: only an answer about this recipient or this message is final; anything about us is put off. */
export function deliveryOf(failure: SmtpFailure): Delivery {
  const { responseCode, command, handedOver } = failure;
  const status = failure.enhanced ?? (responseCode === undefined ? '' : String(responseCode));
  if (responseCode === undefined) return handedOver ? { kind: 'unknown', status } : { kind: 'later', status };
  const aboutThisMail = command === 'RCPT TO' || command === 'DATA';
  return responseCode >= 500 && aboutThisMail ? { kind: 'refused', status } : { kind: 'later', status };
}
