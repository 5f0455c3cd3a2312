import type { Result } from '@wsis/kernel';
import type { ProfileQuestion } from '../ballot/ports.js';
import type { Refused } from '../refused.js';
import type { SignedInAccount } from '../sign-in/ports.js';
import type { Visitor } from '../visitor.js';

/** One place where the person is signed in. */
export interface OpenSession {
  readonly id: string;
  readonly signedInAt: Date;
  readonly lastSeenAt: Date;
  readonly current: boolean;
}

/** What the person answered to one question of the registration. */
export interface GivenAnswer {
  readonly label: string;
  readonly type: ProfileQuestion['type'];
  readonly value: string;
}

/** An edition in which the person registered to vote. */
export interface Registration {
  readonly editionId: string;
  readonly editionName: string;
  readonly answers: readonly GivenAnswer[];
  readonly consentedAt: Date;
  /** When the link between mailbox and ballot is destroyed. */
  readonly linkDestroyedOn: string | undefined;
}

/** A mail that was sent: its kind and how it went, never what stood in it. */
export interface SentMail {
  readonly kind: string;
  readonly state: string;
  /** When it went, or failed; absent while it waits. */
  readonly at: Date | undefined;
}

/** The notices that a person may do without, each wanted or not. */
export type Wanted = Readonly<Record<string, boolean>>;

/** Everything that the platform holds about a person, on one page. */
export interface MyData {
  readonly account: SignedInAccount;
  readonly sessions: readonly OpenSession[];
  readonly registrations: readonly Registration[];
  readonly mails: readonly SentMail[];
  readonly wanted: Wanted;
}

/** What a person sees, takes along and erases. */
export abstract class PersonalData {
  abstract read(visitor: Visitor): Promise<MyData>;
  /** The file that a person takes along. */
  abstract export(visitor: Visitor): Promise<unknown>;
  abstract want(visitor: Visitor, wanted: Wanted): Promise<Result<void, Refused>>;
  abstract endSession(visitor: Visitor, id: string): Promise<Result<void, Refused>>;
  abstract endOtherSessions(visitor: Visitor): Promise<Result<void, Refused>>;
  abstract erase(visitor: Visitor): Promise<Result<void, Refused>>;
}
