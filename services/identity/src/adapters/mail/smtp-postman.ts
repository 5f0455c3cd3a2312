import { createTransport, type Transporter } from 'nodemailer';
import { renderMail, type RenderedMail } from '@wsis/i18n';
import type { DueMail, Postman } from '../../application/ports.js';
import { handoverOf, type Handover } from '../../domain/mail-state.js';

export interface SmtpSettings {
  readonly smtpUrl: string | undefined;
  readonly from: string;
  /** Where people sign in. */
  readonly publicUrl: string;
}

const CODE_MINUTES = 10;
const PARALLEL_DIALOGUES = 5;

/** Hands mails to an SMTP server, several at a time over kept connections. */
export class SmtpPostman implements Postman {
  private readonly transport: Transporter | undefined;

  constructor(private readonly settings: SmtpSettings) {
    this.transport =
      settings.smtpUrl === undefined
        ? undefined
        : createTransport(
            settings.smtpUrl +
              (settings.smtpUrl.includes('?') ? '&' : '?') +
              new URLSearchParams({
                pool: 'true',
                maxConnections: String(PARALLEL_DIALOGUES),
                connectionTimeout: '5000',
                greetingTimeout: '5000',
                socketTimeout: '20000',
              }).toString(),
          );
  }

  /** Where mail goes, or that it goes nowhere. */
  get adapter(): string {
    return this.transport ? 'smtp' : 'none';
  }

  async send(mail: DueMail, extra: { readonly code?: string }): Promise<Handover> {
    const { transport } = this;
    if (!transport) return { kind: 'later' };
    try {
      await this.handOver(transport, mail, extra.code ?? '');
      return { kind: 'handed-over' };
    } catch (error) {
      // Only codes are read: the words of a server may quote the address, so they are neither kept nor told.
      const { responseCode, command, response } = error as {
        responseCode?: number;
        command?: string;
        response?: string;
      };
      const enhanced = /\b[245]\.\d{1,3}\.\d{1,3}\b/.exec(response?.slice(0, 20) ?? '')?.[0];
      return handoverOf({ responseCode, command, enhanced });
    }
  }

  private async handOver(transport: Transporter, mail: DueMail, code: string): Promise<void> {
    const written = this.write(mail, code);
    await transport.sendMail({
      from: this.settings.from,
      to: { name: '', address: mail.address },
      subject: written.subject,
      text: written.text,
      html: written.html,
      headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': mail.language },
      // One mail, one id: a mail server that sees it twice may drop the second.
      messageId: `<${mail.mailId}.${mail.attempts}@wsis-prizes>`,
    });
  }

  close(): void {
    this.transport?.close();
  }

  private write(mail: DueMail, code: string): RenderedMail {
    const link = `${this.settings.publicUrl}/${mail.language}/sign-in`;
    switch (mail.kind) {
      case 'code':
        return renderMail(mail.language, 'signInCode', { code, minutes: CODE_MINUTES });
      case 'role-invitation':
        return renderMail(mail.language, 'invitation', {
          edition: mail.params['editionName'] ?? editionName(mail.params['edition']),
          role: mail.params['role'] ?? '',
          link,
        });
      case 'organisation-invitation':
        return renderMail(mail.language, 'organisationInvitation', {
          name: mail.params['organisation'] ?? '',
          // Whoever is not signed in is led through the sign-in, and back to the invitation.
          link: `${this.settings.publicUrl}/${mail.language}/desk/organisations`,
        });
      case 'second-factor-reset':
        return renderMail(mail.language, 'secondFactorReset', { link });
    }
  }
}

function editionName(editionId: string | undefined): string {
  return editionId === undefined || editionId === '*' ? 'WSIS Prizes' : editionId;
}
