import { CODE_BYTES, CODE_LIFETIME_MS, CODE_TRIES, codeFromBytes, spellCode } from '../domain/one-time-code.js';
import type { DueMail, Parts } from './ports.js';

const TAKEN_AT_ONCE = 25;
/** A worker that died with a mail in hand gives it back after this. */
const HIDDEN_MS = 2 * 60_000;
/** Nobody waits for a code that long. */
const CODE_MAIL_KEPT_MS = 60 * 60_000;
const INVITATION_KEPT_MS = 7 * 24 * 60 * 60_000;
const FIRST_DELAY_MS = 5_000;
const LONGEST_DELAY_MS = 10 * 60_000;

export interface MailReport {
  readonly sent: number;
  readonly failed: number;
  readonly givenUp: number;
}

/** Sends the mails that are due. A code is made here and stored as a hash before its mail leaves. */
export class SendDueMails {
  constructor(private readonly parts: Pick<Parts, 'work' | 'keys' | 'postman' | 'clock' | 'ids'>) {}

  /** Works until nothing is due. A mail that cannot be sent is tried again later, less and less often. */
  async run(): Promise<MailReport> {
    const { work, clock } = this.parts;
    const report = { sent: 0, failed: 0, givenUp: 0 };
    for (;;) {
      const now = clock.now();
      const mails = await work.run((tx) => tx.mails.take(TAKEN_AT_ONCE, now, new Date(now.getTime() + HIDDEN_MS)));
      if (mails.length === 0) return report;
      const done: string[] = [];
      const postponed: DueMail[] = [];
      await Promise.all(
        mails.map(async (mail) => {
          if (isTooOld(mail, now)) {
            report.givenUp += 1;
            done.push(mail.mailId);
          } else if (await this.sent(mail, now)) {
            report.sent += 1;
            done.push(mail.mailId);
          } else {
            report.failed += 1;
            postponed.push(mail);
          }
        }),
      );
      await work.run(async (tx) => {
        await tx.mails.done(done);
        for (const mail of postponed) await tx.mails.postpone(mail.mailId, retryAt(mail, now));
      });
      // A mail server that refuses everything is asked again at the next sweep, not in this loop.
      if (postponed.length === mails.length) return report;
    }
  }

  private async sent(mail: DueMail, now: Date): Promise<boolean> {
    const { work, keys, postman, ids } = this.parts;
    if (mail.kind !== 'code') return succeeds(postman.send(mail, {}));
    const code = codeFromBytes(keys.randomBytes(CODE_BYTES));
    const account = await work.run(async (tx) => {
      await tx.codes.add({
        codeId: ids.next(),
        addressHash: mail.addressHash,
        codeHash: keys.codeHash(mail.addressHash, code),
        createdAt: now,
        expiresAt: new Date(now.getTime() + CODE_LIFETIME_MS),
        tries: CODE_TRIES,
      });
      return tx.accounts.findByAddress(mail.addressHash);
    });
    // An account's codes go where it was made, however the address is spelled now: should a provider hand out two
    // spellings as two mailboxes, the second must not open what belongs to the first.
    const addressed = account ? { ...mail, address: account.address } : mail;
    return succeeds(postman.send(addressed, { code: spellCode(code) }));
  }
}

async function succeeds(sending: Promise<void>): Promise<boolean> {
  try {
    await sending;
    return true;
  } catch {
    // The reason may quote the address, so it is counted and not told.
    return false;
  }
}

function isTooOld(mail: DueMail, now: Date): boolean {
  const kept = mail.kind === 'code' ? CODE_MAIL_KEPT_MS : INVITATION_KEPT_MS;
  return now.getTime() - mail.createdAt.getTime() > kept;
}

function retryAt(mail: DueMail, now: Date): Date {
  return new Date(now.getTime() + Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.min(mail.attempts, 10)));
}
