import { MOST_ATTEMPTS, waitAfter, type Delivery } from '../domain/delivery.js';
import type {
  AddressBook,
  Announcements,
  ClaimedMail,
  DueMailStore,
  Journal,
  Postman,
  Recipient,
  UnfinishedVoters,
  UnitOfWork,
} from './ports.js';

/** Most mails that one sweep takes. */
export const MAILS_A_SWEEP = 100;
const PARALLEL_DIALOGUES = 5;

/**
 * Sends what is due. A mail is marked as going out before the server hears of it, so whatever dies in between
 * leaves it unknown and unsent rather than sent twice.
 */
export class SendDueMails {
  constructor(
    private readonly database: UnitOfWork,
    private readonly mails: DueMailStore,
    private readonly addressBook: AddressBook,
    private readonly unfinishedVoters: UnfinishedVoters,
    private readonly postman: Postman,
    private readonly announcements: Announcements,
    private readonly journal: Journal,
    private readonly retrySeconds: number,
  ) {}

  /** How many were taken. Nothing is taken while there is no server to hand mails to. */
  async execute(): Promise<number> {
    if (!this.postman.able) return 0;
    const claimed = await this.mails.claim(MAILS_A_SWEEP);
    if (claimed.length === 0) return 0;
    const waiting = [...(await this.withRecipients(claimed))];
    const work = async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) await this.send(next.mail, next.recipient);
    };
    await Promise.all(Array.from({ length: PARALLEL_DIALOGUES }, work));
    return claimed.length;
  }

  /** Finds out where each mail goes, with one question a kind of question; what cannot be asked now is put off. */
  private async withRecipients(claimed: readonly ClaimedMail[]): Promise<readonly Addressed[]> {
    const groups = new Map<string, ClaimedMail[]>();
    for (const mail of claimed) {
      const reminded = mail.notice === 'ballotReminder' ? mail.facts.editionId : '';
      groups.set(reminded, [...(groups.get(reminded) ?? []), mail]);
    }
    const addressed: Addressed[] = [];
    for (const [reminded, mails] of groups) {
      const found = await this.recipientsOf(mails, reminded);
      if (found) addressed.push(...mails.map((mail) => ({ mail, recipient: found.get(mail.accountId) })));
      else for (const mail of mails) await this.putOff(mail, 'identity');
    }
    return addressed;
  }

  /** A reminder goes only to who has still not finished: identity is asked for those alone. */
  private async recipientsOf(
    mails: readonly ClaimedMail[],
    reminded: string,
  ): Promise<ReadonlyMap<string, Recipient> | undefined> {
    const accountIds = [...new Set(mails.map(({ accountId }) => accountId))];
    try {
      const found =
        reminded === ''
          ? await this.addressBook.addresses(accountIds)
          : await this.unfinishedVoters.stillUnfinished(reminded, accountIds);
      return new Map(found.map((recipient) => [recipient.accountId, recipient]));
    } catch {
      return undefined;
    }
  }

  private async send(mail: ClaimedMail, recipient: Recipient | undefined): Promise<void> {
    const needless = whyNeedless(mail, recipient);
    if (!recipient || needless !== undefined) {
      return this.database.transaction((tx) => this.mails.settle(tx, mail, 'dropped', needless ?? ''));
    }
    if (!(await this.mails.beginSending(mail))) return;
    await this.note(mail, await this.postman.deliver(mail, recipient));
  }

  private async note(mail: ClaimedMail, delivery: Delivery): Promise<void> {
    const { mailId, notice, attempts } = mail;
    const status = delivery.kind === 'accepted' ? '' : delivery.status;
    this.journal.noted({ mailId, notice, attempts, outcome: delivery.kind, status });
    switch (delivery.kind) {
      case 'accepted':
        return this.database.transaction((tx) => this.mails.settle(tx, mail, 'sent', ''));
      case 'unknown':
        return this.database.transaction((tx) => this.mails.settle(tx, mail, 'unknown', delivery.status));
      case 'refused':
        return this.bounce(mail, true, delivery.status);
      case 'later':
        return mail.attempts >= MOST_ATTEMPTS
          ? this.bounce(mail, false, delivery.status)
          : this.putOff(mail, delivery.status);
    }
  }

  private putOff(mail: ClaimedMail, status: string): Promise<void> {
    return this.mails.putOff(mail, waitAfter(mail.attempts, this.retrySeconds), status);
  }

  private bounce(mail: ClaimedMail, permanent: boolean, status: string): Promise<void> {
    const { accountId, notice, attempts } = mail;
    return this.database.transaction(async (tx) => {
      await this.mails.settle(tx, mail, 'bounced', status);
      await this.announcements.mailBounced(tx, { accountId, notice, permanent, status, attempts });
    });
  }
}

interface Addressed {
  readonly mail: ClaimedMail;
  readonly recipient: Recipient | undefined;
}

/** Why a mail is not sent after all. */
function whyNeedless({ notice, wanted, overdue }: ClaimedMail, recipient: Recipient | undefined): string | undefined {
  if (!wanted) return 'unwanted';
  if (overdue) return 'too late';
  if (recipient) return undefined;
  return notice === 'ballotReminder' ? 'finished' : 'no account';
}
