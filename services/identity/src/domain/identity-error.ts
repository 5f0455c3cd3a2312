/** Every reason why identity refuses something. */
export type IdentityErrorCode =
  | 'ACCESS.SECOND_FACTOR_STALE'
  | 'HTTP.TOO_MANY_REQUESTS'
  | 'HTTP.UNAVAILABLE'
  | 'HTTP.VALIDATION_FAILED'
  | 'IDENTITY.ACCOUNT_UNKNOWN'
  | 'IDENTITY.ADDRESS_INVALID'
  | 'IDENTITY.ADMINISTRATOR_REQUIRED'
  | 'IDENTITY.ALREADY_ENROLLED'
  | 'IDENTITY.CODE_EXPIRED'
  | 'IDENTITY.CODE_REQUEST_UNKNOWN'
  | 'IDENTITY.CODE_TRIES_EXHAUSTED'
  | 'IDENTITY.CODE_WRONG'
  | 'IDENTITY.CONSENT_REQUIRED'
  | 'IDENTITY.EDITION_UNKNOWN'
  | 'IDENTITY.GRANT_UNKNOWN'
  | 'IDENTITY.INSTALLATION_NOT_EMPTY'
  | 'IDENTITY.LAST_SECRETARIAT'
  | 'IDENTITY.MEMBER_UNKNOWN'
  | 'IDENTITY.NOT_A_MEMBER'
  | 'IDENTITY.NO_SECOND_FACTOR'
  | 'IDENTITY.ORGANISATIONS_CHANGED'
  | 'IDENTITY.ORGANISATION_UNKNOWN'
  | 'IDENTITY.OWN_SECOND_FACTOR'
  | 'IDENTITY.PROFILE_INCOMPLETE'
  | 'IDENTITY.PROOF_REFUSED'
  | 'IDENTITY.PROOF_REQUIRED'
  | 'IDENTITY.ROLE_OUT_OF_SCOPE'
  | 'IDENTITY.SAME_ORGANISATION'
  | 'IDENTITY.SECOND_FACTOR_NOT_ENROLLED'
  | 'IDENTITY.SECOND_FACTOR_USED'
  | 'IDENTITY.SECOND_FACTOR_WRONG'
  | 'IDENTITY.SESSION_UNKNOWN'
  | 'IDENTITY.VOTER_LINKS_DESTROYED'
  | 'SESSION.REVOKED';

export interface FieldRefusal {
  readonly field: string;
  readonly rule: string;
  readonly params?: Readonly<Record<string, string | number>>;
}

/** A limit that has no room, or stood beside one: for the fields that tell clients of limits. */
export interface ExhaustedLimit {
  readonly name: string;
  readonly remaining: number;
  readonly resetMs: number;
  readonly quota: number;
  readonly windowSeconds: number;
}

/** A refusal: what was refused and, where fields are to blame, which and why. */
export interface IdentityError {
  readonly code: IdentityErrorCode;
  readonly errors?: readonly FieldRefusal[];
  readonly retryAfterSeconds?: number;
  readonly limits?: readonly ExhaustedLimit[];
  /** What is asked for instead of a refusal for good. */
  readonly proof?: object;
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
