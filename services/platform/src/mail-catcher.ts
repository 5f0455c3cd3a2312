import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer } from 'smtp-server';

/** Most mails that the local mailbox keeps; older ones are dropped. */
const KEPT = 500;

/** Catches all mail of an embedded installation and shows it on a local page. Nothing leaves the machine. */
export class MailCatcher {
  private server: SMTPServer | undefined;
  private sequence = 0;

  /** `told` hears of every mail as it comes. */
  constructor(
    private readonly folder: string,
    private readonly told: (recipients: readonly string[], raw: Buffer) => Promise<void> = async () => undefined,
  ) {}

  /** Listens on a free loopback port and returns its SMTP address. */
  async start(): Promise<string> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const names = await this.names();
    this.sequence = Number(names.at(-1)?.slice(0, 9) ?? 0);
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['AUTH', 'STARTTLS'],
      disableReverseLookup: true,
      logger: false,
      onData: (stream, session, done) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          const raw = Buffer.concat(chunks);
          const recipients = session.envelope.rcptTo.map((one) => one.address.toLowerCase());
          this.store(raw)
            .then(() => this.told(recipients, raw))
            .then(() => done(), done);
        });
      },
    });
    this.server = server;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(0, '127.0.0.1', resolve);
    });
    server.on('error', () => undefined);
    const address = server.server.address();
    if (address === null || typeof address === 'string') throw new Error('The mail catcher has no port');
    return `smtp://127.0.0.1:${address.port}`;
  }

  async stop(): Promise<void> {
    await new Promise<void>((resolve) => (this.server ? this.server.close(() => resolve()) : resolve()));
  }

  /** Serves `/mailbox` (a page, newest first), `/mailbox?to=ADDRESS` and `/mailbox.json`. */
  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const to = url.searchParams.get('to')?.toLowerCase();
    const mails = (await this.newest(50)).filter(
      (mail) => to === undefined || recipients(mail).some((one) => one === to),
    );
    if (url.pathname === '/mailbox.json') {
      response.writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' });
      response.end(
        JSON.stringify(
          mails.map((mail) => ({ to: recipients(mail), subject: mail.subject, at: mail.date, text: mail.text })),
        ),
      );
      return;
    }
    response.writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
    });
    response.end(page(mails));
  }

  private async store(raw: Buffer): Promise<void> {
    this.sequence += 1;
    const name = `${String(this.sequence).padStart(9, '0')}.eml`;
    const target = join(this.folder, name);
    await writeFile(`${target}.part`, raw, { mode: 0o600 });
    await rename(`${target}.part`, target);
    if (this.sequence % 100 === 0) {
      const names = await this.names();
      await Promise.all(names.slice(0, -KEPT).map((old) => rm(join(this.folder, old), { force: true })));
    }
  }

  private async names(): Promise<string[]> {
    return (await readdir(this.folder)).filter((name) => name.endsWith('.eml')).sort();
  }

  private async newest(count: number): Promise<ParsedMail[]> {
    const names = (await this.names()).slice(-count).reverse();
    return Promise.all(names.map(async (name) => simpleParser(await readFile(join(this.folder, name)))));
  }
}

function recipients(mail: ParsedMail): string[] {
  return [mail.to ?? []].flat().flatMap((entry) => entry.value.map((one) => (one.address ?? '').toLowerCase()));
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

function page(mails: readonly ParsedMail[]): string {
  const rows = mails
    .map(
      (mail) => `<article><h2 dir="auto">${escaped(mail.subject ?? '')}</h2>
<p>To ${escaped(recipients(mail).join(', '))} · ${escaped(mail.date?.toISOString() ?? '')}</p>
<pre dir="auto">${escaped(mail.text ?? '')}</pre></article>`,
    )
    .join('\n');
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Mailbox of this installation</title>
<meta name="viewport" content="width=device-width"><style>body{font:16px/1.5 system-ui;max-inline-size:50rem;margin-inline:auto;padding:1rem}
article{border-block-start:1px solid;padding-block:.5rem}pre{white-space:pre-wrap;overflow-wrap:anywhere}h2{font-size:1.1rem}</style></head>
<body><main><h1>Mailbox of this installation</h1><p>Every mail that the platform sends in embedded mode ends here. Nothing leaves this machine.</p>
${rows || '<p>No mail yet.</p>'}</main></body></html>`;
}

/** Tells whether a port is free to listen on. */
export async function portIsFree(port: number, host: string): Promise<boolean> {
  if (port === 0) return true;
  const probe = createServer();
  return new Promise((resolve) => {
    probe.once('error', () => resolve(false));
    probe.listen(port, host, () => probe.close(() => resolve(true)));
  });
}
