import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { type Binaries, binariesFor, binariesIn } from './binaries.js';
import { EmbeddedPostgresError, refusalFrom } from './embedded-postgres-error.js';
import { enter, leave, withFolderLock } from './folder-lock.js';
import { freePort } from './free-port.js';
import { isAlive, livingPostmaster } from './postmaster.js';
import { homeOf, type RunUser, runUserFor } from './run-user.js';

export interface EmbeddedPostgresOptions {
  /** The folder that holds the cluster, its password and its log. Made if it is missing. */
  readonly dataDir: string;
  /** A port of 127.0.0.1. Without it the port of the last run is used, or a free one. */
  readonly port?: number;
  /** Told in plain words what goes on. */
  readonly log?: (line: string) => void;
  /** The folder of another PostgreSQL's programs (15 or newer), instead of the one that npm ships. */
  readonly programs?: string;
  /** PostgreSQL settings on top of ours, for example `{ max_connections: '300' }`. */
  readonly settings?: Readonly<Record<string, string>>;
}

export interface EmbeddedPostgres {
  readonly port: number;
  /** True if the server was already running in that folder: a process before us was killed, or another uses it too. */
  readonly attached: boolean;
  /** The server's process. */
  readonly pid: number;
  readonly version: string;
  /** The address of a database, with the password. */
  url(database?: string): string;
  /** Makes a database unless it is there, and gives its address. */
  ensureDatabase(name: string): Promise<string>;
  /** Shuts the server down in order, unless another living process has started or attached to it. */
  stop(): Promise<void>;
}

/** Each is stated because a default would be wrong here; durability settings stay at PostgreSQL's safe defaults. */
const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  max_connections: '200',
  shared_buffers: '256MB',
  max_wal_size: '2GB',
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  // This build has pglz only, which takes longer over a page than all else that is done for a ballot.
  wal_compression: 'off',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // The log may hold no address, code or choice: neither statements nor the values of a broken constraint.
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_min_messages: 'warning',
};

const USER = 'postgres';

interface Place {
  readonly dataDir: string;
  readonly home: string;
  readonly cluster: string;
  readonly logFile: string;
  readonly user: RunUser | undefined;
  readonly log: (line: string) => void;
}

/**
 * Starts the real PostgreSQL that npm ships for this system, or attaches to one that already runs in the folder.
 * After a crash the server recovers by itself. Throws `EmbeddedPostgresError` with one line a person can act on.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const dataDir = resolve(options.dataDir);
  let home: string;
  try {
    home = homeOf(dataDir);
    if (home !== dataDir) options.log?.(`The database of ${dataDir} lives in ${home}`);
  } catch (error) {
    throw refusalFrom(String(error), { dataDir });
  }
  const cluster = join(home, 'cluster');
  const place: Place = {
    dataDir,
    home,
    cluster,
    logFile: join(home, 'postgres.log'),
    user: runUserFor(cluster),
    log: options.log ?? (() => undefined),
  };
  try {
    return await withFolderLock(home, () => startOrAttach(place, options));
  } catch (error) {
    if (error instanceof EmbeddedPostgresError || !(error as NodeJS.ErrnoException).code) throw error;
    throw refusalFrom(String(error), { dataDir });
  }
}

async function startOrAttach(place: Place, options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const attached = await attach(place, options);
  if (attached) return attached;

  const binaries = options.programs ? binariesIn(options.programs, place.user) : binariesFor(place.home, place.user);
  if (!existsSync(join(place.cluster, 'PG_VERSION'))) createCluster(place, binaries);
  const major = Number(readFileSync(join(place.cluster, 'PG_VERSION'), 'utf8'));
  if (major !== binaries.major) {
    throw new EmbeddedPostgresError(
      `The data folder ${place.dataDir} was made by PostgreSQL ${major}, this is ${binaries.major}: dump it with the old one, or name another folder`,
    );
  }
  rmSync(join(place.cluster, 'postmaster.pid'), { force: true });
  const { pid, port } = await startServer(place, binaries, options);
  try {
    writeFileSync(join(place.home, 'port'), String(port));
    enter(place.home);
  } catch (error) {
    // A full disk, say: nobody would be left to stop the server.
    await stopServer(place, pid);
    throw error;
  }
  return handle(place, pid, port, false);
}

/** The server that runs in the folder, or `undefined` where none does: also when the one found was about to end. */
async function attach(place: Place, options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres | undefined> {
  const running = livingPostmaster(place.cluster);
  if (!running) return undefined;
  const port = running.port || (portOf(place) ?? 0);
  if (!(await untilReady(place, port, () => livingPostmaster(place.cluster)?.pid === running.pid))) return undefined;
  if (options.port !== undefined && options.port !== port) {
    place.log(`PostgreSQL already runs in ${place.dataDir} on port ${port}, not ${options.port}`);
  }
  enter(place.home);
  return handle(place, running.pid, port, true);
}

/** Makes the cluster beside its place and moves it there when it is whole, so that a killed first start leaves no half. */
function createCluster(place: Place, binaries: Binaries): void {
  place.log('Creating the database');
  const half = join(place.home, 'cluster.new');
  rmSync(half, { recursive: true, force: true });
  mkdirSync(half, { mode: 0o700 });
  const password = join(place.home, 'password');
  // A password, although only loopback is served: other users of the machine are not to read ballots.
  writeFileSync(password, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600 });
  if (place.user) {
    chownSync(half, place.user.uid, place.user.gid);
    chownSync(password, place.user.uid, place.user.gid);
  }
  const made = spawnSync(
    binaries.initdb,
    [
      ...['-D', half, '-U', USER, '-E', 'UTF8', '--locale=C.UTF-8', '--no-instructions'],
      ...['--auth=scram-sha-256', `--pwfile=${password}`],
      ...(binaries.major >= 17 ? ['--locale-provider=builtin'] : []),
      // The password is random and long: more rounds would only slow each connection down.
      ...(binaries.major >= 16 ? ['-c', 'scram_iterations=1'] : []),
    ],
    { ...place.user, cwd: place.home, encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } },
  );
  if (made.status !== 0) {
    rmSync(half, { recursive: true, force: true });
    throw refusalFrom(`${made.stdout ?? ''}\n${made.stderr ?? ''}\n${made.error ?? ''}`, place);
  }
  renameSync(half, place.cluster);
}

async function startServer(place: Place, binaries: Binaries, options: EmbeddedPostgresOptions) {
  const giveUpAt = Date.now() + 30_000;
  for (;;) {
    const port = options.port ?? portOf(place) ?? (await freePort());
    const before = openLog(place);
    const pid = spawnServer(place, binaries, port, options.settings ?? {});
    if (await untilReady(place, port, () => isAlive(pid))) return { pid, port };
    const said = readFileSync(place.logFile, 'utf8').slice(before);
    // After kill -9 of the server its children need a moment to notice; until then their memory is in use.
    const childrenRemain = /pre-existing shared memory block/.test(said);
    const lostARace = options.port === undefined && /Address already in use/.test(said);
    if ((childrenRemain || lostARace) && Date.now() < giveUpAt) {
      if (lostARace) rmSync(join(place.home, 'port'), { force: true });
      await pause(200);
      continue;
    }
    throw refusalFrom(said, { dataDir: place.dataDir, port });
  }
}

function portOf(place: Place): number | undefined {
  try {
    return Number(readFileSync(join(place.home, 'port'), 'utf8')) || undefined;
  } catch {
    return undefined;
  }
}

/** Opens a new log when the old one has grown, and gives the place from which this start's lines begin. */
function openLog(place: Place): number {
  if (existsSync(place.logFile) && statSync(place.logFile).size > 10_000_000)
    renameSync(place.logFile, `${place.logFile}.1`);
  closeSync(openSync(place.logFile, 'a', 0o600));
  chmodSync(place.logFile, 0o600);
  return readFileSync(place.logFile, 'utf8').length;
}

function spawnServer(place: Place, binaries: Binaries, port: number, extra: Readonly<Record<string, string>>): number {
  const settings = { ...SETTINGS, ...extra, port: String(port) };
  const out = openSync(place.logFile, 'a');
  const server = spawn(
    binaries.postgres,
    ['-D', place.cluster, '-k', '', ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    // A session of its own: Ctrl-C in the terminal must reach the application first, which then stops the server.
    {
      ...place.user,
      cwd: place.home,
      detached: true,
      stdio: ['ignore', out, out],
      env: { ...process.env, LC_ALL: 'C' },
    },
  );
  closeSync(out);
  server.on('error', () => undefined);
  server.unref();
  if (server.pid === undefined) throw refusalFrom('it could not be run', place);
  return server.pid;
}

const passwordOf = (place: Place): string => readFileSync(join(place.home, 'password'), 'utf8').trim();

function urlOf(place: Place, port: number, database: string): string {
  return `postgres://${USER}:${passwordOf(place)}@127.0.0.1:${port}/${encodeURIComponent(database)}`;
}

/** Whether the server came to answer. Waits as long as it lives: recovery after a crash takes the time it takes. */
async function untilReady(place: Place, port: number, alive: () => boolean): Promise<boolean> {
  let toldAt = Date.now();
  for (;;) {
    if (await answers(urlOf(place, port, 'postgres'), place)) return true;
    if (!alive()) return false;
    if (Date.now() - toldAt > 5_000) {
      toldAt = Date.now();
      place.log('Waiting for PostgreSQL to recover');
    }
    await pause(25);
  }
}

/** Whether the server of this very cluster answers: another one may have taken the port. */
async function answers(url: string, place: Place): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 1_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ data_directory: string }>('SHOW data_directory');
    return rows[0]?.data_directory === place.cluster;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

function handle(place: Place, pid: number, port: number, attached: boolean): EmbeddedPostgres {
  const url = (database = 'postgres') => urlOf(place, port, database);
  return {
    port,
    attached,
    pid,
    version: readFileSync(join(place.cluster, 'PG_VERSION'), 'utf8').trim(),
    url,
    async ensureDatabase(name) {
      const client = new pg.Client({ connectionString: url() });
      client.on('error', () => undefined);
      await client.connect();
      try {
        await client.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}`);
      } catch (error) {
        // 42P04: it is there; 23505: another process made it at the same moment.
        if (!['42P04', '23505'].includes((error as { code?: string }).code ?? '')) throw error;
      } finally {
        await client.end();
      }
      return url(name);
    },
    async stop() {
      await withFolderLock(place.home, async () => {
        if (leave(place.home).othersRemain) return;
        // Another user may have started it anew since; the last one out stops whatever runs.
        const living = livingPostmaster(place.cluster);
        if (living) await stopServer(place, living.pid);
      });
    },
  };
}

async function stopServer(place: Place, pid: number): Promise<void> {
  // "Fast": open transactions are rolled back, everything committed is on disk.
  if (livingPostmaster(place.cluster)?.pid === pid) process.kill(pid, 'SIGINT');
  const giveUpAt = Date.now() + 60_000;
  while (livingPostmaster(place.cluster)?.pid === pid) {
    if (Date.now() > giveUpAt) {
      place.log('PostgreSQL did not stop within 60 s and is stopped at once; it recovers at the next start');
      process.kill(pid, 'SIGQUIT');
      return;
    }
    await pause(20);
  }
}
