import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { spawn, type ChildProcess } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres } from './embedded-postgres.js';

let folder: string;
const bystanders: ChildProcess[] = [];

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'embedded-')));
});
afterEach(async () => {
  await (await startEmbeddedPostgres({ dataDir: folder })).stop();
  rmSync(folder, { recursive: true, force: true });
  for (const process of bystanders.splice(0)) process.kill('SIGKILL');
});

async function ask<R>(url: string, sql: string): Promise<R[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(sql)).rows as R[];
  } finally {
    await client.end();
  }
}

test('what was committed is there after the server was killed, and the start needs no help', async () => {
  const first = await startEmbeddedPostgres({ dataDir: folder });
  await ask(first.url(), 'CREATE TABLE ballots AS SELECT n FROM generate_series(1, 1000) n');
  process.kill(first.pid, 'SIGKILL');
  const second = await startEmbeddedPostgres({ dataDir: folder });
  expect(second.pid).not.toBe(first.pid);
  expect(second.attached).toBe(false);
  expect(await ask(second.url(), 'SELECT count(*)::int AS n FROM ballots')).toEqual([{ n: 1000 }]);
});

test('a second start in the same folder attaches to the running server', async () => {
  const first = await startEmbeddedPostgres({ dataDir: folder });
  const second = await startEmbeddedPostgres({ dataDir: folder });
  expect([second.attached, second.pid, second.url()]).toEqual([true, first.pid, first.url()]);
});

test('a server that ends while one waits for it is not attached to, but started anew', async () => {
  const first = await startEmbeddedPostgres({ dataDir: folder });
  // Stopped, it is found alive and does not answer.
  process.kill(first.pid, 'SIGSTOP');
  const starting = startEmbeddedPostgres({ dataDir: folder });
  process.kill(first.pid, 'SIGKILL');
  const second = await starting;
  expect([second.attached, second.pid === first.pid]).toEqual([false, false]);
  expect(await ask(second.url(), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

test('the server stays while another living process uses it, and ends with its last user', async () => {
  const mine = await startEmbeddedPostgres({ dataDir: folder });
  const other = spawn('sleep', ['600']);
  bystanders.push(other);
  writeFileSync(join(folder, 'users', String(other.pid)), '');
  await mine.stop();
  expect(await ask(mine.url(), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  other.kill('SIGKILL');
  await new Promise((done) => other.once('exit', done));
  await mine.stop();
  await expect(ask(mine.url(), 'SELECT 1')).rejects.toThrow('ECONNREFUSED');
});

test('its last user stops the server that runs now, though another user had to start it anew', async () => {
  const mine = await startEmbeddedPostgres({ dataDir: folder });
  process.kill(mine.pid, 'SIGKILL');
  const anew = await startEmbeddedPostgres({ dataDir: folder });
  expect(anew.pid).not.toBe(mine.pid);
  await mine.stop();
  await expect(ask(anew.url(), 'SELECT 1')).rejects.toThrow('ECONNREFUSED');
});

test('a pid file that names some other living program does not stop the start', async () => {
  const first = await startEmbeddedPostgres({ dataDir: folder });
  const pidFile = join(folder, 'cluster', 'postmaster.pid');
  const content = readFileSync(pidFile, 'utf8');
  await first.stop();
  const other = spawn('sleep', ['600']);
  bystanders.push(other);
  writeFileSync(pidFile, content.replace(/^\d+/, String(other.pid)));
  const second = await startEmbeddedPostgres({ dataDir: folder });
  expect(second.attached).toBe(false);
  expect(await ask(second.url(), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

test('a taken port that was asked for is refused in one line; the port of the last run is given up for a free one', async () => {
  const first = await startEmbeddedPostgres({ dataDir: folder });
  await first.stop();
  const squatter = createServer();
  await new Promise<void>((done) => squatter.listen(first.port, '127.0.0.1', done));
  try {
    const taken = (squatter.address() as AddressInfo).port;
    await expect(startEmbeddedPostgres({ dataDir: folder, port: taken })).rejects.toThrow(
      `Port ${taken} on 127.0.0.1 is taken: stop the program that uses it, or name another port`,
    );
    const second = await startEmbeddedPostgres({ dataDir: folder });
    expect(second.port).not.toBe(taken);
  } finally {
    squatter.close();
  }
});

test('nobody enters without the password', async () => {
  const { port } = await startEmbeddedPostgres({ dataDir: folder });
  await expect(ask(`postgres://postgres:guess@127.0.0.1:${port}/postgres`, 'SELECT 1')).rejects.toThrow(
    'password authentication failed',
  );
});

test('commits wait for the disk, in UTF-8 and UTC', async () => {
  const server = await startEmbeddedPostgres({ dataDir: folder });
  const url = await server.ensureDatabase('wsis');
  expect(await server.ensureDatabase('wsis')).toBe(url);
  const settings = await ask<{ name: string; setting: string }>(
    url,
    `SELECT name, setting FROM pg_settings WHERE name IN ('fsync', 'synchronous_commit', 'TimeZone', 'server_encoding')`,
  );
  expect(Object.fromEntries(settings.map(({ name, setting }) => [name, setting]))).toEqual({
    fsync: 'on',
    synchronous_commit: 'on',
    TimeZone: 'UTC',
    server_encoding: 'UTF8',
  });
});

test("neither a statement nor a row's value reaches the log", async () => {
  const server = await startEmbeddedPostgres({ dataDir: folder });
  await ask(server.url(), 'CREATE TABLE people (address TEXT UNIQUE)');
  await ask(server.url(), "INSERT INTO people VALUES ('secret@example.org')");
  await expect(ask(server.url(), "INSERT INTO people VALUES ('secret@example.org')")).rejects.toThrow('duplicate key');
  const log = readFileSync(join(folder, 'postgres.log'), 'utf8');
  expect(log).toContain('duplicate key');
  expect(log).not.toContain('secret@example.org');
});
