/** What of the rules a nominee's page may break. A closed list, so that reports can be sorted and counted. */
export const BREACH_REASONS = [
  'votes-bought',
  'votes-by-others',
  'untrue-statements',
  'not-the-owner',
  'offensive-content',
  'personal-data',
  'other',
] as const;
export type BreachReason = (typeof BREACH_REASONS)[number];

/** A report waits until the secretariat has looked at it and noted what it found. It changes no result by itself. */
export const BREACH_REPORT_STATES = ['open', 'looked-at'] as const;
export type BreachReportState = (typeof BREACH_REPORT_STATES)[number];
