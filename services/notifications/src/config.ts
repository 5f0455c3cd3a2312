import { integer, type Environment, type Variable } from '@wsis/service';

export const NOTIFICATIONS_VARIABLES: readonly Variable[] = [
  {
    name: 'NOTIFICATIONS_RETRY_SECONDS',
    meaning: 'wait before the second try of a mail; doubled with each further try, at most an hour',
    fallback: '30',
  },
  {
    name: 'NOTIFICATIONS_REMINDERS_PER_MINUTE',
    meaning: 'most voters that are looked at for a reminder in a minute; other mails never wait behind reminders',
    fallback: '3000',
  },
];

/** What notifications alone is told from outside. */
export class NotificationsConfig {
  readonly retrySeconds: number;
  readonly remindersPerMinute: number;

  /** Throws an error that names the variable when a value is wrong. */
  constructor(environment: Environment) {
    this.retrySeconds = integer(environment, 'NOTIFICATIONS_RETRY_SECONDS', 30, 1, 3_600);
    this.remindersPerMinute = integer(environment, 'NOTIFICATIONS_REMINDERS_PER_MINUTE', 3_000, 1, 1_000_000);
    Object.freeze(this);
  }
}
