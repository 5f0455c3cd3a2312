/** Every reason why identity refuses something. */
export type IdentityErrorCode =
  | 'IDENTITY.ADDRESS_INVALID'
  | 'IDENTITY.CODE_REFUSED'
  | 'IDENTITY.SIGN_IN_CLOSED'
  | 'IDENTITY.TOO_MANY_ATTEMPTS'
  | 'IDENTITY.SESSION_ENDED'
  | 'IDENTITY.SECOND_FACTOR_EXISTS'
  | 'IDENTITY.SECOND_FACTOR_MISSING'
  | 'IDENTITY.SECOND_FACTOR_REFUSED'
  | 'IDENTITY.EDITION_UNKNOWN'
  | 'IDENTITY.VOTER_LINKS_DESTROYED'
  | 'IDENTITY.PROFILE_INCOMPLETE'
  | 'IDENTITY.CONSENT_REQUIRED'
  | 'IDENTITY.ROLE_NOT_GRANTABLE'
  | 'IDENTITY.ROLE_OUT_OF_SCOPE'
  | 'IDENTITY.GRANT_UNKNOWN'
  | 'IDENTITY.LAST_SECRETARIAT'
  | 'IDENTITY.ACCOUNT_UNKNOWN'
  | 'IDENTITY.ORGANISATION_UNKNOWN'
  | 'IDENTITY.NOT_A_MEMBER'
  | 'IDENTITY.PROFILE_INVALID'
  | 'IDENTITY.INSTALLATION_NOT_EMPTY'
  | 'ACCESS.SECOND_FACTOR_STALE';

export interface FieldRefusal {
  readonly field: string;
  readonly rule: string;
  readonly params?: Readonly<Record<string, string | number>>;
}

/** A refusal: what was refused and, where fields are to blame, which and why. */
export interface IdentityError {
  readonly code: IdentityErrorCode;
  readonly errors?: readonly FieldRefusal[];
  readonly retryAfterSeconds?: number;
}

/** Makes a refusal. */
export function refusal(code: IdentityErrorCode, errors: readonly FieldRefusal[] = []): IdentityError {
  return errors.length > 0 ? { code, errors } : { code };
}

/** Carries a refusal out of a transaction that must leave nothing behind. */
export class Undone extends Error {
  constructor(readonly refusal: IdentityError) {
    super(refusal.code);
  }
}
