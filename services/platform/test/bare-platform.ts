import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@wsis/embedded';
import { CROWD_ENVIRONMENT, MailSink, type StaffAccess } from '@wsis/rehearsal';
import { eventually } from '@wsis/testing';

const dist = new URL('../dist/', import.meta.url).pathname;
const PATIENT = { timeoutMs: 120_000 };

/** The built platform in a process of its own, empty but for two people of the secretariat, with its mails at hand. */
export interface BarePlatform {
  readonly url: string;
  readonly data: string;
  readonly mail: MailSink;
  readonly staff: readonly [StaffAccess, StaffAccess];
  stop(): Promise<void>;
}

/** Starts it on parts of its own, whatever the tests around it share. */
export async function barePlatform(settings: Readonly<Record<string, string>> = {}): Promise<BarePlatform> {
  const data = mkdtempSync(join(tmpdir(), 'wsis-platform-'));
  const mail = new MailSink();
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const environment = {
    ...process.env,
    ...CROWD_ENVIRONMENT,
    NODE_OPTIONS: '',
    LOG_LEVEL: 'silent',
    DATABASE_URL: '',
    REDIS_URL: '',
    KAFKA_BROKERS: '',
    SMTP_URL: await mail.start(),
    ...settings,
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
    return { url, data, mail, staff, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
