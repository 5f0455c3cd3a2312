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
import { brokersOf, startKafka, stopKafka } from './kafka-cluster.mjs';
import { haveParts, startRedis, stopRedis } from './local-parts.mjs';
import { adopt, identityOf, parseArguments, pidOf, Refusal, runCommand } from './processes.mjs';
import { STEPS } from './test-steps.mjs';

const NODE_24 = '24.21.0';
const GROUPS = [...new Set(STEPS.map(({ group }) => group))];
const root = fileURLToPath(new URL('../../', import.meta.url));
const nothingMayBeSkipped = process.env.CI === 'true';
/** What CI may never leave out. */
const INDISPENSABLE = /Kafka|Redis|PostgreSQL|KAFKA|REDIS|DATABASE/;

const started = Date.now();
const say = (line) => console.log(line);
const clock = () => {
  const seconds = Math.round((Date.now() - started) / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
};

const counts = { passed: 0, failed: 0, skipped: 0 };
const failures = [];
const skips = [];
const fail = (step, title) => {
  counts.failed += 1;
  failures.push(`[${step.tier ?? 'fast'}, ${step.group}] ${title}`);
};
const skip = (step, title, reason) => {
  if (nothingMayBeSkipped && INDISPENSABLE.test(`${title} ${reason}`))
    return fail(step, `${title}: may not be skipped here (${reason})`);
  counts.skipped += 1;
  skips.push(`[${step.tier ?? 'fast'}, ${step.group}] ${title}${reason ? `: ${reason}` : ''}`);
  return undefined;
};

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

/** Runs a command, hands on the lines worth seeing, and never stays silent for long. */
function run([command, ...args], { env = {}, name, show = () => true }) {
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
    const heartbeat = setInterval(() => {
      if (Date.now() - spokeAt < 30_000) return;
      spokeAt = Date.now();
      say(`  ... ${name} goes on (${clock()})`);
    }, 5_000);
    const finish = (status) => {
      clearInterval(heartbeat);
      // What the command left running in its group ends with it.
      endGroup(child.pid);
      current = undefined;
      done({ status, lines });
    };
    child.on('error', (error) => {
      lines.push(error.message);
      finish(1);
    });
    child.on('close', (status) => finish(status ?? 1));
  });
}

const tail = (lines, count = 40) =>
  lines
    .slice(-count)
    .map((line) => `    ${line}`)
    .join('\n');

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

  const debian = ['PostgreSQL 15', 'Redis', 'nginx', 'Chromium'].filter((name) => needed.has(name));
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
      settings: { max_connections: '400' },
    });
    adopt(dir, 'postgres', server.pid);
    return { url: server.url(), stop: () => server.stop(), shown: `${server.version} from npm, port ${server.port}` };
  });
  await attempt('PostgreSQL 15', async () => {
    const server = await startEmbeddedPostgres({
      dataDir: join(dir, 'postgres-15'),
      programs: place('PostgreSQL 15'),
      settings: { max_connections: '400' },
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
  for (const name of ['nginx', 'Chromium']) await attempt(name, () => ({ place: place(name), shown: place(name) }));
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
      {
        encoding: 'utf8',
      },
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
    TEST_TIER: all ? 'long' : 'fast',
    NODE_NO_WARNINGS: '1',
    FORCE_COLOR: '0',
  };
}

const COUNTERS = {
  async exit(step, env) {
    const { status, lines } = await run(step.command, { env, name: step.name, show: () => false });
    if (status === 0) counts.passed += 1;
    else {
      fail(step, step.name);
      say(tail(lines));
    }
  },

  async checks(step, env) {
    const { status, lines } = await run(step.command, { env, name: step.name });
    const seen = { ok: 0, FAIL: 0 };
    for (const line of lines) {
      const [, verdict, title] = /^(ok|FAIL) +(.+)$/.exec(line) ?? [];
      if (!verdict) continue;
      seen[verdict] += 1;
      if (verdict === 'ok') counts.passed += 1;
      else fail(step, title);
    }
    if (seen.ok + seen.FAIL === 0 || (status !== 0 && seen.FAIL === 0))
      fail(step, `${step.name}: ended with code ${status}`);
  },

  async jest(step, env, parts, dir) {
    const output = join(dir, 'jest.json');
    rmSync(output, { force: true });
    const runtime = step.runtime ? parts[step.runtime].place : process.execPath;
    const words = ['--experimental-vm-modules', 'node_modules/jest/bin/jest.js', '--selectProjects', step.project];
    const show = (line) => /^(PASS|FAIL) /.test(line);
    const { lines } = await run([runtime, ...words, '--json', `--outputFile=${output}`, '--forceExit', ...step.words], {
      env,
      name: step.name,
      show,
    });
    if (!existsSync(output)) {
      fail(step, `${step.name}: Jest gave no result`);
      say(tail(lines));
      return;
    }
    let tests = 0;
    for (const file of JSON.parse(readFileSync(output, 'utf8')).testResults) {
      const where = relative(root, file.name);
      if (file.assertionResults.length === 0 && file.status === 'failed') {
        fail(step, `${where} could not be run`);
        say(tail(file.message.split('\n')));
      }
      for (const { status, fullName, failureMessages } of file.assertionResults) {
        tests += 1;
        if (status === 'passed') counts.passed += 1;
        else if (status === 'failed') {
          fail(step, `${where}: ${fullName}`);
          say(`  FAILED ${where}: ${fullName}\n${tail(failureMessages.join('\n').split('\n').slice(0, 25))}`);
        } else skip(step, `${where}: ${fullName}`);
      }
    }
    if (tests === 0) fail(step, `${step.name}: no test was run`);
  },

  async report(step, env, _parts, dir) {
    const report = join(dir, 'report.json');
    rmSync(report, { force: true });
    // A rehearsal chooses its parts itself.
    const own = { ...env, DATABASE_URL: '', REDIS_URL: '', KAFKA_BROKERS: '' };
    const { status, lines } = await run([...step.command, '--report', report], { env: own, name: step.name });
    const checks = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')).checks : [];
    for (const { name, title, passed, ok } of checks) {
      if (passed ?? ok) counts.passed += 1;
      else fail(step, `${step.name}: ${name ?? title}`);
    }
    const failed = checks.filter((check) => !(check.passed ?? check.ok)).length;
    if (checks.length === 0 || (status !== 0 && failed === 0)) {
      fail(step, `${step.name}: ended with code ${status}`);
      say(tail(lines, 15));
    }
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
  const needed = new Set(steps.flatMap(({ needs = [] }) => needs));
  if (groups.has('int') || groups.has('e2e')) for (const name of ['PostgreSQL', 'Redis', 'Kafka']) needed.add(name);
  if (groups.has('e2e')) needed.add('Chromium');

  let up = { parts: {}, absent: {} };
  try {
    for (const step of steps) {
      if (interrupted) break;
      // The first step builds what starting the parts needs.
      if (step === steps[1]) {
        say(`\n${clock()} bringing up what the tests need`);
        up = await bringUp(dir, needed);
        for (const [name, reason] of Object.entries(up.absent)) {
          if (!steps.some((other) => other.needs?.includes(name)))
            skip({ group: 'parts' }, `all that needs ${name}`, reason);
        }
        if (interrupted) break;
      }
      say(`\n${clock()} ${step.name} [${step.tier ?? 'fast'}]`);
      const missing = (step.needs ?? []).find((name) => !up.parts[name]);
      if (missing) skip(step, step.name, `${missing}: ${up.absent[missing] ?? 'not brought up'}`);
      else await COUNTERS[step.kind](step, environmentOf(up.parts, step, options.all), up.parts, dir);
      if (step.name === 'build' && counts.failed > 0) break;
    }
  } finally {
    for (const [name, { stop }] of Object.entries(up.parts)) {
      await stop?.().catch((error) => console.error(`${name} could not be stopped: ${error.message}`));
    }
    rmSync(dir, { recursive: true, force: true });
  }
  if (interrupted) {
    fail({ group: 'run' }, `the run was ended by ${interrupted}`);
  }
  say(`\n${clock()} done`);
  if (skips.length > 0) say(`\nSkipped:\n${skips.map((line) => `  ${line}`).join('\n')}`);
  if (failures.length > 0) say(`\nFailed:\n${failures.map((line) => `  ${line}`).join('\n')}`);
  say(`\n${counts.passed} passed, ${counts.failed} failed${counts.skipped > 0 ? `, ${counts.skipped} skipped` : ''}`);
  process.exitCode = interrupted ? 130 : counts.failed > 0 ? 1 : 0;
});
