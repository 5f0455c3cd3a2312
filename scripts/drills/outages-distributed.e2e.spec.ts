import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import {
  byTwo,
  CROWD_ENVIRONMENT,
  MailSink,
  nextCode,
  prepareOpenVote,
  Progress,
  type OpenVote,
} from '@wsis/rehearsal';
import { eventually } from '@wsis/testing';
import { askHealth, ClusterUnderDrill, freePorts, PROCESSES, run, STATEFUL, WORKERS } from './cluster-under-drill.js';
import { Gate } from './gate.js';
import { describeWithParts } from './parts.js';
import { relayedBallots } from './relayed-ballots.js';
import { VotingCrowd } from './voting-crowd.js';

const root = join(import.meta.dirname, '../..');
const ENVIRONMENT = {
  ...CROWD_ENVIRONMENT,
  LOG_LEVEL: 'warn',
  // The crowd saves without end; the limits have tests of their own.
  VOTING_SAVES_BURST: '100000',
  VOTING_SAVES_PER_MINUTE: '100000',
};
/** The cores are shared with all that was started. */
const PATIENT = { timeoutMs: 60_000, everyMs: 50 };
const SAVES = 60;
const HOUR_MS = 3_600_000;

// Kafka's jars are fetched once.
const parts = ['PostgreSQL 15', 'Redis', 'nginx', 'Java', ...(existsSync(join(root, '.cache/kafka')) ? [] : ['Maven'])];

describeWithParts(parts, 'the distributed form under outages', () => {
  const cluster = new ClusterUnderDrill();
  const mail = new MailSink();
  let vote: OpenVote;
  let crowd: VotingCrowd;

  let mark = performance.now();
  const say = (line: string) => {
    process.stderr.write(`  ${((performance.now() - mark) / 1000).toFixed(1).padStart(5)} s  ${line}\n`);
  };

  beforeAll(async () => {
    const url = await cluster.start(await mail.start(), ENVIRONMENT);
    say('the distributed form is ready');
    const staff = join(cluster.dir, 'staff.json');
    await run(join(root, 'services/platform/dist/admin.js'), ['bootstrap', '--file', staff], cluster.installation());
    const [first, second] = (JSON.parse(readFileSync(staff, 'utf8')) as { staff: { email: string; secret: string }[] })
      .staff;
    if (!first || !second) throw new Error('There are no first two accounts');
    vote = await prepareOpenVote({
      url,
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
    say('the vote is open, its voters are registered');
  }, 180_000);
  beforeEach(() => {
    mark = performance.now();
    crowd.answersSince();
  });
  afterAll(async () => {
    vote?.http.close();
    await cluster.stop();
    await mail.stop();
  }, 120_000);

  /** Waits until the crowd has had so many more receipts. */
  async function savedMore(count = SAVES): Promise<void> {
    const before = crowd.kept.length;
    await eventually(`${count} more ballots`, () => crowd.kept.length >= before + count, PATIENT);
  }

  async function allReady(): Promise<void> {
    await eventually(
      'every process to be ready',
      async () => {
        for (const name of PROCESSES) expect([name, await cluster.health(name)]).toMatchObject([name, { status: 200 }]);
      },
      PATIENT,
    );
  }

  /** What the ledger says of the end of the vote. */
  async function ledgerCloses(): Promise<number> {
    const { body } = await vote.http.expect(200, { path: `/api/voting/editions/${vote.editionId}/health` });
    return Date.parse(body.closesAt as string);
  }

  /** Two persons extend the vote; gives the new end. */
  async function extend(): Promise<number> {
    const { body } = await vote.http.expect(200, { path: `/api/competition/editions/${vote.editionId}/calendar` });
    const phases = body.phases as { phase: string; closesAt: string }[];
    const closesAt = Date.parse(phases.find(({ phase }) => phase === 'voting')?.closesAt ?? '') + HOUR_MS;
    await byTwo(vote.first, vote.second, 'competition', {
      path: `/api/competition/editions/${vote.editionId}/phases/voting/extension`,
      body: { closesAt: new Date(closesAt).toISOString(), reason: 'An outage was survived' },
    });
    return closesAt;
  }

  async function extensionArrives(closesAt: number): Promise<void> {
    await eventually(
      'the extension to reach the ledger',
      async () => expect(await ledgerCloses()).toBe(closesAt),
      PATIENT,
    );
  }

  /** Locks the rows that every save needs, and resolves once saves wait for them. */
  async function holdLedgers(): Promise<pg.Client> {
    const client = new pg.Client({ connectionString: cluster.installation()['DATABASE_URL'] });
    client.on('error', () => undefined);
    await client.connect();
    await client.query('BEGIN');
    await client.query('SELECT 1 FROM voting.ledgers FOR UPDATE');
    // Others queue up only behind a save that is under way.
    await eventually(
      'saves to wait for the ledger',
      async () => {
        const { body } = await vote.http.expect(200, { path: `/api/voting/editions/${vote.editionId}/health` });
        return (body.waiting as number) > 0;
      },
      PATIENT,
    );
    return client;
  }

  test('without Redis casting stays open, codes are asked for on a local budget, and checking them is closed', async () => {
    const email = 'late-voter@drill.example';
    const before = cluster.pids();
    const check = (code: string) =>
      vote.http.send({ method: 'POST', path: '/api/identity/sessions', body: { email, code } }, 0);
    let code = '';
    await crowd.whileVoting(async () => {
      await savedMore();
      await cluster.kill('redis');
      mark = performance.now();
      await eventually(
        'readiness to say that Redis is away',
        async () => {
          for (const name of ['identity-api', 'voting-api']) {
            const { status, parts } = await cluster.health(name);
            expect([status, parts['limits']?.detail]).toEqual([200, expect.stringContaining('Redis is away')]);
          }
        },
        PATIENT,
      );
      say('readiness says that Redis is away');
      await savedMore();
      await vote.http.expect(202, { method: 'POST', path: '/api/identity/codes', body: { email, language: 'en' } });
      code = await nextCode(mail, email, 0);
      const refused = await check(code);
      expect(refused).toMatchObject({ status: 503, body: { code: 'HTTP.UNAVAILABLE', status: 503 } });
      expect(refused.headers['content-type']).toContain('application/problem+json');
      expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
      say('a code was mailed, checking it is refused for now');
      await cluster.bringBack();
      mark = performance.now();
      // The refusal took no try: the same code still signs in.
      await eventually(
        'codes to be checked again',
        async () => expect(await check(code)).toMatchObject({ status: 201 }),
        {
          timeoutMs: 10_000,
        },
      );
      say('codes are checked again');
      await eventually(
        'readiness to say that Redis is back',
        async () => {
          for (const name of PROCESSES) {
            expect([name, (await cluster.health(name)).parts['limits']?.detail]).toEqual([name, undefined]);
          }
        },
        PATIENT,
      );
      say('every process says that Redis is back');
    });
    expect(Object.keys(crowd.answersSince())).toEqual(['200']);
    expect(cluster.pids()).toEqual(before);
  }, 120_000);

  test('without any Kafka broker the vote goes on, workers say what they miss, and events flow when it is back', async () => {
    const before = cluster.pids();
    await crowd.whileVoting(async () => {
      await cluster.killBrokers();
      mark = performance.now();
      await eventually(
        'every worker to say that Kafka is away',
        async () => {
          for (const name of WORKERS) {
            const { status, parts } = await cluster.health(name);
            const reasons = Object.values(parts).filter(({ ok }) => !ok);
            expect([name, status, JSON.stringify(reasons)]).toEqual([name, 503, expect.stringMatching(/kafka/i)]);
          }
        },
        PATIENT,
      );
      say('every worker is unready and names Kafka');
      for (const name of PROCESSES.filter((one) => one.endsWith('-api')))
        expect([name, await cluster.health(name)]).toMatchObject([name, { status: 200 }]);
      await savedMore();
      const closed = await ledgerCloses();
      const extended = await extend();
      await savedMore();
      expect(await ledgerCloses()).toBe(closed);
      say('the vote is extended, which nobody can tell the ledger yet');
      await cluster.bringBack();
      say('the brokers are back');
      mark = performance.now();
      await extensionArrives(extended);
      say('the extension has reached the ledger');
      await allReady();
      say('every process is ready');
    });
    expect(Object.keys(crowd.answersSince())).toEqual(['200']);
    expect(cluster.pids()).toEqual(before);
  }, 150_000);

  test('PostgreSQL stopped in the middle of saves: honest refusals, readiness names it, all recover by themselves', async () => {
    const before = cluster.pids();
    await crowd.whileVoting(async () => {
      await savedMore();
      crowd.answersSince();
      // Somebody holds the ledger's row, so that saves are under way, and others wait, at the very moment.
      const holder = await holdLedgers();
      await cluster.kill('postgres');
      await holder.end().catch(() => undefined);
      mark = performance.now();
      await eventually(
        'every process to say that the database is away',
        async () => {
          for (const name of STATEFUL) {
            const { status, parts } = await cluster.health(name);
            expect([name, status, parts['database']]).toMatchObject([name, 503, { ok: false }]);
          }
        },
        PATIENT,
      );
      say('every process is unready and names the database');
      for (const name of PROCESSES) expect([name, (await cluster.health(name, 'live')).status]).toEqual([name, 200]);
      const edition = `/api/competition/editions/${vote.editionId}`;
      for (const path of [`${edition}/calendar`, `/api/voting/editions/${vote.editionId}/health`]) {
        // What many ask for is shared for a second: until then an answer from before may come.
        await eventually(`${path} to be away`, async () =>
          expect(await vote.http.send({ path }, 0)).toMatchObject({ status: 503, body: { code: 'HTTP.UNAVAILABLE' } }),
        );
      }
      const answers = crowd.answersSince();
      say(`answers while it is away: ${JSON.stringify(answers)}`);
      expect(
        Object.keys(answers).filter((said) => !/^(200|503 VOTING\.(UNAVAILABLE|UNKNOWN_OUTCOME))$/.test(said)),
      ).toEqual([]);
      for (const code of ['UNAVAILABLE', 'UNKNOWN_OUTCOME'])
        expect(Object.keys(answers)).toContain(`503 VOTING.${code}`);
      await cluster.bringBack();
      say('PostgreSQL is back');
      mark = performance.now();
      await savedMore();
      say(`${SAVES} ballots are saved again`);
      await allReady();
      say('every process is ready');
    });
    expect(cluster.pids()).toEqual(before);
  }, 150_000);

  test('kill -9 of voting and of competition’s worker between commit and publish loses nothing', async () => {
    let extended = 0;
    await crowd.whileVoting(async () => {
      await savedMore();
      // Held still, the workers cannot publish what is committed from here on.
      cluster.freeze('competition-worker', 'voting-worker');
      const closed = await ledgerCloses();
      extended = await extend();
      await savedMore();
      expect(await ledgerCloses()).toBe(closed);
      await cluster.kill('competition-worker', 'voting-worker', 'voting-api');
      say('committed, not published, killed');
      await cluster.bringBack();
      say('the killed processes are back');
      mark = performance.now();
      await savedMore();
      say(`${SAVES} ballots are saved again`);
      await extensionArrives(extended);
      say('the extension has reached the ledger');
    });
    const relayed = await relayedBallots(cluster.installation()['KAFKA_BROKERS'] ?? '');
    try {
      await eventually(
        'Kafka to have every ballot of the ledger',
        () => expect(crowd.ballotNumbers().filter((number) => !relayed.numbers.has(number))).toEqual([]),
        PATIENT,
      );
      expect(relayed.numbers.size).toBe(crowd.ballotNumbers().length);
      say(`all ${relayed.numbers.size} ballots were published`);
    } finally {
      await relayed.stop();
    }
    await allReady();
  }, 150_000);

  test('a service that starts before PostgreSQL, Kafka and Redis are there says what it waits for, and begins by itself', async () => {
    const installation = cluster.installation();
    const database = new URL(installation['DATABASE_URL'] ?? '');
    const redis = new URL(installation['REDIS_URL'] ?? '');
    const broker = (installation['KAFKA_BROKERS'] ?? '').split(',')[0]?.split(':')[1];
    const [port, ...free] = (await freePorts(4)) as [number, number, number, number];
    const gates = {
      database: new Gate(free[0], Number(database.port)),
      redis: new Gate(free[1], Number(redis.port)),
      kafka: new Gate(free[2], Number(broker)),
    };
    database.port = String(gates.database.port);
    redis.port = String(gates.redis.port);
    const child = spawn(process.execPath, [join(root, 'services/voting/dist/main.js')], {
      cwd: cluster.dir,
      stdio: ['ignore', 'ignore', 'inherit'],
      env: {
        ...process.env,
        NODE_OPTIONS: '',
        ...installation,
        ...ENVIRONMENT,
        NODE_ENV: 'production',
        DATABASE_URL: database.href,
        REDIS_URL: redis.href,
        KAFKA_BROKERS: `127.0.0.1:${gates.kafka.port}`,
        SECRETS_FILE: join(cluster.dir, 'secrets/voting/keys.json'),
        IDENTITY_URL: `http://127.0.0.1:${cluster.portOf('identity-api')}`,
        HOST: '127.0.0.1',
        PORT: String(port),
        ROLE: 'all',
      },
    });
    const ended = new Promise<number | null>((done) => child.once('exit', done));
    const url = `http://127.0.0.1:${port}`;
    const ready = () => askHealth(`${url}/api/voting/health/ready`);
    const notReadyFor = (part: string, reason: RegExp) =>
      eventually(
        `readiness to name ${part}`,
        async () => {
          const { status, parts } = await ready();
          const bad = Object.entries(parts).filter(([, { ok }]) => !ok);
          expect(status).toBe(503);
          expect(bad.map(([name]) => name)).toContain(part);
          expect(JSON.stringify(bad)).toMatch(reason);
        },
        PATIENT,
      );
    try {
      await notReadyFor('database', /database/);
      expect(await askHealth(`${url}/api/voting/health/live`)).toMatchObject({ status: 200 });
      expect(await vote.http.send({ path: `${url}/api/voting/editions/${vote.editionId}/health` }, 0)).toMatchObject({
        status: 503,
        body: { code: 'HTTP.UNAVAILABLE' },
      });
      say('without PostgreSQL: alive, not ready');
      await gates.database.openAndCut();
      await eventually('connections that were cut', () => gates.database.connections >= 1, PATIENT);
      expect(await ready()).toMatchObject({ status: 503 });
      await gates.database.open();
      await notReadyFor('events', /kafka/i);
      say('with PostgreSQL: not ready for Kafka');
      // Casting needs neither Kafka nor Redis.
      const voter = vote.voters[0];
      if (!voter) throw new Error('There is no voter');
      expect(await crowd.saveOnce(voter, url)).toMatchObject({ status: 200 });
      await gates.kafka.open();
      await eventually('readiness', async () => expect(await ready()).toMatchObject({ status: 200 }), PATIENT);
      expect((await ready()).parts['limits']?.detail).toContain('Redis is away');
      say('with PostgreSQL and Kafka: ready, and says that Redis is away');
      await gates.redis.open();
      await eventually(
        'readiness to find Redis',
        async () => expect((await ready()).parts['limits']?.detail).toBeUndefined(),
        PATIENT,
      );
      expect(await crowd.saveOnce(voter, url)).toMatchObject({ status: 200 });
      say('with all three: ready');
      child.kill('SIGTERM');
      expect(await ended).toBe(0);
      say('it stopped in order');
      await crowd.checkLedger();
    } finally {
      child.kill('SIGKILL');
      for (const gate of Object.values(gates)) gate.close();
    }
  }, 120_000);
});
