import { Readable } from 'node:stream';
import MailComposer from 'nodemailer/lib/mail-composer';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { ClaimedMail, Postman, Recipient, StopLinks } from '../../application/ports.js';
import { deliveryOf, type Delivery } from '../../domain/delivery.js';
import { isOptional } from '../../domain/notice.js';
import { writeNotice } from './write-notice.js';

export interface SmtpSettings {
  readonly smtpUrl: string | undefined;
  readonly from: string;
  /** Where the pages are. */
  readonly publicUrl: string;
}

interface SmtpError {
  readonly responseCode?: number | undefined;
  readonly command?: string | undefined;
  readonly response?: string | undefined;
}

/**
 * One SMTP dialogue a mail. It watches for the moment when the server asks for the message: what fails before is
 * surely unsent. Nothing that the server says is kept or logged but its status, for its words may hold the address.
 */
export class SmtpPostman implements Postman {
  constructor(
    private readonly settings: SmtpSettings,
    private readonly stopLinks: StopLinks,
  ) {}

  get able(): boolean {
    return this.settings.smtpUrl !== undefined;
  }

  async deliver(mail: ClaimedMail, recipient: Recipient): Promise<Delivery> {
    const { smtpUrl } = this.settings;
    if (smtpUrl === undefined) return { kind: 'later', status: '' };
    const envelope = await this.compose(mail, recipient).catch(() => undefined);
    if (!envelope) return { kind: 'later', status: 'unwritten' };
    return dialogue(new URL(smtpUrl), envelope, envelope.message);
  }

  private async compose(
    mail: ClaimedMail,
    recipient: Recipient,
  ): Promise<{ from: string; to: string[]; message: Buffer }> {
    const { from, publicUrl } = this.settings;
    const { notice, accountId } = mail;
    const stop = isOptional(notice) ? this.stopLinks.tokenFor({ accountId, notice }) : undefined;
    const written = writeNotice(notice, mail.facts, recipient.language, publicUrl, stop);
    const composed = new MailComposer({
      from,
      to: { name: '', address: recipient.address },
      subject: written.subject,
      text: written.text,
      html: written.html,
      headers: {
        'Auto-Submitted': 'auto-generated',
        'Content-Language': recipient.language,
        // One click in the mail program (RFC 2369, RFC 8058).
        ...(stop === undefined
          ? {}
          : {
              'List-Unsubscribe': `<${publicUrl}/api/notifications/stop-links/${stop}>`,
              'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
            }),
      },
      // The same for each try: a server that sees it twice may drop the second.
      messageId: `<${mail.mailId}@wsis-prizes>`,
    }).compile();
    const { from: sender, to } = composed.getEnvelope();
    return { from: sender || '', to, message: await composed.build() };
  }
}

function dialogue(server: URL, envelope: { from: string; to: string[] }, message: Buffer): Promise<Delivery> {
  const secure = server.protocol === 'smtps:';
  const connection = new SMTPConnection({
    host: server.hostname,
    port: Number(server.port || (secure ? 465 : 25)),
    secure,
    connectionTimeout: 5_000,
    greetingTimeout: 5_000,
    socketTimeout: 20_000,
    tls: { rejectUnauthorized: server.searchParams.get('tls.rejectUnauthorized') !== 'false' },
  });
  let handedOver = false;
  return new Promise<Delivery>((resolve) => {
    const fail = (error: SmtpError) => {
      const enhanced = /\b[245]\.\d{1,3}\.\d{1,3}\b/.exec(error.response?.slice(0, 20) ?? '')?.[0];
      const { responseCode, command } = error;
      resolve(deliveryOf({ responseCode, command, enhanced, handedOver }));
    };
    const hand = () => {
      // Read only once the server has answered DATA with 354.
      const body = Readable.from(
        (function* () {
          handedOver = true;
          yield message;
        })(),
      );
      connection.send(envelope, body, (error) => (error ? fail(error) : resolve({ kind: 'accepted' })));
    };
    connection.on('error', fail);
    connection.on('end', () => fail({}));
    connection.connect((error) => {
      if (error) return fail(error);
      if (server.username === '') return hand();
      const credentials = { user: decodeURIComponent(server.username), pass: decodeURIComponent(server.password) };
      connection.login({ credentials }, (refused) => (refused ? fail(refused) : hand()));
    });
  }).finally(() => connection.quit());
}
