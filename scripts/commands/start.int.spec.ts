import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '@wsis/testing';

const root = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'start-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs ./scripts/start as a person would, from some other folder. */
function start(words: readonly string[], environment: NodeJS.ProcessEnv = {}) {
  const ran = spawnSync('/bin/sh', [join(root, 'scripts/start'), ...words], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, NODE_OPTIONS: '', ...environment },
    timeout: 55_000,
  });
  return { code: ran.status, out: ran.stdout, err: ran.stderr };
}

/** A PATH with the system's small tools, and a `node` of our making or none. */
function pathWith(node: string | undefined): string {
  const bin = mkdtempSync(join(folder, 'bin-'));
  for (const tool of ['dirname', 'cmp', 'cp', 'mkdir', 'cat']) symlinkSync(join('/usr/bin', tool), join(bin, tool));
  if (node !== undefined) {
    writeFileSync(join(bin, 'node'), node);
    chmodSync(join(bin, 'node'), 0o755);
  }
  return bin;
}

test('a machine without Node is told so in one line', () => {
  expect(start([], { PATH: pathWith(undefined) })).toEqual({
    code: 1,
    out: '',
    err: 'Node.js is missing: install version 20.19 or newer\n',
  });
});

test('an old Node is told so in one line', () => {
  const old = '#!/bin/sh\n[ "$1" = --version ] && echo v18.20.1 && exit 0\nexit 1\n';
  expect(start([], { PATH: pathWith(old) })).toEqual({
    code: 1,
    out: '',
    err: 'Node.js 20.19 or newer is needed, this is v18.20.1\n',
  });
});

test('a taken port is named in one line, and nothing is started for it', async () => {
  const squatter = createServer();
  await new Promise<void>((done) => squatter.listen(0, '127.0.0.1', done));
  const { port } = squatter.address() as AddressInfo;
  try {
    const { code, out, err } = start(['--port', String(port), '--data', join(folder, 'data')]);
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(new RegExp(`^Port ${port} is taken[^\n]*\n$`));
  } finally {
    squatter.close();
  }
});

test('what it takes is told, and nothing is installed or built for that', () => {
  const { code, out, err } = start(['--help'], { PATH: '/usr/bin:/bin' });
  expect([code, err]).toEqual([0, '']);
  for (const option of ['--port', '--data', '--empty']) expect(out).toContain(option);
});

test('an unknown option is refused in one line that names the known ones', () => {
  const { code, err } = start(['--prot', '8080']);
  expect(code).toBe(1);
  expect(err).toMatch(/^[^\n]*--prot[^\n]*--port[^\n]*\n$/);
});

/** Long enough for a machine that does much else. */
const PATIENCE_MS = 180_000;
const IN_ORDER = { code: 0, left: [] };
const children: ChildProcess[] = [];
afterAll(() => children.map((child) => child.kill('SIGTERM')));

/** Starts it for good; `told` waits until it has said something. */
function started(data: string) {
  const own = { DATABASE_URL: '', REDIS_URL: '', KAFKA_BROKERS: '', SMTP_URL: '', NODE_OPTIONS: '' };
  const child = spawn('/bin/sh', [join(root, 'scripts/start'), '--port', '0', '--data', data], {
    cwd: folder,
    env: { ...process.env, ...own },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => (said += part.toString()));
  const exit = once(child, 'exit');
  const told = async (words: RegExp) =>
    (
      await eventually(`to be told ${words.source}`, () => words.exec(said) ?? Promise.reject(new Error(said)), {
        timeoutMs: PATIENCE_MS,
      })
    )[0];
  /** Stops it; tells with what code it ended, and which of its processes are left. */
  const stopped = async () => {
    const own = childrenOf(child.pid);
    expect(own).not.toEqual([]);
    child.kill('SIGTERM');
    const [code] = (await exit) as [number | null];
    return { code, left: own.filter((pid) => existsSync(`/proc/${pid}`)) };
  };
  /** Its database runs; it may be far from ready. */
  const begun = () =>
    eventually(
      'PostgreSQL to run',
      () => childrenOf(child.pid).some((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('bin/postgres')),
      { timeoutMs: PATIENCE_MS },
    );
  return { told, begun, stopped };
}

/** PostgreSQL for one. */
function childrenOf(parent: number | undefined): readonly string[] {
  return readdirSync('/proc').filter((entry) => {
    try {
      return /^\d+$/.test(entry) && readFileSync(`/proc/${entry}/status`, 'utf8').includes(`PPid:\t${parent}\n`);
    } catch {
      // It ended meanwhile.
      return false;
    }
  });
}

test(
  'stopped before it is ready, it ends in order, too',
  async () => {
    const early = started(join(folder, 'early'));
    await early.begun();
    expect(await early.stopped()).toEqual(IN_ORDER);
  },
  3 * PATIENCE_MS,
);

test(
  'stopped while the demonstration loads, it ends in order, leaves nothing running, and begins anew the next time',
  async () => {
    const data = join(folder, 'cut-off');
    const first = started(data);
    // In the middle of the load: the rules are adopted.
    await first.told(/The calendar/);
    expect(await first.stopped()).toEqual(IN_ORDER);

    const second = started(data);
    const url = await second.told(/http:\/\/localhost:\d+/);
    await second.told(/The calendar/);
    const { items } = (await (await fetch(`${url}/api/competition/editions`)).json()) as { items: { id: string }[] };
    expect(items.map(({ id }) => id)).toContain('demo-2026-2');
    expect(await second.stopped()).toEqual(IN_ORDER);
  },
  6 * PATIENCE_MS,
);

const disk = join(folder, 'disk');
mkdirSync(disk);
const canMount =
  process.getuid?.() === 0 && spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=20m', 'tmpfs', disk]).status === 0;
const describeWithMount = canMount ? describe : describe.skip;
describeWithMount(canMount ? 'a full disk' : 'a full disk (skipped: only root may make a small one)', () => {
  afterAll(() => {
    spawnSync('umount', [disk]);
  });
  test('is named in one line', () => {
    const { code, err } = start(['--port', '0', '--empty', '--data', join(disk, 'data')], { DATABASE_URL: '' });
    expect(code).toBe(1);
    expect(err).toMatch(/^The disk that holds [^\n]* is full: free some space and start again\n$/);
  });
});
