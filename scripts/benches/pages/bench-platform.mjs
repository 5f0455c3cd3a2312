/** The whole platform in one process for a bench of pages, and how one page is timed and weighed. */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { freePort, startEmbeddedPostgres } from '@wsis/embedded';
import { CROWD_ENVIRONMENT, MailSink } from '@wsis/rehearsal';
import { machine } from '../shared/capacity-page.mjs';

const dist = new URL('../../../services/platform/dist/', import.meta.url).pathname;
const TICKS_A_SECOND = 100;
const WARMING = 30;

/** Starts it empty, with two people of the secretariat and their mails at hand. */
export async function startBenchPlatform() {
  const folder = mkdtempSync(join(tmpdir(), 'wsis-bench-pages-'));
  const mail = new MailSink();
  const server = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres') });
  const databaseUrl = await server.ensureDatabase('wsis');
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const environment = {
    ...process.env,
    ...CROWD_ENVIRONMENT,
    DATABASE_URL: databaseUrl,
    REDIS_URL: '',
    KAFKA_BROKERS: '',
    LOG_LEVEL: 'silent',
    SMTP_URL: await mail.start(),
  };
  const child = spawn(process.execPath, [join(dist, 'main.js'), '--port', String(port), '--data', folder, '--empty'], {
    env: environment,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => child.kill('SIGTERM'));
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
    await mail.stop();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  const giveUpAt = Date.now() + 120_000;
  for (;;) {
    if (child.exitCode !== null) throw new Error(`The platform ended with ${child.exitCode}`);
    const answer = await fetch(`${url}/api/voting/health/ready`).catch(() => undefined);
    if (answer?.status === 200) break;
    if (Date.now() > giveUpAt) throw new Error('The platform was not ready within 120 s');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const file = join(folder, 'staff.json');
  const made = spawnSync(process.execPath, [join(dist, 'admin.js'), 'bootstrap', '--data', folder, '--file', file], {
    env: environment,
  });
  if (made.status !== 0) throw new Error(`No secretariat: ${made.stderr}`);
  const pids = { pid: child.pid, databasePid: server.pid };
  return { url, databaseUrl, mail, ...pids, staff: JSON.parse(readFileSync(file, 'utf8')).staff, stop };
}

/** The fields of `/proc/<pid>/stat` from the state on, by the number that its manual gives them. */
function statOf(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  return (number) => Number(fields[number - 3]);
}

const inMs = (ticks) => (ticks / TICKS_A_SECOND) * 1000;

/** How long a process has worked so far, in ms of CPU. */
function cpuMs(pid) {
  const stat = statOf(pid);
  return inMs(stat(14) + stat(15));
}

/** The same of a process and all below it, as PostgreSQL has one for each connection; those that have ended count on. */
function cpuOfAll(pid) {
  const parents = new Map();
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    try {
      parents.set(Number(name), statOf(name)(4));
    } catch {
      // It has ended meanwhile.
    }
  }
  const below = (one) => {
    for (let at = one; at > 1; at = parents.get(at) ?? 0) if (at === pid) return true;
    return false;
  };
  const ended = statOf(pid);
  return [...parents.keys()].filter(below).reduce(
    (sum, one) => {
      try {
        return sum + cpuMs(one);
      } catch {
        return sum;
      }
    },
    inMs(ended(16) + ended(17)),
  );
}

/** Times one page, and weighs it with its style sheets as a first visit loads them. */
export async function measurePage(platform, { path, cookie }, { requests, firstOnly = false }) {
  const headers = cookie ? { cookie } : {};
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const get = (address, sent = headers) => timed(`${platform.url}${address}`, sent, agent);
  const first = await get(path);
  if (first.status !== 200) throw new Error(`${path} answered ${first.status} ${first.location ?? ''}`);
  const sheets = [...first.body.toString().matchAll(/<link rel="stylesheet" href="([^"]+)"/g)].map(([, href]) => href);
  let bytes = gzipSync(first.body).length;
  for (const sheet of sheets) bytes += gzipSync((await get(sheet, {})).body).length;
  const times = [];
  if (!firstOnly) for (let index = 0; index < Math.min(WARMING, requests); index += 1) await get(path);
  const before = [cpuMs(platform.pid), cpuOfAll(platform.databasePid)];
  for (let index = 0; index < requests; index += 1) times.push((await get(path)).ms);
  const after = [cpuMs(platform.pid), cpuOfAll(platform.databasePid)];
  agent.destroy();
  times.sort((a, b) => a - b);
  const at = (share) => rounded(times[Math.floor(times.length * share)]);
  return {
    firstMs: rounded(first.ms),
    p50Ms: at(0.5),
    p99Ms: at(0.99),
    cpuMs: rounded((after[0] - before[0]) / requests),
    databaseCpuMs: rounded((after[1] - before[1]) / requests),
    bytes,
  };
}

const rounded = (ms) => Math.round(ms * 100) / 100;

function timed(address, headers, agent) {
  return new Promise((resolve, reject) => {
    const sentAt = performance.now();
    const sent = request(address, { agent, headers }, (answer) => {
      const parts = [];
      answer.on('data', (part) => parts.push(part));
      answer.on('end', () =>
        resolve({
          status: answer.statusCode,
          location: answer.headers.location,
          body: Buffer.concat(parts),
          ms: performance.now() - sentAt,
        }),
      );
    });
    sent.on('error', reject);
    sent.end();
  });
}

/** Shows what was measured and names what misses its aim; sets the exit code. */
export function reportPages(rows, { requests, mostMs, mostBytes, more = {} }) {
  const entries = Object.entries(rows);
  if (process.argv.includes('--json')) {
    console.log(JSON.stringify({ pages: rows, requests, ...more, machine: machine() }, null, 2));
  } else {
    for (const [name, row] of entries) {
      const { firstMs, p50Ms, p99Ms, cpuMs: own, databaseCpuMs, bytes } = row;
      console.log(
        `${name.padEnd(34)} p50 ${p50Ms} ms  p99 ${p99Ms} ms  first ${firstMs} ms  CPU ${own} + ${databaseCpuMs} ms  ${bytes} bytes with style sheets (gzip)`,
      );
    }
  }
  const slow = entries.filter(([, { p50Ms }]) => p50Ms > mostMs);
  const heavy = entries.filter(([, { bytes }]) => bytes > mostBytes);
  for (const [name, { p50Ms }] of slow) console.error(`${name} takes ${p50Ms} ms, more than ${mostMs}`);
  for (const [name, { bytes }] of heavy) console.error(`${name} weighs ${bytes} bytes, more than ${mostBytes}`);
  process.exitCode = slow.length + heavy.length > 0 ? 1 : 0;
}
