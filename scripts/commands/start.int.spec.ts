import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

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

test('an unknown option is refused in one line that names the known ones', () => {
  const { code, err } = start(['--prot', '8080']);
  expect(code).toBe(1);
  expect(err).toMatch(/^[^\n]*--prot[^\n]*--port[^\n]*\n$/);
});

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
