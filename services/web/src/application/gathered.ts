/** The services that keep a record of what people with roles do, and in which something can wait for a second person. */
export const STAFFED_SERVICES = [
  'competition',
  'nominations',
  'voting',
  'evaluation',
  'promotion',
  'identity',
  'notifications',
] as const;
export type StaffedService = (typeof STAFFED_SERVICES)[number];

/** A page of what all of them tell together. */
export interface Gathered<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | undefined;
  /** Services that could not be asked: something may be missing. */
  readonly away: readonly string[];
}
