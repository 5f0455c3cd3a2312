import { CODE_BYTES, CODE_LIFETIME_MS, CODE_TRIES, codeFromBytes, spellCode } from '../domain/one-time-code.js';
import { CODE_MAIL_KEPT_MS } from '../domain/code-request.js';
import type { DueMail, IdentityWork, Parts } from './ports.js';

const TAKEN_AT_ONCE = 50;
/** A worker that died with a mail in hand gives it back after this. */
const HIDDEN_MS = 2 * 60_000;
const INVITATION_KEPT_MS = 7 * 24 * 60 * 60_000;
const FIRST_DELAY_MS = 5_000;
const LONGEST_DELAY_MS = 10 * 60_000;

export interface MailReport {
  readonly sent: number;
  /** Refused for good. */
  readonly bounced: number;
  readonly failed: number;
  readonly givenUp: number;
}

interface Letter {
  readonly mail: DueMail;
  readonly code: string | undefined;
}

/** Sends the mails that are due. A code is made here and stored as a hash before its mail leaves. */
export class SendDueMails {
  constructor(private readonly parts: Pick<Parts, 'work' | 'keys' | 'postman' | 'clock' | 'ids'>) {}

  /** Works until nothing is due. A mail that cannot be sent is tried again later, less and less often. */
  async run(): Promise<MailReport> {
    const { work, postman, clock } = this.parts;
    const report = { sent: 0, bounced: 0, failed: 0, givenUp: 0 };
    for (;;) {
      const now = clock.now();
      const { letters, tooOld } = await work.run((tx) => this.take(tx, now));
      if (letters.length + tooOld.length === 0) return report;
      const tried = await Promise.all(
        letters.map(async ({ mail, code }) => ({
          mail,
          handover: await postman.send(mail, code === undefined ? {} : { code }),
        })),
      );
      const sent = tried.filter(({ handover }) => handover.kind === 'handed-over');
      const bounced = tried.flatMap(({ mail, handover }) =>
        handover.kind === 'bounced' ? [{ mail, ...handover }] : [],
      );
      const postponed = tried.filter(({ handover }) => handover.kind === 'later');
      const at = clock.now();
      await work.run(async (tx) => {
        await tx.mails.settle(
          sent.map(({ mail }) => mail.mailId),
          'handed-over',
          at,
        );
        await tx.mails.settle(
          tooOld.map((mail) => mail.mailId),
          'given-up',
          at,
        );
        for (const { mail, status } of bounced) await tx.mails.settle([mail.mailId], 'bounced', at, status);
        for (const { mail } of postponed) await tx.mails.postpone(mail.mailId, retryAt(mail, now));
      });
      report.sent += sent.length;
      report.bounced += bounced.length;
      report.failed += postponed.length;
      report.givenUp += tooOld.length;
      // A mail server that refuses everything is asked again at the next sweep, not in this loop.
      if (postponed.length === letters.length && postponed.length > 0) return report;
    }
  }

  private async take(tx: IdentityWork, now: Date): Promise<{ letters: readonly Letter[]; tooOld: readonly DueMail[] }> {
    const mails = await tx.mails.take(TAKEN_AT_ONCE, now, new Date(now.getTime() + HIDDEN_MS));
    const fresh = mails.filter((mail) => !isTooOld(mail, now));
    const ofCodes = fresh.filter((mail) => mail.kind === 'code').map((mail) => this.newCode(mail));
    if (ofCodes.length > 0) await this.store(tx, ofCodes, now);
    // An account's codes go where it was made, however the address is spelled now: should a provider hand out two
    // spellings as two mailboxes, the second must not open what belongs to the first.
    const made = await tx.accounts.addressesByHash(ofCodes.map(({ mail }) => mail.addressHash));
    const letters: Letter[] = ofCodes.map(({ mail, code }) => ({
      mail: { ...mail, address: made.get(mail.addressHash) ?? mail.address },
      code: spellCode(code),
    }));
    for (const mail of fresh) if (mail.kind !== 'code') letters.push({ mail, code: undefined });
    return { letters, tooOld: mails.filter((mail) => isTooOld(mail, now)) };
  }

  private newCode(mail: DueMail): { readonly mail: DueMail; readonly code: string } {
    return { mail, code: codeFromBytes(this.parts.keys.randomBytes(CODE_BYTES)) };
  }

  private async store(tx: IdentityWork, codes: readonly { mail: DueMail; code: string }[], now: Date): Promise<void> {
    const { keys, ids } = this.parts;
    await tx.codes.add(
      codes.map(({ mail, code }) => ({
        codeId: ids.next(),
        addressHash: mail.addressHash,
        codeHash: keys.codeHash(mail.addressHash, code),
        createdAt: now,
        expiresAt: new Date(now.getTime() + CODE_LIFETIME_MS),
        tries: CODE_TRIES,
      })),
    );
  }
}

function isTooOld(mail: DueMail, now: Date): boolean {
  const kept = mail.kind === 'code' ? CODE_MAIL_KEPT_MS : INVITATION_KEPT_MS;
  return now.getTime() - mail.createdAt.getTime() > kept;
}

function retryAt(mail: DueMail, now: Date): Date {
  return new Date(now.getTime() + Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.min(mail.attempts, 10)));
}
