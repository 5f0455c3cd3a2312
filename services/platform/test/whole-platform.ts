import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@wsis/embedded';
import { codeIn } from '@wsis/rehearsal';
import { eventually } from '@wsis/testing';

const dist = new URL('../dist/', import.meta.url).pathname;

/** A first person of the secretariat, with the secret of their authenticator. */
export interface FirstPerson {
  readonly email: string;
  readonly secret: string;
}

export interface WholePlatform {
  /** On localhost, where browsers keep cookies that ask for a secure address. */
  readonly url: string;
  readonly secretariat: readonly FirstPerson[];
  /** The newest code mailed to an address since `before`; other mails to it, an invitation for one, are passed over. */
  codeTo(address: string, before: Date): Promise<string>;
  /** The link in the newest mail to an address since `before`. */
  linkTo(address: string, before: Date): Promise<string>;
  stop(): Promise<void>;
}

/**
 * The built platform in a process of its own, empty but for two people of the secretariat: what a browser test needs.
 * (In one process with Jest the services cannot ask each other: their way to do so needs a loader that Jest lacks.)
 */
export async function wholePlatform(): Promise<WholePlatform> {
  const data = mkdtempSync(join(tmpdir(), 'wsis-whole-'));
  const port = await freePort();
  const url = `http://localhost:${port}`;
  // Parts of its own, whatever the tests around it share.
  const own = { DATABASE_URL: '', REDIS_URL: '', KAFKA_BROKERS: '', SMTP_URL: '' };
  const environment = { ...process.env, ...own, NODE_OPTIONS: '', DATA_DIR: data, LOG_LEVEL: 'silent' };
  const child = spawn(process.execPath, [join(dist, 'main.js'), '--port', String(port), '--empty'], {
    env: environment,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
    rmSync(data, { recursive: true, force: true });
  };
  try {
    let said = '';
    child.stdout.on('data', (part: Buffer) => (said += part.toString()));
    const ready = () => {
      if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode}`);
      if (!said.includes('is ready at')) throw new Error('not ready yet');
    };
    await eventually('the platform is ready', ready, { timeoutMs: 120_000 });
    return {
      url,
      secretariat: firstPeople(data, environment),
      codeTo: (address, before) => inMail(url, address, before, 'code', codeIn),
      linkTo: (address, before) => inMail(url, address, before, 'link', (text) => /https?:\/\/\S+/.exec(text)?.[0]),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

function firstPeople(data: string, env: NodeJS.ProcessEnv): readonly FirstPerson[] {
  const file = join(data, 'first-people.json');
  const made = spawnSync(process.execPath, [join(dist, 'admin.js'), 'bootstrap', '--file', file], { env });
  if (made.status !== 0) throw new Error(`No secretariat: ${made.stderr.toString()}`);
  return (JSON.parse(readFileSync(file, 'utf8')) as { staff: FirstPerson[] }).staff;
}

/** Waits for a mail that holds what is looked for, and gives it from the newest one. */
function inMail(
  url: string,
  address: string,
  before: Date,
  what: string,
  find: (text: string) => string | undefined,
): Promise<string> {
  const look = async () => {
    const answer = await fetch(`${url}/mailbox.json?to=${encodeURIComponent(address)}`);
    const mails = (await answer.json()) as { readonly at: string; readonly text: string }[];
    // Mails name whole seconds.
    const since = mails.filter((mail) => Date.parse(mail.at) >= Math.floor(before.getTime() / 1000) * 1000);
    const [found] = since.flatMap((mail) => find(mail.text) ?? []);
    if (!found) throw new Error(`no ${what} yet`);
    return found;
  };
  return eventually(`a ${what} for ${address}`, look, { timeoutMs: 30_000 });
}
