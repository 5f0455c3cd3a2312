import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '@wsis/embedded';
import { CROWD_ENVIRONMENT, MailSink, prepareOpenVote, Progress, type OpenVote } from '@wsis/rehearsal';
import { eventually } from '@wsis/testing';
import { freePorts, run } from './run.js';
import { VotingCrowd } from './voting-crowd.js';

const platformFolder = join(import.meta.dirname, '../../services/platform/dist');
const PATIENT = { timeoutMs: 60_000, everyMs: 25 };
const SAVES = 60;

describe('the embedded platform under kill -9', () => {
  const folder = mkdtempSync(join(tmpdir(), 'wsis-outages-embedded-'));
  const mail = new MailSink();
  let environment: Record<string, string>;
  let port: number;
  let platform: ChildProcess;
  let printed = '';
  let vote: OpenVote;
  let crowd: VotingCrowd;

  const say = (line: string) => void process.stderr.write(`  ${line}\n`);
  const postmasterFile = join(folder, 'postgres/cluster/postmaster.pid');
  const postgresPid = () => Number(readFileSync(postmasterFile, 'utf8').split('\n')[0]);

  /** Starts the platform, and gives the milliseconds until its first answer. */
  async function start(): Promise<number> {
    const started = performance.now();
    printed = '';
    platform = spawn(
      process.execPath,
      [join(platformFolder, 'main.js'), '--empty', '--port', String(port), '--data', folder],
      { env: environment, stdio: ['ignore', 'pipe', 'inherit'] },
    );
    platform.stdout?.on('data', (chunk: Buffer) => (printed += chunk.toString('utf8')));
    await eventually(
      'the first answer',
      async () => expect((await fetch(`http://localhost:${port}/api/voting/health/ready`)).status).toBe(200),
      PATIENT,
    );
    return performance.now() - started;
  }

  async function killed(): Promise<void> {
    const gone = new Promise((done) => platform.once('exit', done));
    platform.kill('SIGKILL');
    await gone;
  }

  async function savedMore(): Promise<void> {
    const before = crowd.kept.length;
    await eventually(`${SAVES} more ballots`, () => crowd.kept.length >= before + SAVES, PATIENT);
  }

  beforeAll(async () => {
    [port] = (await freePorts(1)) as [number];
    const { DATABASE_URL, REDIS_URL, KAFKA_BROKERS, ...rest } = process.env;
    void [DATABASE_URL, REDIS_URL, KAFKA_BROKERS];
    environment = {
      ...(rest as Record<string, string>),
      ...CROWD_ENVIRONMENT,
      NODE_OPTIONS: '',
      SMTP_URL: await mail.start(),
      VOTING_SAVES_BURST: '100000',
      VOTING_SAVES_PER_MINUTE: '100000',
    };
    say(`first start to first answer: ${Math.round(await start())} ms`);
    const staff = join(folder, 'staff.json');
    // Without DATABASE_URL the program finds the server that runs in the folder.
    const own = { ...environment, DATABASE_URL: '', REDIS_URL: '', KAFKA_BROKERS: '' };
    await run(join(platformFolder, 'admin.js'), ['bootstrap', '--data', folder, '--file', staff], own);
    const [first, second] = (JSON.parse(readFileSync(staff, 'utf8')) as { staff: { email: string; secret: string }[] })
      .staff;
    if (!first || !second) throw new Error('There are no first two accounts');
    vote = await prepareOpenVote({
      url: `http://localhost:${port}`,
      secretariat: [first, second],
      mail,
      edition: 'demonstration',
      editionId: 'drill-2026',
      small: { categories: 3, nominees: 3 },
      voters: 16,
      experts: 0,
      screeners: 1,
      auditors: 0,
      nominators: 2,
      seed: 1,
      progress: new Progress(true),
    });
    expect(vote.checks.filter((one) => !one.holds)).toEqual([]);
    crowd = new VotingCrowd(vote, say);
  }, 120_000);
  afterAll(async () => {
    vote?.http.close();
    platform?.kill('SIGKILL');
    if (existsSync(postmasterFile)) {
      const pid = postgresPid();
      process.kill(pid, 'SIGQUIT');
      await eventually('PostgreSQL to end', () => !existsSync(`/proc/${pid}`), PATIENT);
    }
    await mail.stop();
    rmSync(folder, { recursive: true, force: true });
  }, 60_000);

  test('killed in the middle of saves, it starts again and has lost nothing', async () => {
    await crowd.whileVoting(async () => {
      await savedMore();
      await killed();
      say(`start after kill -9 to first answer: ${Math.round(await start())} ms`);
      await savedMore();
    });
    expect(Object.keys(crowd.answersSince())).toContain('200');
  }, 90_000);

  test('killed together with its PostgreSQL, as a power cut would, it has lost nothing either', async () => {
    await crowd.whileVoting(async () => {
      await savedMore();
      const postgres = postgresPid();
      process.kill(postgres, 'SIGKILL');
      await killed();
      say(`start after a power cut to first answer: ${Math.round(await start())} ms`);
      expect(postgresPid()).not.toBe(postgres);
      await savedMore();
    });
  }, 90_000);

  test('when only its PostgreSQL dies, it says so, and goes on by itself once that is back', async () => {
    await crowd.whileVoting(async () => {
      await savedMore();
      process.kill(postgresPid(), 'SIGQUIT');
      await eventually(
        'readiness to name the database',
        async () => {
          const ready = await fetch(`http://localhost:${port}/api/voting/health/ready`);
          expect([ready.status, await ready.json()]).toMatchObject([503, { parts: { database: { ok: false } } }]);
        },
        PATIENT,
      );
      const postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres') });
      await savedMore();
      // The platform uses it too, so it stays.
      await postgres.stop();
    });
    expect(platform.exitCode).toBe(null);
  }, 90_000);

  test('a clean stop ends it and its PostgreSQL, and the next start is quick', async () => {
    const postgres = postgresPid();
    const stopped = performance.now();
    const ended = new Promise<number | null>((done) => platform.once('exit', done));
    platform.kill('SIGINT');
    expect(await ended).toBe(0);
    say(`Ctrl-C to the end: ${Math.round(performance.now() - stopped)} ms`);
    expect(printed).toContain('Stopping');
    expect(existsSync(postmasterFile)).toBe(false);
    expect(() => process.kill(postgres, 0)).toThrow('ESRCH');
    say(`second start to first answer: ${Math.round(await start())} ms`);
    await crowd.checkLedger();
  }, 60_000);
});
