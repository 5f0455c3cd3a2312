/** How many mails of a kind are in a state; never to whom. */
export interface MailCount {
  readonly kind: string;
  readonly state: string;
  readonly mails: number;
}

/** Mails settled within an hour. */
export interface HourOfMails {
  readonly hour: Date;
  readonly sent: number;
  /** Refused by a mail server, or given up. */
  readonly failed: number;
}

export interface MailFigures {
  /** Those of the last two days, and all that wait. */
  readonly items: readonly MailCount[];
  /** The last two days, without the hours in which nothing was. */
  readonly hours: readonly HourOfMails[];
  /** Since when the longest of those that wait has been due. */
  readonly waitingSince: Date | null;
}

/** How codes and invitations are doing, in numbers. */
export abstract class MailScreens {
  abstract figures(): Promise<MailFigures>;
  /** How many voters of an edition agreed to be reminded. */
  abstract remindable(editionId: string): Promise<number>;
}
