import type { Duplex } from 'node:stream';
import type { AddressInfo } from 'node:net';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer } from 'smtp-server';

export type Answer = 'accept' | 'no such mailbox' | 'mailbox full' | 'hang up after the message' | 'refuse the message';

interface SmtpRefusal extends Error {
  responseCode?: number;
}

function refusal(responseCode: number, words: string): SmtpRefusal {
  return Object.assign(new Error(words), { responseCode });
}

/** A real SMTP server that answers each recipient as told, first come first served; nothing left to say means accept. */
export class MailServer {
  readonly mails: { readonly to: string; readonly mail: ParsedMail }[] = [];
  private readonly answers = new Map<string, Answer[]>();
  private readonly server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    logger: false,
    onRcptTo: ({ address }, _session, done) => {
      const next = this.answers.get(address)?.[0];
      if (next === 'no such mailbox')
        return this.spend(address, done, refusal(550, `5.1.1 <${address}> is unknown here`));
      if (next === 'mailbox full') return this.spend(address, done, refusal(452, `4.2.2 <${address}> is over quota`));
      done();
    },
    onData: (stream, session, done) => {
      const to = session.envelope.rcptTo[0]?.address ?? '';
      simpleParser(stream).then((mail) => {
        const next = this.answers.get(to)?.shift();
        if (next === 'hang up after the message') {
          this.mails.push({ to, mail });
          this.hangUp(session.id);
          return;
        }
        if (next === 'refuse the message') return done(refusal(554, '5.7.1 not wanted'));
        this.mails.push({ to, mail });
        done();
      }, done);
    },
  });

  constructor() {
    // A connection that is torn down mid-dialogue is part of the game.
    this.server.on('error', () => undefined);
  }

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', () => resolve()));
    return `smtp://127.0.0.1:${(this.server.server.address() as AddressInfo).port}`;
  }

  stop(): Promise<void> {
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  answer(address: string, ...answers: Answer[]): void {
    this.answers.set(address, answers);
  }

  to(address: string): readonly ParsedMail[] {
    return this.mails.filter((one) => one.to === address).map(({ mail }) => mail);
  }

  private hangUp(sessionId: string): void {
    const { connections } = this.server as unknown as { connections: Set<{ id: string; _socket: Duplex }> };
    for (const connection of connections) if (connection.id === sessionId) connection._socket.destroy();
  }

  private spend(address: string, done: (error: Error) => void, error: Error): void {
    this.answers.get(address)?.shift();
    done(error);
  }
}
