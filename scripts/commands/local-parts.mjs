/** PostgreSQL, PgBouncer, Redis and nginx of this machine, each as an instance of our own beside whatever else runs here. */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { end, freePorts, lastLines, launch, listensOn, pidOf, Refusal, until } from './processes.mjs';

const isRoot = () => process.getuid?.() === 0;

function onPath(...names) {
  // Debian keeps servers where an ordinary user's PATH does not look.
  const folders = [
    ...(process.env.PATH ?? '').split(delimiter),
    '/usr/sbin',
    '/usr/local/sbin',
    '/usr/local/bin',
    '/usr/bin',
  ];
  for (const name of names) {
    for (const folder of folders) {
      try {
        accessSync(join(folder, name), constants.X_OK);
        return join(folder, name);
      } catch {
        // Look further.
      }
    }
  }
  return undefined;
}

/** The programs' folder of the system's PostgreSQL, the oldest version we promise to support first. */
export function systemPostgres() {
  const base = '/usr/lib/postgresql';
  const versions = existsSync(base)
    ? readdirSync(base)
        .map(Number)
        .filter((version) => version >= 15)
    : [];
  const found = versions.sort((a, b) => a - b).find((version) => existsSync(join(base, String(version), 'bin/initdb')));
  return found === undefined ? undefined : join(base, String(found), 'bin');
}

/** What Debian can give us: how to find each part, and the packages that bring it. */
export const PARTS = {
  'PostgreSQL 15': { find: systemPostgres, packages: ['postgresql-15'] },
  Redis: { find: () => onPath('redis-server'), packages: ['redis-server'] },
  nginx: { find: () => onPath('nginx'), packages: ['nginx-light'] },
  PgBouncer: { find: () => onPath('pgbouncer'), packages: ['pgbouncer'] },
  Chromium: {
    find: () => onPath('chromium', 'chromium-browser', 'google-chrome'),
    packages: ['chromium', 'fonts-noto-core', 'fonts-noto-cjk'],
  },
  Java: { find: () => onPath('java'), packages: ['default-jre-headless'] },
  libfaketime: {
    find: () =>
      readdirSync('/usr/lib', { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => `/usr/lib/${name}/faketime/libfaketime.so.1`)
        .find(existsSync),
    packages: ['libfaketime'],
  },
  Maven: { find: () => onPath('mvn'), packages: ['maven'] },
};

/**
 * Finds parts, and installs with apt-get those that are missing, where that is possible.
 * Gives the found ones, and for each other the reason why it is not there.
 */
export function haveParts(names, log = () => undefined) {
  const missing = names.filter((name) => !PARTS[name].find());
  let obstacle;
  if (missing.length > 0) {
    if (!onPath('apt-get')) obstacle = 'it is not installed, and this is not a Debian system';
    else if (!isRoot()) obstacle = 'it is not installed, and only root can install it';
    else obstacle = install(missing, log);
  }
  const found = {};
  const absent = {};
  for (const name of names) {
    const place = PARTS[name].find();
    if (place) found[name] = place;
    else absent[name] = obstacle ?? 'Debian has no package for it here';
  }
  return { found, absent };
}

function install(names, log) {
  const packages = names.flatMap((name) => PARTS[name].packages);
  log(`Installing ${packages.join(' ')}`);
  // The packages must not start servers of their own: we run ours, on ports of our own.
  const policy = '/usr/sbin/policy-rc.d';
  const ours = !existsSync(policy);
  if (ours) writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  const options = {
    encoding: 'utf8',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    stdio: ['ignore', 'pipe', 'pipe'],
  };
  try {
    const update = spawnSync('apt-get', ['update', '-q'], options);
    if (update.status !== 0) return 'Debian could not be reached to install it';
    const done = spawnSync('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...packages], options);
    if (done.status !== 0)
      return `apt-get refused: ${(done.stderr ?? '').split('\n').find((line) => line.startsWith('E:')) ?? 'no reason given'}`;
    return undefined;
  } finally {
    if (ours) rmSync(policy, { force: true });
  }
}

/** Starts a Redis that keeps nothing on disk: it is never the truth. Gives its URL. */
export async function startRedis(dir, { port } = {}) {
  const program = PARTS.Redis.find();
  if (!program) throw new Refusal('redis-server is not installed');
  const chosen = port ?? (await freePorts(1))[0];
  const home = join(dir, 'redis');
  mkdirSync(home, { recursive: true });
  launch(dir, 'redis', program, [
    '--port',
    String(chosen),
    '--bind',
    '127.0.0.1',
    '--dir',
    home,
    '--save',
    '',
    '--appendonly',
    'no',
  ]);
  if (!(await until(() => pidOf(dir, 'redis') && listensOn(chosen), { patienceMs: 10_000, everyMs: 50 }))) {
    throw new Refusal(`Redis did not start on port ${chosen}: ${lastLines(dir, 'redis', 1)}`);
  }
  return `redis://127.0.0.1:${chosen}`;
}

/** Stops that Redis. */
export const stopRedis = (dir) => end(dir, 'redis');
