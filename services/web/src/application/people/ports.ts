import type { Result, Role } from '@wsis/kernel';
import type { Refused } from '../refused.js';
import type { Visitor } from '../visitor.js';

/** What somebody must be invited to be. */
export const INVITED_ROLES = [
  'screener',
  'expert',
  'panel-chair',
  'translator',
  'secretariat',
  'auditor',
] as const satisfies readonly Role[];

/** Of these, those that may be for a single category. */
export const ROLES_OF_A_CATEGORY: readonly string[] = ['screener', 'expert', 'panel-chair'];

/** Stands for every edition. */
export const ALL_EDITIONS = '*';

/** One role of one person, as identity names it. */
export interface HeldRole {
  readonly role: string;
  readonly edition: string;
  /** Empty for all. */
  readonly category: string;
}

/** Somebody with a role, how far the invitation came, and whether the second factor stands. */
export interface RoleHolder extends HeldRole {
  readonly accountId: string;
  readonly email: string;
  readonly displayName: string;
  /** In which they use the platform. */
  readonly language: string;
  readonly verified: boolean;
  readonly secondFactor: boolean;
  readonly lastSeenAt: Date | undefined;
  readonly grantedAt: Date | undefined;
  readonly invitation: string | undefined;
}

export interface PeopleQuery {
  readonly editionId: string;
  readonly role?: string | undefined;
  readonly search?: string | undefined;
  /** A column, with a minus for the other way round. */
  readonly sort?: string | undefined;
  readonly cursor?: string | undefined;
}

export interface PeoplePage {
  readonly items: readonly RoleHolder[];
  readonly nextCursor: string | undefined;
}

export interface Invitation extends HeldRole {
  readonly email: string;
  readonly language: string;
}

/** Who holds which role, and the ways to give one and to take it away. */
export abstract class People {
  abstract list(visitor: Visitor, query: PeopleQuery): Promise<PeoplePage>;
  /** All pages after each other. */
  abstract all(visitor: Visitor, query: Omit<PeopleQuery, 'cursor'>): Promise<readonly RoleHolder[]>;
  /** All of the invitations, or none. Answers how many wait for a second person. */
  abstract invite(
    visitor: Visitor,
    invitations: readonly Invitation[],
    key: string,
  ): Promise<Result<{ readonly waiting: number }, Refused>>;
  abstract inviteAgain(visitor: Visitor, editionId: string, accountId: string): Promise<Result<void, Refused>>;
  abstract revoke(visitor: Visitor, accountId: string, held: HeldRole): Promise<Result<void, Refused>>;
  abstract proposeReset(visitor: Visitor, accountId: string, reason: string): Promise<Result<void, Refused>>;
}

/** How a mailbox stands in an edition: states and times, never a choice. */
export interface SupportView {
  readonly accountId: string | undefined;
  readonly lastSeenAt: Date | undefined;
  readonly registeredAt: Date | undefined;
  readonly remindersAgreedAt: Date | undefined;
  readonly ballot: string;
  readonly mails: readonly {
    readonly kind: string;
    readonly state: string;
    readonly reason: string | undefined;
    readonly askedAt: Date | undefined;
  }[];
}

/** Whom somebody of the secretariat looks at, and why; each look is recorded with its reason. */
export interface SupportCase {
  readonly editionId: string;
  readonly email: string;
  readonly reason: string;
}

/** Helping somebody who cannot get in. */
export abstract class Support {
  abstract look(visitor: Visitor, wanted: SupportCase): Promise<Result<SupportView, Refused>>;
  abstract sendCode(visitor: Visitor, wanted: SupportCase, language: string): Promise<Result<void, Refused>>;
  abstract unblock(visitor: Visitor, wanted: SupportCase): Promise<Result<void, Refused>>;
}
