import type { Role } from '@wsis/kernel';

export { ROLES, type Role } from '@wsis/kernel';

/** What everybody who signs in is, without being asked. */
export const OPEN_ROLES = ['nominator', 'voter'] as const satisfies readonly Role[];
/** What somebody must be invited to be. */
export const INVITED_ROLES = ['screener', 'expert', 'panel-chair', 'translator', 'secretariat', 'auditor'] as const;
export type InvitedRole = (typeof INVITED_ROLES)[number];

/** Stands for every edition. */
export const ALL_EDITIONS = '*';

/** A role that an account holds. */
export interface Grant {
  readonly role: Role;
  readonly editionId: string;
  /** Category code, or empty for all. */
  readonly category: string;
}

/** Roles that two persons give. */
export function needsTwoPersons(role: Role): boolean {
  return role === 'secretariat' || role === 'auditor';
}

/** Roles that one person may hold for every edition at once. */
export function mayCoverAllEditions(role: Role): boolean {
  return needsTwoPersons(role);
}

/** Roles that may be held for a single category: of those who screen and judge. */
export function mayBeOfOneCategory(role: Role): boolean {
  return role === 'screener' || role === 'expert' || role === 'panel-chair';
}

/** Tells whether somebody with these grants administers an edition. */
export function administers(grants: readonly Grant[], editionId: string): boolean {
  return grants.some(
    (grant) => grant.role === 'secretariat' && (grant.editionId === ALL_EDITIONS || grant.editionId === editionId),
  );
}

/** All that an account is: what it was given, and what everybody is. */
export function effectiveGrants(grants: readonly Grant[]): readonly Grant[] {
  return [...OPEN_ROLES.map((role) => ({ role, editionId: ALL_EDITIONS, category: '' })), ...grants];
}
