import type { Language } from '@wsis/kernel';
import type { Tx } from '@wsis/persistence';
import type { Delivery } from '../domain/delivery.js';
import type { Notice, OptionalNotice } from '../domain/notice.js';
import type { StopLink } from '../domain/stop-link.js';

/** One transaction around a command. */
export interface UnitOfWork {
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
}

/** A mail that a worker has taken, with what it says. No address. */
export interface ClaimedMail {
  readonly mailId: string;
  readonly notice: Notice;
  readonly accountId: string;
  readonly attempts: number;
  /** False when the account does without this notice. */
  readonly wanted: boolean;
  /** What it reminds of is over. */
  readonly overdue: boolean;
  readonly facts: MailFacts;
}

export interface MailFacts {
  readonly editionId: string;
  readonly editionName: string;
  readonly timeZone: string;
  readonly votingClosesAt: Date | null;
  readonly submissionId: string;
  readonly nomineeId: string;
  readonly category: string;
  readonly reason: string;
  /** Titles by language; empty while the submission has not told any. */
  readonly titles: Readonly<Record<string, string>>;
  /** The language the title was written in. */
  readonly original: string;
}

export interface DueMailStore {
  /** Takes mails whose time has come; another worker passes over them. */
  claim(limit: number): Promise<readonly ClaimedMail[]>;
  /** Marks a taken mail as going out now. False when it is not this worker's any more. */
  beginSending(mail: ClaimedMail): Promise<boolean>;
  settle(tx: Tx, mail: ClaimedMail, state: 'sent' | 'bounced' | 'unknown' | 'dropped', status: string): Promise<void>;
  /** Puts a mail off. */
  putOff(mail: ClaimedMail, seconds: number, status: string): Promise<void>;
  /** Mails of workers that died: those not yet going out are due again, the others are unknown. How many of each. */
  recover(): Promise<{ readonly due: number; readonly unknown: number }>;
}

export interface Recipient {
  readonly accountId: string;
  readonly address: string;
  readonly language: Language;
}

/** Where an account reads its mail: asked for at the moment of sending, kept nowhere. */
export interface AddressBook {
  /** Accounts that are gone are left out. Throws when identity cannot be reached. */
  addresses(accountIds: readonly string[]): Promise<readonly Recipient[]>;
}

export interface Postman {
  /** Writes the mail in the recipient's language and hands it to the server. Never throws for what a server says. */
  deliver(mail: ClaimedMail, recipient: Recipient): Promise<Delivery>;
  readonly able: boolean;
}

/** Where the facts of the notifications become events; called last in a transaction. */
export interface Announcements {
  mailBounced(
    tx: Tx,
    bounced: { accountId: string; notice: Notice; permanent: boolean; status: string; attempts: number },
  ): Promise<void>;
}

/** What operators read of a mail: its id, never to whom. */
export interface Journal {
  noted(entry: { mailId: string; notice: Notice; attempts: number; outcome: string; status: string }): void;
}

/** The word at the foot of a mail that stops its kind without a sign-in. */
export interface StopLinks {
  tokenFor(link: StopLink): string;
  /** Undefined when we did not make it. */
  read(token: string): StopLink | undefined;
}

/** A round of reminders that is due, and how far it is. */
export interface DueReminder {
  readonly editionId: string;
  /** Hours before the close, as the rules say. */
  readonly hours: number;
  /** The last account of the page before. */
  readonly after: string | undefined;
  readonly pages: number;
}

export interface ReminderStore {
  /** Takes a round whose next page may begin; the one after that begins no sooner than so many seconds from now. */
  take(secondsAPage: number): Promise<DueReminder | undefined>;
  /** Moves a taken round on, or ends it where nothing comes next. False when another worker has moved it. */
  moveOn(tx: Tx, round: DueReminder, next: string | undefined): Promise<boolean>;
  /** Gives a taken round back without having moved it. */
  release(round: DueReminder): Promise<void>;
  /** Notes a mail for each; who has it already, or does without reminders, gets none. How many were noted. */
  note(tx: Tx, round: DueReminder, accountIds: readonly string[]): Promise<number>;
}

export interface UnfinishedPage {
  readonly accountIds: readonly string[];
  /** Where the next page begins; absent at the end. */
  readonly next?: string;
}

/** Who agreed to reminders and has not finished. Throws when identity, or voting behind it, cannot be reached. */
export interface UnfinishedVoters {
  page(editionId: string, after: string | undefined, limit: number): Promise<UnfinishedPage>;
  /** Where to write to those of these accounts that are still unfinished and still agree, asked while sending. */
  stillUnfinished(editionId: string, accountIds: readonly string[]): Promise<readonly Recipient[]>;
}

export interface PreferenceStore {
  refused(accountId: string): Promise<readonly OptionalNotice[]>;
  save(accountId: string, notice: OptionalNotice, wanted: boolean): Promise<void>;
}
