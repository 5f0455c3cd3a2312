import { v7 } from 'uuid';

/** A string that only its own kind may stand in for. */
export type Brand<T, Name extends string> = T & { readonly __brand: Name };

export type AccountId = Brand<string, 'AccountId'>;
export type OrganisationId = Brand<string, 'OrganisationId'>;
export type SessionId = Brand<string, 'SessionId'>;
export type EditionId = Brand<string, 'EditionId'>;
export type SubmissionId = Brand<string, 'SubmissionId'>;
export type NomineeId = Brand<string, 'NomineeId'>;
export type VoterId = Brand<string, 'VoterId'>;
export type ApprovalId = Brand<string, 'ApprovalId'>;
export type CategoryCode = Brand<string, 'CategoryCode'>;

/** Where new ids come from. */
export interface IdSource {
  next(): string;
}

/** Time-ordered ids (UUID version 7, RFC 9562). */
export const uuidV7Ids: IdSource = { next: () => v7() };
