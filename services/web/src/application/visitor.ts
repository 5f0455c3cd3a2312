import type { Language, Role } from '@wsis/kernel';

export interface RoleInEdition {
  readonly role: Role;
  /** Edition id, or `*` for all. */
  readonly edition: string;
  readonly category?: string;
}

/** An account that is signed in here, as its session states it. */
export interface VisitingAccount {
  readonly accountId: string;
  readonly roles: readonly RoleInEdition[];
  readonly language: Language;
  readonly secondFactorAt?: Date;
  readonly expiresAt: Date;
}

/** A ballot session as it states itself; identity and voting alone can tell whether it is genuine. */
export interface VisitingVoter {
  readonly editionId: string;
  /** Random, of this edition alone. */
  readonly voterId: string;
  readonly expiresAt: Date;
}

/** Which of a visitor's sessions a call uses. */
export type SessionKind = 'account' | 'ballot' | 'none';

/** Whoever looks at a page: what the services need to answer as this person. Its tokens never reach a page. */
export interface Visitor {
  readonly language: Language;
  readonly address: string;
  readonly account: VisitingAccount | undefined;
  readonly voter: VisitingVoter | undefined;
  token(kind: SessionKind): string | undefined;
}

/** Tells whether an account holds one of the roles, in an edition or in any. */
export function holds(account: VisitingAccount | undefined, roles: readonly Role[], editionId?: string): boolean {
  return (account?.roles ?? []).some(
    (held) => roles.includes(held.role) && (editionId === undefined || [editionId, '*'].includes(held.edition)),
  );
}

/** Reads what is the same for everybody, in the name of nobody. */
export const NOBODY: Visitor = {
  language: 'en',
  address: '127.0.0.1',
  account: undefined,
  voter: undefined,
  token: () => undefined,
};
