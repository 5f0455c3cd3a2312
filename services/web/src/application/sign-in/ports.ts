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

/** What slows down who asks for very many codes: a calculation for a script, or a wait for everybody else. */
export interface ProofDemand {
  /** In the words of ALTCHA. */
  readonly challenge: unknown;
  readonly wait: { readonly ticket: string; readonly seconds: number };
}

/** How far the mail with a code is. */
export interface CodeRequestState {
  readonly state: 'waiting' | 'handed-over' | 'bounced' | 'given-up';
  readonly reason: string | undefined;
  readonly settledAt: Date | undefined;
  readonly codeEndsAt: Date | undefined;
  /** From when on asking again makes sense. */
  readonly resendAt: Date | undefined;
}

/** How people come in and leave. Everything is decided by identity. */
export abstract class SignIn {
  /** Asks for a code, and gives the handle of the request. */
  abstract askForCode(
    visitor: Visitor,
    email: string,
    proof?: string,
  ): Promise<Result<{ readonly handle: string | undefined }, Refused>>;
  /** How far the mail is; undefined where nobody knows any more. */
  abstract followCode(visitor: Visitor, handle: string): Promise<CodeRequestState | undefined>;
  abstract redeemCode(visitor: Visitor, email: string, code: string): Promise<Result<OpenedSession, Refused>>;
  abstract renew(visitor: Visitor): Promise<Result<OpenedSession, Refused>>;
  /** Ends the account session and the ballot sessions opened from it. */
  abstract signOut(visitor: Visitor): Promise<Result<void, Refused>>;
  abstract account(visitor: Visitor): Promise<SignedInAccount>;
  /** What the person is called from now on. */
  abstract nameMyself(visitor: Visitor, name: string): Promise<Result<void, Refused>>;
  abstract enrol(visitor: Visitor): Promise<Result<Enrolment, Refused>>;
  abstract confirmEnrolment(visitor: Visitor, code: string): Promise<Result<OpenedSession, Refused>>;
  abstract verifySecondFactor(visitor: Visitor, code: string): Promise<Result<OpenedSession, Refused>>;
}

/** The proof that a refusal asks for, if it asks for one. */
export function proofAskedBy(refused: Refused): ProofDemand | undefined {
  const proof = refused.more['proof'] as { readonly challenge?: unknown; readonly wait?: unknown } | undefined;
  const wait = proof?.wait as { readonly ticket?: unknown; readonly seconds?: unknown } | undefined;
  if (typeof wait?.ticket !== 'string' || typeof wait.seconds !== 'number') return undefined;
  return { challenge: proof?.challenge, wait: { ticket: wait.ticket, seconds: wait.seconds } };
}
