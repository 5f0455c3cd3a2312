import type { Language, Result } from '@wsis/kernel';
import type { Refused } from '../refused.js';
import type { RoleInEdition, Visitor } from '../visitor.js';

/** A session of an account, with what the account is. */
export interface OpenedSession {
  readonly token: string;
  readonly expiresAt: Date;
  readonly account: SignedInAccount;
}

export interface SignedInAccount {
  readonly email: string;
  readonly language: Language;
  readonly displayName: string;
  readonly secondFactor: 'none' | 'enrolled';
  readonly roles: readonly RoleInEdition[];
}

/** The secret of a new second factor, as an authenticator app reads it. */
export interface Enrolment {
  readonly secret: string;
  readonly uri: string;
}

/** How people come in and leave. Everything is decided by identity. */
export abstract class SignIn {
  abstract askForCode(visitor: Visitor, email: string): Promise<Result<void, Refused>>;
  abstract redeemCode(visitor: Visitor, email: string, code: string): Promise<Result<OpenedSession, Refused>>;
  abstract renew(visitor: Visitor): Promise<Result<OpenedSession, Refused>>;
  /** Ends the account session and the ballot sessions opened from it. */
  abstract signOut(visitor: Visitor): Promise<Result<void, Refused>>;
  abstract account(visitor: Visitor): Promise<SignedInAccount>;
  abstract enrol(visitor: Visitor): Promise<Result<Enrolment, Refused>>;
  abstract confirmEnrolment(visitor: Visitor, code: string): Promise<Result<OpenedSession, Refused>>;
  abstract verifySecondFactor(visitor: Visitor, code: string): Promise<Result<OpenedSession, Refused>>;
}
