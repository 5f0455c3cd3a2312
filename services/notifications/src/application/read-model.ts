import type { Notice } from '../domain/notice.js';

/** How many mails of a notice are in a state; never to whom. */
export interface MailCount {
  readonly notice: Notice;
  readonly state: string;
  readonly mails: number;
}

/** Mails of an edition that were settled within an hour. */
export interface HourOfMails {
  readonly hour: Date;
  readonly sent: number;
  /** Bounced, or perhaps never arrived. */
  readonly failed: number;
}

/** A mail that did not arrive, or of which nobody knows whether it did. */
export interface FailedMail {
  readonly mailId: string;
  readonly notice: Notice;
  readonly accountId: string;
  readonly state: 'bounced' | 'unknown';
  readonly status: string;
  readonly attempts: number;
  readonly settledAt: Date;
}

/** A mail to one person, as that person sees it: its kind and state, not its content. */
export interface OwnMail {
  readonly notice: Notice;
  readonly editionId: string;
  readonly state: string;
  readonly settledAt: Date | null;
}

export interface NotificationScreens {
  /** Mails of an edition that failed, by the instant at which they did, the newest first. */
  failed(
    editionId: string,
    page: { readonly before: { readonly atMs: string; readonly mailId: string } | undefined; readonly limit: number },
  ): Promise<readonly FailedMail[]>;
  /** The latest 200 mails to an account. */
  ownMails(accountId: string): Promise<readonly OwnMail[]>;
  counts(editionId: string): Promise<readonly MailCount[]>;
  /** Submitters of nominees who want to be told that the vote is open, and have not been. */
  toTellOfTheVote(editionId: string): Promise<number>;
  /** The last two days, without the hours in which nothing was. */
  hours(editionId: string): Promise<readonly HourOfMails[]>;
}
