import type { Notice } from '../domain/notice.js';

/** How many mails of a notice are in a state; never to whom. */
export interface MailCount {
  readonly notice: Notice;
  readonly state: string;
  readonly mails: number;
}

export interface NotificationScreens {
  counts(editionId: string): Promise<readonly MailCount[]>;
}
