import type { MailState } from './mail-state.js';

/** How long to wait before asking again makes sense: most mails are there by then. */
export const RESEND_AFTER_MS = 60_000;
/** Nobody waits for a code longer than this; its mail is not sent any more. */
export const CODE_MAIL_KEPT_MS = 60 * 60_000;

/** What a code request is known by to whoever made it. Sealed before it is handed out. */
export interface CodeRequest {
  readonly mailId: string;
  /** Where the mail goes, as it was typed. */
  readonly address: string;
}

/** A code request as one text, to be sealed. */
export function codeRequestText({ mailId, address }: CodeRequest): string {
  return `${mailId} ${address}`;
}

/** Reads such a text back. */
export function readCodeRequest(text: string): CodeRequest {
  const end = text.indexOf(' ');
  return { mailId: text.slice(0, end), address: text.slice(end + 1) };
}

/** The state that the person at the code page is told. A mail that is never sent looks like one that waits, for as long as one would. */
export function toldState(mail: { readonly state: MailState; readonly createdAt: Date }, now: Date): ToldState {
  if (mail.state !== 'withheld') return mail.state;
  return now.getTime() - mail.createdAt.getTime() > CODE_MAIL_KEPT_MS ? 'given-up' : 'waiting';
}

export type ToldState = Exclude<MailState, 'withheld'>;
