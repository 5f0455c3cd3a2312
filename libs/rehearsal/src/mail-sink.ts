import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** Mail that people of a play can read: whoever catches it hands it over with `keep`. */
export class KeptMail {
  private readonly mails = new Map<string, Mail[]>();
  private readonly waiting = new Map<string, (() => void)[]>();
  received = 0;

  /** How many mails an address has had. */
  count(address: string): number {
    return this.mails.get(address.toLowerCase())?.length ?? 0;
  }

  /** Every mail so far. */
  all(): readonly Mail[] {
    return [...this.mails.values()].flat();
  }

  /** Waits for the mail after the first `seen` ones. Throws when none comes. */
  async next(address: string, seen: number, timeoutMs = 60_000): Promise<Mail> {
    const to = address.toLowerCase();
    const until = Date.now() + timeoutMs;
    for (;;) {
      const mail = this.mails.get(to)?.[seen];
      if (mail) return mail;
      const left = until - Date.now();
      if (left <= 0) throw new Error(`No mail came within ${timeoutMs / 1000} s to one of the people of the play`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        const wake = () => {
          clearTimeout(timer);
          resolve();
        };
        this.waiting.set(to, [...(this.waiting.get(to) ?? []), wake]);
      });
    }
  }

  /** Takes one mail as it came over SMTP. */
  async keep(recipients: readonly string[], raw: Buffer): Promise<void> {
    const parsed = await simpleParser(raw);
    for (const to of recipients) {
      this.received += 1;
      const mail = { to, subject: parsed.subject ?? '', text: parsed.text ?? '' };
      this.mails.set(to, [...(this.mails.get(to) ?? []), mail]);
      for (const wake of this.waiting.get(to) ?? []) wake();
      this.waiting.delete(to);
    }
  }
}

/** A real SMTP server of the play's own. */
export class MailSink extends KeptMail {
  private server: SMTPServer | undefined;

  /** Listens on loopback and returns the address for SMTP_URL. */
  async start(port = 0): Promise<string> {
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['AUTH', 'STARTTLS'],
      disableReverseLookup: true,
      logger: false,
      onData: (stream, session, done) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          this.keep(
            session.envelope.rcptTo.map((one) => one.address.toLowerCase()),
            Buffer.concat(chunks),
          ).then(() => done(), done);
        });
      },
    });
    server.on('error', () => undefined);
    this.server = server;
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    const address = server.server.address();
    return `smtp://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : port}`;
  }

  async stop(): Promise<void> {
    await new Promise<void>((resolve) => (this.server ? this.server.close(() => resolve()) : resolve()));
  }
}
