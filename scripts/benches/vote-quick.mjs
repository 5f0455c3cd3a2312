#!/usr/bin/env node
/**
 * ./scripts/bench vote-quick [--seconds N] [--connections N] [--json]
 * A first look at the path of a ballot: full 18-category ballots of distinct signed-in voters, saved by one process over HTTP
 * with everything the product does and fsync on, against a bare Fastify POST that parses and checks the same body. In turns,
 * the load made on the same machine by a third process.
 */
import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const argument = (name, fallback) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? fallback : Number(process.argv[at + 1]);
};
const EDITION = 'bench-2026';
const ROUNDS = 3;
const role = process.env.VOTE_QUICK_ROLE;

if (role === 'voting') await serveVoting();
else if (role === 'bare') await serveBare();
else await measure();

async function serveVoting() {
  const { startService, Settings } = await import('@wsis/service');
  const { silentLogger } = await import('@wsis/observability');
  const { connectDatabase, migrate } = await import('@wsis/persistence');
  const { EventLog, event, messagingMigrations } = await import('@wsis/messaging');
  const contracts = await import('@wsis/contracts');
  const { canonicalRuleBook, demonstration2026, hashRuleBook } = await import('@wsis/rule-book');
  const { votingService } = await import('@wsis/voting');
  const secrets = JSON.parse(process.env.SECRETS);
  process.env.VOTING_SAVES_BURST = '100000';
  const service = await startService(votingService, {
    settings: new Settings({ ...process.env, PORT: '0', LOG_LEVEL: 'silent' }),
    secrets,
    clients: { call: () => Promise.reject(new Error('alone')) },
    logger: silentLogger,
    browsableApi: false,
  });
  await service.app.listen(0, '127.0.0.1');
  const database = await connectDatabase({ url: process.env.DATABASE_URL, applicationName: 'bench' });
  const emit = async (producer, events) => {
    await migrate({ url: process.env.DATABASE_URL, schema: producer, migrations: messagingMigrations(producer) });
    const log = new EventLog({ schema: producer });
    await database.transaction((tx) => log.append(tx, events));
  };
  const to = (version) => ({ key: EDITION, version });
  const now = Date.now();
  await emit('competition', [
    event(
      contracts.RulesAdoptedSchema,
      {
        editionId: EDITION,
        rulesVersion: 1,
        ruleBookJson: canonicalRuleBook(demonstration2026),
        ruleBookHash: hashRuleBook(demonstration2026),
      },
      to(1),
    ),
    event(
      contracts.CalendarChangedSchema,
      {
        editionId: EDITION,
        calendarVersion: 1,
        change: 'adopted',
        reason: 'bench',
        phases: [{ phase: 'voting', opensAtMs: BigInt(now - 60_000), closesAtMs: BigInt(now + 3_600_000) }],
      },
      to(2),
    ),
  ]);
  const listed = demonstration2026.categories.flatMap((category) =>
    Array.from({ length: 20 }, (_, index) => ({
      category: category.code,
      number: (category.number - 1) * 20 + index + 1,
    })),
  );
  await emit('nominations', [
    ...listed.map((nominee, index) =>
      event(contracts.NomineeListedSchema, { editionId: EDITION, nomineeId: randomUUID(), ...nominee }, to(index + 1)),
    ),
    event(
      contracts.NomineeListFrozenSchema,
      { editionId: EDITION, listVersion: 1, nomineeCount: listed.length, listHash: 'bench' },
      to(1_000),
    ),
  ]);
  process.send({ port: service.app.getHttpServer().address().port });
  process.on('message', async () => {
    await service.stop();
    await database.close();
    process.exit(0);
  });
}

async function serveBare() {
  const { default: fastify } = await import('fastify');
  const app = fastify({ logger: false });
  const choice = { type: 'integer', minimum: 1, maximum: 2_147_483_647 };
  const body = {
    type: 'object',
    required: ['choices'],
    additionalProperties: false,
    properties: {
      choices: { type: 'object', maxProperties: 100, additionalProperties: choice },
      orderNumber: { type: 'integer', minimum: 0, maximum: 65_535 },
    },
  };
  app.put('/api/voting/editions/:edition/ballot', { schema: { body } }, () => ({ version: 1 }));
  await app.listen({ port: 0, host: '127.0.0.1' });
  process.send({ port: app.server.address().port });
  process.on('message', () => process.exit(0));
}

async function measure() {
  const { startEmbeddedPostgres } = await import('@wsis/embedded');
  const { makeSecrets } = await import('@wsis/service');
  const { VoterSessions } = await import('@wsis/http');
  const seconds = argument('seconds', 5);
  const connections = argument('connections', 512);
  const secrets = makeSecrets();
  const folder = await mkdtemp(join(tmpdir(), 'wsis-vote-quick-'));
  const postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres') });
  const url = await postgres.ensureDatabase('bench');
  const children = [];
  try {
    const child = async (name) => {
      const one = fork(fileURLToPath(import.meta.url), {
        env: { ...process.env, VOTE_QUICK_ROLE: name, DATABASE_URL: url, SECRETS: JSON.stringify(secrets) },
      });
      children.push(one);
      return new Promise((resolve, reject) => {
        one.once('message', (message) => resolve(message.port));
        one.once('exit', (code) => reject(new Error(`${name} ended with ${code}`)));
      });
    };
    const ports = { bare: await child('bare'), voting: await child('voting') };
    const sessions = new VoterSessions(secrets.voterSessionKey);
    const { demonstration2026 } = await import('@wsis/rule-book');
    const request = () => ballotRequest(sessions, demonstration2026.categories);
    await waitUntilOpen(ports.voting, request);
    const rounds = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const bare = await load(ports.bare, connections, seconds, request);
      const before = [await cpuSeconds([children[1].pid]), await cpuSeconds(await childrenOf(postgres.pid))];
      const voting = await load(ports.voting, connections, seconds, request);
      const after = [await cpuSeconds([children[1].pid]), await cpuSeconds(await childrenOf(postgres.pid))];
      const [node, database] = after.map((value, index) =>
        Math.round(((value - before[index]) * 1_000_000) / voting.ok),
      );
      rounds.push({ bare, voting, cpuMicrosecondsABallot: { node, database } });
    }
    report(rounds, seconds, connections);
  } finally {
    for (const one of children) if (one.connected) one.send('stop');
    await Promise.all(
      children.map((one) => one.exitCode === null && new Promise((resolve) => one.once('exit', resolve))),
    );
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Processor time of processes so far, on Linux (proc_pid_stat(5), 100 ticks a second); elsewhere 0. */
async function cpuSeconds(pids) {
  const ticks = await Promise.all(
    pids.map(async (pid) => {
      const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
      const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
      return Number(fields[11] ?? 0) + Number(fields[12] ?? 0);
    }),
  );
  return ticks.reduce((sum, value) => sum + value, 0) / 100;
}

async function childrenOf(parent) {
  const pids = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name)).map(Number);
  const stats = await Promise.all(
    pids.map(async (pid) => [pid, await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')]),
  );
  return stats
    .filter(([, text]) => Number(text.slice(text.lastIndexOf(')') + 2).split(' ')[1]) === parent)
    .map(([pid]) => pid);
}

function ballotRequest(sessions, categories) {
  const token = sessions.issue({
    editionId: EDITION,
    voterId: randomUUID(),
    sessionId: randomUUID(),
    country: 'CH',
    stakeholderType: 'academia',
    barred: [],
    expiresAt: new Date(Date.now() + 3_600_000),
  });
  const choices = Object.fromEntries(
    categories.map(({ code, number }) => [code, (number - 1) * 20 + 1 + Math.floor(Math.random() * 20)]),
  );
  const body = JSON.stringify({ choices, orderNumber: 7 });
  return Buffer.from(
    `PUT /api/voting/editions/${EDITION}/ballot HTTP/1.1\r\nhost: bench\r\nauthorization: Bearer ${token}\r\nif-match: "0"\r\n` +
      `idempotency-key: ${randomUUID()}\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
  );
}

async function waitUntilOpen(port, request) {
  for (const giveUpAt = Date.now() + 30_000; Date.now() < giveUpAt;) {
    const { ok } = await load(port, 1, 0.2, request);
    if (ok > 0) return;
  }
  throw new Error('The vote did not open within 30 s');
}

/** Keeps so many connections busy, one request at a time each; counts the answers by status. */
async function load(port, connections, seconds, request) {
  const requests = Array.from({ length: 50_000 }, () => undefined);
  let made = 0;
  const next = () => requests[made++] ?? request();
  for (let index = 0; index < Math.min(requests.length, Math.ceil(seconds * 12_000)); index += 1)
    requests[index] = request();
  const latencies = [];
  const statuses = new Map();
  const startedAt = performance.now();
  const endAt = startedAt + seconds * 1_000;
  await Promise.all(
    Array.from(
      { length: connections },
      () =>
        new Promise((resolve) => {
          const socket = connect(port, '127.0.0.1');
          socket.setNoDelay(true);
          let sentAt = 0;
          let waiting = '';
          const send = () => {
            if (performance.now() >= endAt) return void socket.end();
            sentAt = performance.now();
            socket.write(next());
          };
          socket.on('connect', send);
          socket.on('data', (chunk) => {
            waiting += chunk.latin1Slice();
            const end = waiting.indexOf('\r\n\r\n');
            if (end < 0) return;
            const length = Number(/content-length: (\d+)/i.exec(waiting)?.[1] ?? 0);
            if (waiting.length < end + 4 + length) return;
            const status = waiting.slice(9, 12);
            statuses.set(status, (statuses.get(status) ?? 0) + 1);
            latencies.push(performance.now() - sentAt);
            waiting = '';
            send();
          });
          socket.on('error', () => resolve());
          socket.on('close', () => resolve());
        }),
    ),
  );
  const tookSeconds = (performance.now() - startedAt) / 1_000;
  latencies.sort((a, b) => a - b);
  const ok = statuses.get('200') ?? 0;
  const at = (share) => Math.round((latencies[Math.floor(latencies.length * share)] ?? 0) * 10) / 10;
  return {
    ok,
    perSecond: Math.round(ok / tookSeconds),
    p50Ms: at(0.5),
    p99Ms: at(0.99),
    statuses: Object.fromEntries(statuses),
  };
}

function report(rounds, seconds, connections) {
  const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
  const summary = {
    ratios: {
      ballotsToBare:
        Math.round(median(rounds.map(({ bare, voting }) => voting.perSecond / bare.perSecond)) * 1_000) / 1_000,
    },
    ballotsPerSecond: median(rounds.map(({ voting }) => voting.perSecond)),
    barePerSecond: median(rounds.map(({ bare }) => bare.perSecond)),
    rounds,
    machine: {
      cores: cpus().length,
      model: cpus()[0]?.model,
      node: process.version,
      date: new Date().toISOString().slice(0, 10),
    },
    command: `./scripts/bench vote-quick --seconds ${seconds} --connections ${connections}`,
  };
  if (process.argv.includes('--json')) console.log(JSON.stringify(summary, null, 2));
  else {
    console.log(`ballots to bare Fastify: ${summary.ratios.ballotsToBare}`);
    console.log(
      `${summary.ballotsPerSecond} full ballots a second; bare ${summary.barePerSecond} a second (medians of ${ROUNDS})`,
    );
    for (const { bare, voting, cpuMicrosecondsABallot: cpu } of rounds) {
      console.log(
        `  bare ${bare.perSecond}/s p50 ${bare.p50Ms} ms p99 ${bare.p99Ms} ms | ballots ${voting.perSecond}/s p50 ${voting.p50Ms} ms p99 ${voting.p99Ms} ms ${JSON.stringify(voting.statuses)} | CPU a ballot: Node ${cpu.node} us, PostgreSQL ${cpu.database} us`,
      );
    }
  }
}
