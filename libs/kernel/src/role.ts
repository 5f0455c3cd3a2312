/** What an account may be in an edition. */
export const ROLES = [
  'nominator',
  'voter',
  'screener',
  'expert',
  'panel-chair',
  'translator',
  'secretariat',
  'auditor',
] as const;
export type Role = (typeof ROLES)[number];

/** Roles that act on other people's work: they are given by invitation and need a second factor. */
export const STAFF_ROLES: ReadonlySet<Role> = new Set<Role>([
  'screener',
  'expert',
  'panel-chair',
  'translator',
  'secretariat',
  'auditor',
]);
