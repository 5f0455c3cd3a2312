/** Runs the steps of test-steps.mjs on real parts that it brings up and takes down, and counts. */
import { spawn, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { closingLine, countChecks, countJest, countReport, judgeSkip, slowestFiles } from './count.mjs';
import { brokersOf, startKafka, stopKafka } from './kafka-cluster.mjs';
import { haveParts, startRedis, stopRedis } from './local-parts.mjs';
import { adopt, identityOf, parseArguments, pidOf, Refusal, runCommand } from './processes.mjs';
import { STEPS } from './test-steps.mjs';

const NODE_24 = '24.21.0';
const GROUPS = [...new Set(STEPS.map(({ group }) => group))];
const root = fileURLToPath(new URL('../../', import.meta.url));
const nothingMayBeSkipped = process.env.CI === 'true';

const started = Date.now();
const say = (line) => console.log(line);
const clock = () => {
  const seconds = Math.round((Date.now() - started) / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
};

/** What took how long: the steps, and the slowest files of each Jest project. */
const durations = [];

const counts = { passed: 0, failed: 0, skipped: 0 };
const failures = [];
const skips = [];

/** Adds results to the counts, shows each failure at once, and keeps what the end names. */
function record(step, results) {
  for (const found of results) {
    const { title, verdict, detail, reason } = judgeSkip(found, nothingMayBeSkipped);
    counts[verdict] += 1;
    const line = `[${step.tier ?? 'fast'}, ${step.group}] ${title}${reason ? `: ${reason}` : ''}`;
    if (verdict === 'skipped') skips.push(line);
    if (verdict !== 'failed') continue;
    failures.push(line);
    say(`  FAILED ${title}`);
    if (detail) say(tail(detail.split('\n').slice(0, 25)));
  }
}

/** The process that runs now, to be ended with all of its own when this one is told to stop. */
let current;
let interrupted;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    if (interrupted) return;
    interrupted = signal;
    console.error(`\n${signal}: stopping all that was started`);
    if (current) endGroup(current);
  });
}

function endGroup(pid) {
  for (const [signal, afterMs] of [
    ['SIGTERM', 0],
    ['SIGKILL', 10_000],
  ]) {
    setTimeout(() => {
      try {
        process.kill(-pid, signal);
      } catch {
        // It is gone.
      }
    }, afterMs).unref();
  }
}

/** How long a command that has done its work may take to end. */
const GOODBYE_MS = 30_000;

/**
 * Runs a command, hands on the lines worth seeing, and never stays silent for long. One that is `over` and does not end
 * is ended: `stuck` tells that it left something open.
 */
function run([command, ...args], { env = {}, name, show = () => true, over = () => false }) {
  return new Promise((done) => {
    const child = spawn(command === 'node' ? process.execPath : command, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    current = child.pid;
    const lines = [];
    let spokeAt = Date.now();
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => {
        lines.push(line);
        if (lines.length > 5_000) lines.splice(0, 1_000);
        if (!show(line)) return;
        spokeAt = Date.now();
        say(`  ${line}`);
      });
    }
    let overSince;
    let stuck = false;
    const heartbeat = setInterval(() => {
      overSince ??= over() ? Date.now() : undefined;
      if (!stuck && overSince && Date.now() - overSince > GOODBYE_MS) {
        stuck = true;
        endGroup(child.pid);
      }
      if (Date.now() - spokeAt < 30_000) return;
      spokeAt = Date.now();
      say(`  ... ${name} goes on (${clock()})`);
    }, 5_000);
    const finish = (status) => {
      clearInterval(heartbeat);
      // What the command left running in its group ends with it.
      endGroup(child.pid);
      current = undefined;
      done({ status, lines, stuck });
    };
    child.on('error', (error) => {
      lines.push(error.message);
      finish(1);
    });
    child.on('close', (status) => finish(status ?? 1));
  });
}

const inSeconds = (milliseconds) => `${Math.round(milliseconds / 1000)} s`.padStart(6);

const tail = (lines, count = 40) =>
  lines
    .slice(-count)
    .map((line) => `    ${line}`)
    .join('\n');

/** Nothing in these servers must survive a power cut, so they need not wait for the disk; a drill of crashes has its own. */
const FOR_TESTS = { max_connections: '400', fsync: 'off', full_page_writes: 'off' };

/** The parts that steps need: what each is called, its address or place, or why it is missing. */
async function bringUp(dir, needed) {
  const parts = {};
  const absent = {};
  const attempt = async (name, bring) => {
    if (!needed.has(name) || interrupted) return;
    try {
      parts[name] = await bring();
      say(`  ${name}: ${parts[name].shown ?? 'ready'}`);
    } catch (error) {
      absent[name] = error.message.split('\n')[0];
      say(`  ${name}: not available, ${absent[name]}`);
    }
  };
  const { startEmbeddedPostgres } = await import('../../libs/embedded/dist/index.js');

  const debian = ['PostgreSQL 15', 'PgBouncer', 'Redis', 'nginx', 'Chromium'].filter((name) => needed.has(name));
  if (needed.has('Kafka') && !process.env.KAFKA_BROKERS) debian.push('Java', 'Maven');
  const wanted = debian.filter((name) => !(name === 'Redis' && process.env.REDIS_URL));
  const system = haveParts(wanted, (line) => say(`  ${line}`));
  const place = (name) => {
    if (system.absent[name]) throw new Refusal(system.absent[name]);
    return system.found[name];
  };

  await attempt('PostgreSQL', async () => {
    if (process.env.DATABASE_URL) return { url: process.env.DATABASE_URL, shown: 'yours (DATABASE_URL)' };
    const server = await startEmbeddedPostgres({
      dataDir: join(dir, 'postgres'),
      settings: FOR_TESTS,
    });
    adopt(dir, 'postgres', server.pid);
    return { url: server.url(), stop: () => server.stop(), shown: `${server.version} from npm, port ${server.port}` };
  });
  await attempt('PostgreSQL 15', async () => {
    const server = await startEmbeddedPostgres({
      dataDir: join(dir, 'postgres-15'),
      programs: place('PostgreSQL 15'),
      settings: FOR_TESTS,
    });
    adopt(dir, 'postgres-15', server.pid);
    return {
      url: server.url(),
      stop: () => server.stop(),
      shown: `${server.version} of the system, port ${server.port}`,
    };
  });
  await attempt('Redis', async () => {
    if (process.env.REDIS_URL) return { url: process.env.REDIS_URL, shown: 'yours (REDIS_URL)' };
    place('Redis');
    const url = await startRedis(dir);
    return { url, stop: () => stopRedis(dir), shown: url };
  });
  await attempt('Kafka', async () => {
    if (process.env.KAFKA_BROKERS) return { url: process.env.KAFKA_BROKERS, shown: 'yours (KAFKA_BROKERS)' };
    place('Java');
    if (!existsSync(join(root, '.cache/kafka'))) place('Maven');
    const kafka = join(dir, 'kafka');
    // Noted before it starts, so that a start that fails half-way is stopped too.
    parts['Kafka, half started'] = { stop: () => stopKafka(kafka) };
    const url = brokersOf(await startKafka(kafka));
    return { url, dir: kafka, stop: () => stopKafka(kafka), shown: `three brokers, ${url}` };
  });
  for (const name of ['PgBouncer', 'nginx', 'Chromium'])
    await attempt(name, () => ({ place: place(name), shown: place(name) }));
  await attempt('Node 24', () => {
    const node = node24();
    return { place: node, shown: node === process.execPath ? 'this one' : NODE_24 };
  });
  return { parts, absent };
}

function node24() {
  if (process.versions.node.startsWith('24.')) return process.execPath;
  const folder = join(root, '.cache', `node-${NODE_24}`);
  if (!existsSync(folder)) {
    const half = `${folder}.${process.pid}.half`;
    mkdirSync(half, { recursive: true });
    const done = spawnSync(
      'npm',
      ['install', '--prefix', half, '--no-save', '--no-audit', '--no-fund', '--loglevel=error', `node@${NODE_24}`],
      // An account without a home of its own cannot hold npm's cache there.
      { encoding: 'utf8', env: { npm_config_cache: join(root, '.cache/npm'), ...process.env } },
    );
    if (done.status !== 0) {
      rmSync(half, { recursive: true, force: true });
      throw new Refusal('npm could not install it');
    }
    renameSync(half, folder);
  }
  return join(folder, 'node_modules/node/bin/node');
}

/** What specs and rehearsals find in their environment. */
function environmentOf(parts, step, all) {
  return {
    DATABASE_URL: parts[step.database ?? 'PostgreSQL']?.url ?? '',
    REDIS_URL: parts.Redis?.url ?? '',
    KAFKA_BROKERS: parts.Kafka?.url ?? '',
    KAFKA_DIR: parts.Kafka?.dir ?? '',
    CHROMIUM: parts.Chromium?.place ?? '',
    PGBOUNCER: parts.PgBouncer?.place ?? '',
    TEST_TIER: all ? 'long' : 'fast',
    NODE_NO_WARNINGS: '1',
    FORCE_COLOR: '0',
  };
}

const RUNNERS = {
  async exit(step, env) {
    const { status, lines } = await run(step.command, { env, name: step.name, show: () => false });
    const detail = lines.slice(-25).join('\n');
    record(step, [{ title: step.name, verdict: status === 0 ? 'passed' : 'failed', detail }]);
  },

  async checks(step, env) {
    const { status, lines } = await run(step.command, { env, name: step.name });
    record(step, countChecks(step.name, status, lines));
  },

  async jest(step, env, parts, dir) {
    const output = join(dir, 'jest.json');
    rmSync(output, { force: true });
    const runtime = parts[step.runtime]?.place ?? 'node';
    const words = ['--experimental-vm-modules', 'node_modules/jest/bin/jest.js', '--selectProjects', step.project];
    const show = (line) => /^(PASS|FAIL) /.test(line);
    const command = [runtime, ...words, '--json', `--outputFile=${output}`, ...step.words];
    const over = () => existsSync(output);
    const { lines, stuck } = await run(command, { env, name: step.name, show, over });
    if (stuck)
      record(step, [{ title: `${step.name}: Jest did not end, some spec left something open`, verdict: 'failed' }]);
    if (existsSync(output)) {
      const json = JSON.parse(readFileSync(output, 'utf8'));
      const place = (path) => relative(root, path);
      record(step, countJest(step.name, json, place));
      durations.push(...slowestFiles(json, place).map((line) => `        ${line}`));
    } else
      record(step, [
        { title: `${step.name}: Jest gave no result`, verdict: 'failed', detail: lines.slice(-25).join('\n') },
      ]);
  },

  async report(step, env, _parts, dir) {
    const file = join(dir, 'report.json');
    rmSync(file, { force: true });
    // A rehearsal chooses its parts itself.
    const own = { ...env, DATABASE_URL: '', REDIS_URL: '', KAFKA_BROKERS: '' };
    const { status, lines } = await run([...step.command, '--report', file], { env: own, name: step.name });
    const report = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
    record(step, countReport(step.name, status, report));
    if (!report) say(tail(lines, 15));
  },
};

/** Takes down what an earlier run left behind because it was killed. */
async function sweep() {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith('wsis-test-'))) {
    const dir = join(tmpdir(), name);
    try {
      const { pid, identity } = JSON.parse(readFileSync(join(dir, 'owner'), 'utf8'));
      if (identityOf(pid) === identity) continue;
      await stopKafka(join(dir, 'kafka'));
      for (const part of ['postgres', 'postgres-15', 'redis']) {
        const left = pidOf(dir, part);
        if (left) process.kill(left, part === 'redis' ? 'SIGTERM' : 'SIGQUIT');
      }
      rmSync(dir, { recursive: true, force: true });
    } catch {
      // Not one of ours, or of another user.
    }
  }
}

await runCommand(async () => {
  const { options, plain } = parseArguments(process.argv.slice(2), { all: 'flag', only: 'value', help: 'flag' });
  if (options.help || plain.length > 0) throw new Refusal(`./scripts/test [--all] [--only ${GROUPS.join('|')}]`);
  if (options.only && !GROUPS.includes(options.only))
    throw new Refusal(`--only takes one of ${GROUPS.join(', ')}, not "${options.only}"`);
  const steps = STEPS.filter((step) => step.always || !options.only || step.group === options.only).filter(
    (step) => options.all || step.tier !== 'long',
  );
  await sweep();
  const dir = mkdtempSync(join(tmpdir(), 'wsis-test-'));
  writeFileSync(join(dir, 'owner'), JSON.stringify({ pid: process.pid, identity: identityOf(process.pid) }));

  const groups = new Set(steps.map(({ group }) => group));
  const needed = new Set(steps.flatMap(({ needs = [], runtime = [] }) => [needs, runtime].flat()));
  if (groups.has('int') || groups.has('e2e'))
    for (const name of ['PostgreSQL', 'PgBouncer', 'Redis', 'Kafka']) needed.add(name);
  if (groups.has('e2e')) needed.add('Chromium');

  let up = { parts: {}, absent: {} };
  try {
    for (const step of steps) {
      if (interrupted) break;
      // The first step builds what starting the parts needs.
      if (step === steps[1]) {
        say(`\n${clock()} bringing up what the tests need`);
        const begun = Date.now();
        up = await bringUp(dir, needed);
        durations.push(`${inSeconds(Date.now() - begun)}  bringing up what the tests need`);
        for (const [name, reason] of Object.entries(up.absent)) {
          if (!steps.some((other) => other.needs?.includes(name)))
            record({ group: 'parts' }, [{ title: `all that needs ${name}`, verdict: 'skipped', reason }]);
        }
        if (interrupted) break;
      }
      say(`\n${clock()} ${step.name} [${step.tier ?? 'fast'}]`);
      const begun = Date.now();
      const place = durations.push('') - 1;
      const missing = (step.needs ?? []).find((name) => !up.parts[name]);
      const reason = `${missing}: ${up.absent[missing] ?? 'not brought up'}`;
      if (missing) record(step, [{ title: step.name, verdict: 'skipped', reason }]);
      else await RUNNERS[step.kind](step, environmentOf(up.parts, step, options.all), up.parts, dir);
      durations[place] = `${inSeconds(Date.now() - begun)}  ${step.name}`;
      if (step.name === 'build' && counts.failed > 0) break;
    }
  } finally {
    for (const [name, { stop }] of Object.entries(up.parts)) {
      await stop?.().catch((error) => console.error(`${name} could not be stopped: ${error.message}`));
    }
    rmSync(dir, { recursive: true, force: true });
  }
  if (interrupted) {
    record({ group: 'run' }, [{ title: `the run was ended by ${interrupted}`, verdict: 'failed' }]);
  }
  say(`\n${clock()} done\n\nDurations, with the slowest files:\n${durations.join('\n')}`);
  if (skips.length > 0) say(`\nSkipped:\n${skips.map((line) => `  ${line}`).join('\n')}`);
  if (failures.length > 0) say(`\nFailed:\n${failures.map((line) => `  ${line}`).join('\n')}`);
  say(`\n${closingLine(counts)}`);
  process.exitCode = interrupted ? 130 : counts.failed > 0 ? 1 : 0;
});
