import type { Clock, IdSource, Language, Result } from '@wsis/kernel';
import type { ExhaustedLimit, IdentityErrorCode } from '../domain/identity-error.js';
import type { Handover, MailState } from '../domain/mail-state.js';
import type { Grant, Role } from '../domain/role.js';
import type { CoarseFacts, VoterProfile, VoterRules } from '../domain/voter-profile.js';

/** An account as it is stored. */
export interface Account {
  readonly accountId: string;
  /** What mail is sent to. */
  readonly address: string;
  readonly addressHash: string;
  readonly language: Language;
  readonly displayName: string;
  /** ISO 3166-1 alpha-2, or empty. */
  readonly country: string;
  readonly stakeholderType: string;
  readonly verifiedAt: Date | undefined;
  readonly createdAt: Date;
  readonly version: number;
}

export interface AccountChange {
  readonly displayName?: string;
  readonly country?: string;
  readonly stakeholderType?: string;
  readonly language?: Language;
}

export interface AccountStore {
  find(accountId: string): Promise<Account | undefined>;
  /** Reads the account and holds its row until the transaction ends: membership and ballot sessions change one at a time. */
  lock(accountId: string): Promise<Account | undefined>;
  findByAddress(addressHash: string): Promise<Account | undefined>;
  /** The addresses that accounts were made with, by keyed hash; mailboxes without an account are left out. */
  addressesByHash(addressHashes: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Finds the account of a mailbox, or makes it; two at once get the same one. */
  findOrCreate(account: Omit<Account, 'verifiedAt' | 'version'>): Promise<Account>;
  /** Marks the mailbox as proved; tells whether this was the first time. */
  verify(accountId: string, at: Date): Promise<boolean>;
  change(accountId: string, change: AccountChange): Promise<void>;
  /** Moves the version forward for the next event and returns it. */
  nextVersion(accountId: string): Promise<number>;
  /** Removes everything that names the person; voter links stay. */
  erase(account: Account): Promise<void>;
  /** Addresses of many accounts, for the service that mails notices. */
  addresses(accountIds: readonly string[]): Promise<readonly Pick<Account, 'accountId' | 'address' | 'language'>[]>;
}

/** A code of a mailbox, in the moment of a check. */
export interface CheckedCode {
  readonly codeHash: string;
  readonly expiresAt: Date;
  /** It had a try left for this check, and time. */
  readonly live: boolean;
}

export interface NewCode {
  readonly codeId: string;
  readonly addressHash: string;
  readonly codeHash: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly tries: number;
}

export interface CodeStore {
  add(codes: readonly NewCode[]): Promise<void>;
  /** Takes one try from every live code of the mailbox; returns its latest codes, live or not. */
  takeTry(addressHash: string, now: Date): Promise<readonly CheckedCode[]>;
  /** Ends all codes of the mailbox. */
  endAll(addressHash: string, now: Date): Promise<void>;
  removeExpired(before: Date): Promise<void>;
}

export interface StoredSession {
  readonly sessionId: string;
  readonly accountId: string;
  readonly signedInAt: Date;
  readonly expiresAt: Date;
  readonly revokedAt: Date | undefined;
  readonly secondFactorAt: Date | undefined;
  /** Its last use that was noted, at first its beginning. */
  readonly lastSeenAt: Date;
}

/** A session that has just been ended, as others must learn it. */
export interface EndedSession {
  readonly sessionId: string;
  readonly expiresAt: Date;
  readonly voterId?: string;
  readonly editionId?: string;
}

/** A sign-in that has not ended, as its owner sees it. */
export type LiveSession = Omit<StoredSession, 'revokedAt'>;

export interface VoterSessionFilter {
  readonly accountId?: string;
  readonly accountIds?: readonly string[];
  readonly accountSessionIds?: readonly string[];
  readonly editionId?: string;
}

export interface SessionStore {
  add(session: Omit<StoredSession, 'revokedAt' | 'lastSeenAt'>): Promise<void>;
  find(sessionId: string): Promise<StoredSession | undefined>;
  extend(sessionId: string, expiresAt: Date, secondFactorAt: Date | undefined): Promise<void>;
  /** Ends an account's sign-ins, or one of them. */
  end(accountId: string, now: Date, sessionId?: string): Promise<readonly EndedSession[]>;
  endMany(sessionIds: readonly string[], now: Date): Promise<readonly EndedSession[]>;
  /** The sign-ins of an account that have not ended, the latest use first, at most 200. */
  live(accountId: string, now: Date): Promise<readonly LiveSession[]>;
  /** Notes that a session, and with it its account, was used. */
  touch(sessionId: string, accountId: string, now: Date): Promise<void>;
  addVoterSession(session: {
    sessionId: string;
    accountSessionId: string;
    accountId: string;
    editionId: string;
    voterId: string;
    createdAt: Date;
    expiresAt: Date;
  }): Promise<void>;
  endVoterSessions(filter: VoterSessionFilter, now: Date): Promise<readonly EndedSession[]>;
  removeExpired(before: Date): Promise<void>;
}

export interface SecondFactor {
  readonly sealedSecret: Buffer;
  readonly confirmedAt: Date | undefined;
  /** The time step of the last code that was accepted. */
  readonly lastStep: number;
}

export interface SecondFactorStore {
  find(accountId: string): Promise<SecondFactor | undefined>;
  /** Stores a secret that is still to be confirmed; a confirmed one is never replaced. Tells whether it was stored. */
  propose(accountId: string, sealedSecret: Buffer, at: Date): Promise<boolean>;
  /** Accepts a time step if it is later than every one before. Tells whether it was. */
  accept(accountId: string, step: number, at: Date): Promise<boolean>;
  /** Forgets a confirmed secret; tells whether there was one. */
  reset(accountId: string): Promise<boolean>;
}

export interface RoleStore {
  of(accountId: string): Promise<readonly Grant[]>;
  /** Tells whether the grant is new. */
  grant(accountId: string, grant: Grant, grantedBy: string | undefined, at: Date): Promise<boolean>;
  revoke(accountId: string, grant: Grant): Promise<boolean>;
  /** Those of the accounts that hold any role. */
  holdersAmong(accountIds: readonly string[]): Promise<readonly string[]>;
  /** Lets no other transaction change roles until this one ends, and tells whether anybody holds the role anywhere. */
  lockAllAndFind(role: Role): Promise<boolean>;
  /** How many accounts hold a role for an edition; holds those rows until the transaction ends. */
  countHolders(role: Role, editionId: string): Promise<number>;
}

export interface Organisation {
  readonly organisationId: string;
  readonly name: string;
  readonly country: string;
  readonly stakeholderType: string;
}

export type MembershipState = 'invited' | 'active';

export interface Membership extends Organisation {
  readonly state: MembershipState;
  /** Speaks for the organisation where not every member may: who has belonged to it the longest. */
  readonly administers: boolean;
}

export interface OrganisationStore {
  add(organisation: Organisation & { readonly createdAt: Date }): Promise<void>;
  /** One that was merged into another is none. */
  find(organisationId: string): Promise<Organisation | undefined>;
  /** Keeps an organisation from being merged until the transaction ends; tells whether it stands. */
  hold(organisationId: string): Promise<boolean>;
  /** Keeps two organisations as they are until the transaction ends; tells whether both stand. */
  holdBoth(one: string, other: string): Promise<boolean>;
  /** The accounts that belong to the organisations or are invited; their rows are held. */
  lockMembers(organisationIds: readonly string[]): Promise<readonly string[]>;
  /** Members and invited people: of the first, and of both, each once. */
  countTogether(from: string, into: string): Promise<{ readonly members: number; readonly membersTogether: number }>;
  /** Gives everything of the first to the second; who came to it before keeps speaking for it. */
  merge(from: string, into: string, at: Date): Promise<void>;
  /** The organisation that an id of old means now. */
  remaining(organisationId: string): Promise<string>;
  /** The member who has belonged to it the longest. */
  administrator(organisationId: string): Promise<string | undefined>;
  membership(organisationId: string, accountId: string): Promise<MembershipState | undefined>;
  membershipsOf(accountId: string): Promise<readonly Membership[]>;
  /** What an account is a member of, the oldest membership first: all of it, because conflicts are judged by it. */
  activeOf(accountId: string): Promise<readonly Pick<Organisation, 'organisationId' | 'country'>[]>;
  /** Tells whether the account was not yet invited or a member. */
  invite(organisationId: string, accountId: string, at: Date): Promise<boolean>;
  join(organisationId: string, accountId: string, at: Date): Promise<boolean>;
  leave(organisationId: string, accountId: string): Promise<boolean>;
}

export interface StoredEdition {
  readonly editionId: string;
  /** Absent until the edition's rule book was adopted. */
  readonly rules: VoterRules | undefined;
  readonly linksDestroyOn: string | undefined;
  readonly linksDestroyed: boolean;
}

export interface ListedNominee {
  readonly editionId: string;
  readonly number: number;
  readonly nomineeId: string;
  readonly submitterAccountId: string;
  readonly organisationId: string;
}

/** A voter who agreed to reminders. */
export interface RemindableVoter extends Pick<Account, 'accountId' | 'address' | 'language'> {
  readonly voterId: string;
}

export interface EditionStore {
  find(editionId: string): Promise<StoredEdition | undefined>;
  /** Keeps the newest rules; tells whether these are. */
  recordRules(editionId: string, version: number, rules: VoterRules): Promise<boolean>;
  recordName(editionId: string, name: string): Promise<void>;
  /** What an edition is called; undefined while that is not known. */
  nameOf(editionId: string): Promise<string | undefined>;
  /** Sets the date on which the links between mailboxes and voters are destroyed. */
  recordDestruction(editionId: string, calendarVersion: number, destroyOn: string | undefined): Promise<void>;
  /** Tells whether the nominee was not known yet. */
  recordNominee(nominee: ListedNominee): Promise<boolean>;
  /** Accounts that a nominee belongs to: who submitted it, and the members of its organisation; their rows are held. */
  lockOwners(nominee: ListedNominee): Promise<readonly string[]>;
  /** Numbers of the nominees that a mailbox may not vote for where own projects are barred. */
  ownNominees(editionId: string, account: Pick<Account, 'accountId' | 'addressHash'>): Promise<readonly number[]>;
  /** The voter of a mailbox: always the same one in an edition. */
  voterOf(editionId: string, addressHash: string, newVoterId: string, at: Date): Promise<string>;
  profileOf(editionId: string, accountId: string): Promise<VoterProfile | undefined>;
  recordProfile(editionId: string, accountId: string, profile: VoterProfile, consentedAt: Date): Promise<void>;
  /** Notes whether the voter agrees to be reminded; the first agreement keeps its date. */
  recordReminders(editionId: string, accountId: string, agreed: boolean, at: Date): Promise<void>;
  /** Voters of an edition who agreed to reminders, by account id: a page of all, or those of some accounts. */
  remindable(
    editionId: string,
    which: { readonly after: string | undefined; readonly limit: number } | { readonly accountIds: readonly string[] },
  ): Promise<readonly RemindableVoter[]>;
  /** Destroys the links of every edition whose date has come; returns the editions. */
  destroyLinks(today: string, at: Date): Promise<readonly string[]>;
}

export type MailKind = 'code' | 'role-invitation' | 'organisation-invitation' | 'second-factor-reset';

/** A mail that is to be sent. A code is made at the moment of sending and never stands here. */
export interface DueMail {
  readonly mailId: string;
  readonly kind: MailKind;
  readonly address: string;
  readonly addressHash: string;
  readonly language: Language;
  readonly params: Readonly<Record<string, string>>;
  readonly createdAt: Date;
  readonly attempts: number;
}

/** What is left of a mail: how far it came, without its address and content. */
export interface MailTrace {
  readonly state: MailState;
  readonly createdAt: Date;
  readonly settledAt: Date | undefined;
  readonly status: string;
}

export interface MailStore {
  add(mails: readonly Omit<DueMail, 'attempts'>[]): Promise<void>;
  /** Notes a mail that is never sent, so that who asked for it is answered like everybody. */
  withhold(mail: Pick<DueMail, 'mailId' | 'kind' | 'addressHash' | 'language' | 'createdAt'>): Promise<void>;
  /** Takes mails that are due and hides them until `hiddenUntil`, so that no other worker sends them. */
  take(count: number, now: Date, hiddenUntil: Date): Promise<readonly DueMail[]>;
  /** Says what became of mails, and forgets where they went and what they said. */
  settle(mailIds: readonly string[], state: MailState, at: Date, status?: string): Promise<void>;
  postpone(mailId: string, until: Date): Promise<void>;
  find(mailId: string): Promise<MailTrace | undefined>;
  removeSettled(before: Date): Promise<void>;
}

/** What identity tells the other contexts. */
export type IdentityFact =
  | {
      readonly fact: 'account-verified';
      readonly accountId: string;
      readonly language: Language;
      readonly version: number;
    }
  | {
      readonly fact: 'role-granted';
      readonly accountId: string;
      readonly grant: Grant;
      /** The oldest membership first. */
      readonly organisationIds: readonly string[];
      readonly country: string;
      readonly version: number;
    }
  | { readonly fact: 'role-revoked'; readonly accountId: string; readonly grant: Grant; readonly version: number }
  | ({ readonly fact: 'session-revoked' } & EndedSession)
  | { readonly fact: 'organisation-merged'; readonly organisationId: string; readonly intoOrganisationId: string }
  | { readonly fact: 'account-erased'; readonly accountId: string; readonly version: number };

/** What one command may read and write, all of it in one transaction. */
export interface IdentityWork {
  readonly accounts: AccountStore;
  readonly codes: CodeStore;
  readonly sessions: SessionStore;
  readonly secondFactors: SecondFactorStore;
  readonly roles: RoleStore;
  readonly organisations: OrganisationStore;
  readonly editions: EditionStore;
  readonly mails: MailStore;
  /** Facts are stored last, when everything else of the transaction is done. */
  publish(...facts: readonly IdentityFact[]): void;
  /** Asks a second person to agree to a grant; returns the id of the proposal, or why it cannot be made. */
  proposeGrant(proposal: GrantProposal): Promise<Result<string, IdentityErrorCode>>;
  /** Asks a second person to agree that somebody's second factor is reset. */
  proposeReset(proposal: ResetProposal): Promise<Result<string, IdentityErrorCode>>;
  /** Asks a second person to agree that two organisations are one. */
  proposeMerging(proposal: MergingProposal): Promise<Result<string, IdentityErrorCode>>;
}

/** The kind under which a second person agrees to a grant. */
export const GRANT_ROLE = 'identity.grant-role';

/** The kind under which a second person agrees to reset a lost second factor. */
export const RESET_SECOND_FACTOR = 'identity.reset-second-factor';

/** The kind under which a second person agrees that two organisations are one. */
export const MERGE_ORGANISATIONS = 'identity.merge-organisations';

/** Who proposes, as the session states it. */
export interface Proposer {
  readonly accountId: string;
  readonly sessionId: string;
  readonly roles: readonly { readonly role: string; readonly edition: string }[];
  readonly secondFactorAt?: Date;
}

export interface GrantProposal {
  readonly accountId: string;
  readonly grant: Grant;
  readonly language: Language;
  readonly proposedBy: Proposer;
}

export interface ResetProposal {
  readonly accountId: string;
  readonly reason: string;
  readonly proposedBy: Proposer;
}

/** What both persons agree to; numbers as they were when it was proposed. */
export interface MergingPayload {
  readonly organisationId: string;
  readonly intoId: string;
  readonly name: string;
  readonly intoName: string;
  readonly members: number;
  readonly membersTogether: number;
  readonly submissions: number;
  readonly reason: string;
}

export interface MergingProposal {
  readonly payload: MergingPayload;
  readonly proposedBy: Proposer;
}

export interface UnitOfWork {
  /** All of the work is stored, or, when it throws, nothing. A refusal that is returned keeps what was written. */
  run<T>(work: (tx: IdentityWork) => Promise<T>): Promise<T>;
}

/** Hashes and seals under the keys of the installation. */
export interface Keyring {
  addressHash(canonicalAddress: string): string;
  codeHash(addressHash: string, code: string): string;
  /** Compares without telling by its time how much agrees. */
  same(one: string, other: string): boolean;
  /** Seals a text for one purpose, for example an account's second factor; it opens for no other. */
  seal(secret: string, purpose: string): Buffer;
  open(sealed: Buffer, purpose: string): string;
  randomBytes(count: number): Uint8Array;
  randomVoterId(): string;
}

/** Codes of an authenticator app (RFC 6238). */
export interface TimeCodes {
  newSecret(): string;
  /** What an app reads from a picture. */
  uri(secret: string, label: string): string;
  /** The time step that a code belongs to, at most one step from now; undefined when the code is wrong. */
  stepOf(secret: string, code: string, now: Date): number | undefined;
  codeAt(secret: string, at: Date): string;
}

export interface TokenIssuer {
  account(session: {
    accountId: string;
    sessionId: string;
    grants: readonly Grant[];
    language: Language;
    secondFactorAt: Date | undefined;
    expiresAt: Date;
  }): Promise<string>;
  voter(session: {
    editionId: string;
    voterId: string;
    sessionId: string;
    facts: CoarseFacts;
    barred: readonly number[];
    expiresAt: Date;
  }): string;
}

/** Where a request came from, for budgets only; never stored. */
export interface ClientPlace {
  readonly ip: string;
}

export type Admission =
  | { readonly admitted: true }
  | { readonly admitted: false; readonly retryAfterSeconds: number; readonly limits: readonly ExhaustedLimit[] }
  | { readonly admitted: false; readonly closed: true };

/** Asking for a code may also need a proof; `pressure` (0 to 1) is how much of the budget for all is in use. */
export type AskAdmission =
  Admission | { readonly admitted: false; readonly proof: 'needed' | 'used'; readonly pressure: number };

/** How long a challenge may be worked on, and a wait that is over may be used. */
export const PROOF_GOOD_FOR_SECONDS = 600;

/** Come back after so many seconds with the ticket. */
export interface Wait {
  readonly ticket: string;
  readonly seconds: number;
}

/** What a device may do instead of waiting, or who uses it may wait for. */
export interface ProofDemand {
  readonly level: 1 | 2 | 3;
  /** In the words of ALTCHA. */
  readonly challenge: object;
  readonly wait: Wait;
}

export interface GoodProof {
  readonly ok: true;
  readonly kind: 'work' | 'wait';
  /** Under which it counts once. */
  readonly id: string;
}
export type CheckedProof =
  | GoodProof
  | { readonly ok: false; readonly reason: 'wrong' | 'expired' }
  | { readonly ok: false; readonly reason: 'early'; readonly wait: Wait };

/** Work, or a wait, that slows down who asks for very many codes. */
export interface ProofOfWork {
  demand(addressHash: string, pressure: number): Promise<ProofDemand>;
  check(proof: string, addressHash: string): Promise<CheckedProof>;
}

/** Budgets. Without the store that counts them, asking goes on by a local budget and checking is closed. */
export interface SignInBudgets {
  /** Client and network are soft: beyond them, and beyond what all together may ask for without, a proof is needed. */
  mayAsk(addressHash: string, from: ClientPlace, proof?: GoodProof): Promise<AskAdmission>;
  mayCheck(addressHash: string, from: ClientPlace): Promise<Admission>;
  mayCheckSecondFactor(accountId: string): Promise<Admission>;
  mayInviteMember(accountId: string): Promise<Admission>;
  mayFoundOrganisation(accountId: string): Promise<Admission>;
  /** Gives a mailbox its budgets of codes and checks back. False when the counters cannot be reached. */
  unblock(addressHash: string): Promise<boolean>;
}

/** Sends one mail now. Never throws for what a server says. */
export interface Postman {
  send(mail: DueMail, extra: { readonly code?: string }): Promise<Handover>;
}

/** What voting tells of ballots: who is to finish, by voter id, never what was chosen. Throws when it cannot be reached. */
export interface Ballots {
  unfinished(editionId: string, voterIds: readonly string[]): Promise<readonly string[]>;
}

/** What nominations tells of submissions. */
export interface Submissions {
  /** How many belong to an organisation, in all editions and states; undefined when it cannot be asked. */
  countOf(organisationId: string): Promise<number | undefined>;
}

/** Asks for the mails that are due to be sent soon. */
export interface MailBell {
  ring(): void;
}

/** What every use case is made of. */
export interface Parts {
  readonly work: UnitOfWork;
  /** Sign-ins outside of any transaction, for what is asked at each request. */
  readonly sessions: Pick<SessionStore, 'find' | 'touch'>;
  readonly keys: Keyring;
  readonly timeCodes: TimeCodes;
  readonly tokens: TokenIssuer;
  readonly budgets: SignInBudgets;
  readonly proofs: ProofOfWork;
  readonly postman: Postman;
  readonly ballots: Ballots;
  readonly submissions: Submissions;
  readonly bell: MailBell;
  readonly clock: Clock;
  readonly ids: IdSource;
}
