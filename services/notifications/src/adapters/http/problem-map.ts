import { registerProblems } from '@wsis/http';

/** The status of every refusal of notifications. */
export const NOTIFICATIONS_PROBLEMS = {
  'NOTIFICATIONS.STOP_LINK_UNKNOWN': 404,
} as const satisfies Readonly<Record<string, number>>;

registerProblems(NOTIFICATIONS_PROBLEMS);
