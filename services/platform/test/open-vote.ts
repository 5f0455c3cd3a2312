import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@wsis/embedded';
import {
  CROWD_ENVIRONMENT,
  MailSink,
  nextCode,
  prepareOpenVote,
  Progress,
  type OpenVote,
  type StaffAccess,
} from '@wsis/rehearsal';
import { eventually } from '@wsis/testing';

const dist = new URL('../dist/', import.meta.url).pathname;
const PATIENT = { timeoutMs: 120_000 };

/** The built platform in a process of its own, with an edition whose vote is open and whose list is public. */
export interface OpenVotePlatform {
  readonly url: string;
  readonly edition: string;
  readonly vote: OpenVote;
  /** The first code mailed to an address, after so many other mails. */
  codeFor(address: string, mailsBefore?: number): Promise<string>;
  mailsTo(address: string): number;
  /** The text of every mail so far. */
  mails(): readonly string[];
  stop(): Promise<void>;
}

export interface OpenVoteOptions {
  readonly categories: number;
  readonly nominees: number;
  readonly environment?: Readonly<Record<string, string>>;
}

/** Plays an edition up to the open vote, through the public interface as its people would. */
export async function openVotePlatform(options: OpenVoteOptions): Promise<OpenVotePlatform> {
  const data = mkdtempSync(join(tmpdir(), 'wsis-open-vote-'));
  const mail = new MailSink();
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const edition = 'journey-2026';
  const environment = {
    ...process.env,
    ...CROWD_ENVIRONMENT,
    NODE_OPTIONS: '',
    LOG_LEVEL: 'silent',
    DATABASE_URL: '',
    REDIS_URL: '',
    KAFKA_BROKERS: '',
    SMTP_URL: await mail.start(),
    ...options.environment,
  };
  const child = spawn(process.execPath, [join(dist, 'main.js'), '--port', String(port), '--data', data, '--empty'], {
    env: environment,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
    await mail.stop();
    rmSync(data, { recursive: true, force: true });
  };
  try {
    await eventually(
      'the platform is ready',
      async () => {
        if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode}`);
        expect((await fetch(`${url}/api/voting/health/ready`)).status).toBe(200);
      },
      PATIENT,
    );
    const file = join(data, 'first-people.json');
    const made = spawnSync(process.execPath, [join(dist, 'admin.js'), 'bootstrap', '--data', data, '--file', file], {
      env: environment,
    });
    if (made.status !== 0) throw new Error(`No secretariat: ${made.stderr.toString()}`);
    const { staff } = JSON.parse(readFileSync(file, 'utf8')) as { staff: [StaffAccess, StaffAccess] };
    const vote = await prepareOpenVote({
      url,
      secretariat: staff,
      mail,
      edition: 'demonstration',
      editionId: edition,
      small: { categories: options.categories, nominees: options.nominees },
      voters: 1,
      experts: 0,
      screeners: 1,
      auditors: 0,
      nominators: 2,
      seed: 1,
      progress: new Progress(true),
    });
    expect(vote.checks.filter((one) => !one.holds)).toEqual([]);
    return {
      url,
      edition,
      vote,
      codeFor: (address, mailsBefore = 0) => nextCode(mail, address, mailsBefore),
      mailsTo: (address) => mail.count(address),
      mails: () => mail.all().map(({ text }) => text),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
