import { problem, registerProblems } from '@wsis/http';
import type { Result } from '@wsis/kernel';
import { rateLimitFields } from '@wsis/rate-limit';
import type { IdentityError, IdentityErrorCode } from '../../domain/identity-error.js';

type OwnCode = Extract<IdentityErrorCode, `IDENTITY.${string}`>;

/** The status of every refusal of identity; complete by type. */
export const IDENTITY_PROBLEMS: Readonly<Record<OwnCode, number>> = {
  'IDENTITY.ACCOUNT_UNKNOWN': 404,
  'IDENTITY.ADDRESS_INVALID': 422,
  'IDENTITY.ADMINISTRATOR_REQUIRED': 403,
  'IDENTITY.ALREADY_ENROLLED': 409,
  'IDENTITY.CODE_EXPIRED': 401,
  'IDENTITY.CODE_REQUEST_UNKNOWN': 404,
  'IDENTITY.CODE_TRIES_EXHAUSTED': 401,
  'IDENTITY.CODE_WRONG': 401,
  'IDENTITY.CONSENT_REQUIRED': 422,
  'IDENTITY.EDITION_UNKNOWN': 404,
  'IDENTITY.GRANT_UNKNOWN': 404,
  'IDENTITY.INSTALLATION_NOT_EMPTY': 409,
  'IDENTITY.LAST_SECRETARIAT': 409,
  'IDENTITY.MEMBER_UNKNOWN': 404,
  'IDENTITY.NOT_A_MEMBER': 403,
  'IDENTITY.NO_SECOND_FACTOR': 409,
  'IDENTITY.ORGANISATIONS_CHANGED': 409,
  'IDENTITY.ORGANISATION_UNKNOWN': 404,
  'IDENTITY.OWN_SECOND_FACTOR': 403,
  'IDENTITY.PROFILE_INCOMPLETE': 422,
  'IDENTITY.PROOF_REFUSED': 428,
  'IDENTITY.PROOF_REQUIRED': 428,
  'IDENTITY.ROLE_OUT_OF_SCOPE': 403,
  'IDENTITY.SAME_ORGANISATION': 422,
  'IDENTITY.SECOND_FACTOR_NOT_ENROLLED': 409,
  'IDENTITY.SECOND_FACTOR_USED': 403,
  'IDENTITY.SECOND_FACTOR_WRONG': 403,
  'IDENTITY.SESSION_UNKNOWN': 404,
  'IDENTITY.VOTER_LINKS_DESTROYED': 410,
};

registerProblems(IDENTITY_PROBLEMS);

/** The value, or its refusal as the problem that the reader sees. */
export function valueOrThrow<T>(result: Result<T, IdentityError>): T {
  if (result.ok) return result.value;
  const { code, errors = [], retryAfterSeconds, limits, proof } = result.error;
  const headers = {
    ...(retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) }),
    ...(limits === undefined ? {} : rateLimitFields(limits)),
  };
  const params = retryAfterSeconds === undefined ? {} : { seconds: retryAfterSeconds };
  throw problem(code, params, errors, proof === undefined ? {} : { proof }, headers);
}
