import type { Language } from '@wsis/kernel';
import type { MailState } from '../domain/mail-state.js';
import type { Grant, Role } from '../domain/role.js';

/** Somebody with a role, as the secretariat sees the list. */
export interface RoleHolder {
  readonly accountId: string;
  readonly address: string;
  readonly displayName: string;
  readonly language: Language;
  readonly country: string;
  readonly verified: boolean;
  readonly secondFactor: 'none' | 'enrolled';
  readonly lastSeenAt: Date | undefined;
  readonly grantedAt: Date;
  /** How far the latest invitation by mail is; absent a month after it. */
  readonly invitation: MailState | undefined;
  readonly grant: Grant;
  /** What it stands by in the order that was asked for. */
  readonly place: string;
}

export interface RoleHoldersQuery {
  readonly editionId: string;
  readonly role?: Role;
  /** Part of a name or an address, in any case. */
  readonly search?: string;
  readonly order: HolderOrder;
  /** Where the page before ended. */
  readonly after?: HolderPlace;
  readonly limit: number;
}

/** What people with roles are ordered by; with a minus, the other way round. */
export const HOLDER_ORDERS = ['name', '-name', 'role', '-role', 'seen', '-seen', 'granted', '-granted'] as const;
export type HolderOrder = (typeof HOLDER_ORDERS)[number];

export interface HolderPlace {
  /** What the entry is ordered by, as text. */
  readonly place: string;
  readonly accountId: string;
  readonly role: string;
  readonly category: string;
}

/** How many people hold a role in an edition, each once. */
export interface RoleFigures {
  readonly role: string;
  readonly people: number;
  /** Of them, those who have signed in and set up a second factor. */
  readonly able: number;
}

/** Somebody who works for the contest, by name. */
export interface Colleague {
  readonly accountId: string;
  /** As they call themselves, else their address. */
  readonly name: string;
}

/** Whose names are asked for: these accounts, or those whose name has this in it. */
export interface ColleaguesQuery {
  readonly accountIds?: readonly string[];
  readonly search?: string;
  /** Who gave no name is named by address; without, left out. */
  readonly addresses: boolean;
  readonly limit: number;
}

export interface AccountsByRoleQuery {
  readonly editionId: string;
  readonly role: string;
  /** The last account id of the page before. */
  readonly after?: string | undefined;
  readonly limit: number;
}

/** A member of an organisation, as the other members see it. */
export interface MemberView {
  readonly accountId: string;
  readonly displayName: string;
  readonly state: string;
  /** Has belonged to it the longest. */
  readonly administers: boolean;
  /** Of who gave no name, where it was asked for. */
  readonly email?: string;
}

/** An organisation as the secretariat lists it. */
export interface RegisteredOrganisation {
  readonly organisationId: string;
  readonly name: string;
  readonly country: string;
  readonly stakeholderType: string;
  readonly createdAt: Date;
  /** Active ones. */
  readonly members: number;
  /** What it stands by in the order that was asked for. */
  readonly place: string;
}

/** What organisations are ordered by; with a minus, the other way round. */
export const ORGANISATION_ORDERS = ['name', '-name', 'members', '-members', 'created', '-created'] as const;
export type OrganisationOrder = (typeof ORGANISATION_ORDERS)[number];

export interface OrganisationsQuery {
  /** Part of the name, in any case. */
  readonly search: string | undefined;
  readonly country: string | undefined;
  readonly order: OrganisationOrder;
  /** Where the page before ended. */
  readonly after: { readonly place: string; readonly organisationId: string } | undefined;
  readonly limit: number;
}

/** Where an account registered to vote, what it said and agreed to. */
export interface RegistrationView {
  readonly editionId: string;
  readonly profile: Readonly<Record<string, string>>;
  readonly consentedAt: Date;
  readonly remindersAgreedAt: Date | undefined;
  /** The date on which the link between mailbox and voter is destroyed. */
  readonly linkDestroyedOn: string | undefined;
}

/** A mail that identity sent to an account: how far it came, nothing of what it said. */
export interface SentMailView {
  readonly kind: string;
  readonly state: string;
  readonly askedAt: Date;
  readonly settledAt: Date | undefined;
}

/** A mailbox in an edition, as support finds it. The voter id stays inside. */
export interface MailboxView {
  readonly accountId: string | undefined;
  readonly lastSeenAt: Date | undefined;
  readonly voterId: string | undefined;
  readonly registeredAt: Date | undefined;
  readonly remindersAgreedAt: Date | undefined;
}

/** A mail to a mailbox, with the status of a refusal. */
export interface MailboxMail {
  readonly kind: string;
  readonly state: MailState;
  readonly status: string;
  readonly askedAt: Date;
  readonly settledAt: Date | undefined;
}

/** Everything identity holds about one account, table by table. */
export type AccountExport = Readonly<Record<string, unknown>>;

/** What screens and other services read of accounts. */
export abstract class AccountScreens {
  /** Role holders of an edition, with those of all editions, by account id; one entry a grant. */
  abstract holders(query: RoleHoldersQuery): Promise<readonly RoleHolder[]>;
  /** How many hold each role of an edition, with those of all editions; nominators and voters are not counted. */
  abstract roleFigures(editionId: string): Promise<readonly RoleFigures[]>;
  /** Names of accounts, of those alone that hold a role beyond nominating and voting. */
  abstract colleagues(query: ColleaguesQuery): Promise<readonly Colleague[]>;
  /** Account ids that hold a role in an edition, in order, each once. */
  abstract accountsByRole(query: AccountsByRoleQuery): Promise<readonly string[]>;
  /** Members of an organisation; those who have not yet accepted are marked. */
  abstract members(organisationId: string, addresses?: 'of the nameless'): Promise<readonly MemberView[]>;
  /** Organisations, without those that were merged into another. */
  abstract organisations(query: OrganisationsQuery): Promise<readonly RegisteredOrganisation[]>;
  /** The editions that an account registered in, at most 200. */
  abstract registrations(accountId: string): Promise<readonly RegistrationView[]>;
  /** The mails of the last month to an account's mailbox, the newest first, at most 200. */
  abstract sentMails(accountId: string): Promise<readonly SentMailView[]>;
  abstract voterByMailbox(editionId: string, addressHash: string): Promise<MailboxView>;
  /** The latest 20 mails to a mailbox, the newest first. */
  abstract mailsOfMailbox(addressHash: string): Promise<readonly MailboxMail[]>;
  /** Everything held about an account, except secrets and hashes of codes. */
  abstract export(accountId: string): Promise<AccountExport>;
}
