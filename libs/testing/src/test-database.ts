import { createHash, randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { startEmbeddedPostgres } from '@wsis/embedded';
import { connectDatabase, type Database } from '@wsis/persistence';
import pg from 'pg';

/** A database of one spec's own, on a real PostgreSQL. */
export interface TestDatabase {
  readonly url: string;
  readonly name: string;
  /** Opens a pool on it, which `drop` closes. */
  database(applicationName?: string): Promise<Database>;
  /** Closes the pools that `database` opened and removes the database, whoever is still connected. */
  drop(): Promise<void>;
}

export interface TestDatabaseOptions {
  /** A database prepared once and then copied: `key` must change when the preparation does. */
  readonly template?: { readonly key: string; readonly prepare: (url: string) => Promise<void> };
}

/** The server for specs that were started without DATABASE_URL: one for all of them on this machine, left running. */
const SHARED_FOLDER = fileURLToPath(new URL('../../../.cache/test-postgres', import.meta.url));
const LEFTOVER_AFTER_SECONDS = 6 * 3600;

let server: Promise<string> | undefined;

async function startShared(): Promise<string> {
  const postgres = await startEmbeddedPostgres({
    dataDir: SHARED_FOLDER,
    // Several people's specs share it. Nothing in it must survive a power cut, so it need not wait for the disk.
    settings: { max_connections: '600', fsync: 'off' },
  });
  return postgres.url();
}

/** The address of the PostgreSQL server that specs use: DATABASE_URL, or the shared embedded one. */
export function testServerUrl(): Promise<string> {
  server ??= (async () => {
    const url = process.env.DATABASE_URL || (await startShared());
    await removeLeftovers(url);
    return url;
  })();
  return server;
}

/** Gives a fresh, empty database, or a copy of a prepared one. */
export async function testDatabase(options: TestDatabaseOptions = {}): Promise<TestDatabase> {
  const serverUrl = await testServerUrl();
  const name = `test_${Math.floor(Date.now() / 1000)}_${randomBytes(6).toString('hex')}`;
  const template = options.template ? await templateOf(serverUrl, options.template) : 'template0';
  await onServer(serverUrl, (client) => client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`));
  const url = databaseUrl(serverUrl, name);
  const pools: Database[] = [];
  return {
    url,
    name,
    async database(applicationName = 'test') {
      const pool = await connectDatabase({ url, applicationName });
      pools.push(pool);
      return pool;
    },
    async drop() {
      await Promise.all(pools.map((pool) => pool.close()));
      await onServer(serverUrl, (client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
    },
  };
}

function databaseUrl(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

async function onServer<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, application_name: 'test-database' });
  // A server that is stopped under us ends the connection; the statement in flight reports it.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function templateOf(serverUrl: string, template: NonNullable<TestDatabaseOptions['template']>): Promise<string> {
  const name = `template_${createHash('sha256').update(template.key).digest('hex').slice(0, 16)}`;
  await onServer(serverUrl, async (client) => {
    await client.query('SELECT pg_advisory_lock(hashtext($1))', [name]);
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (rowCount) return;
    const half = `${name}_half`;
    await client.query(`DROP DATABASE IF EXISTS ${half} WITH (FORCE)`);
    await client.query(`CREATE DATABASE ${half} TEMPLATE template0`);
    await template.prepare(databaseUrl(serverUrl, half));
    await client.query(`ALTER DATABASE ${half} RENAME TO ${name}`);
  });
  return name;
}

/** Databases of specs that were killed before they could drop theirs. */
async function removeLeftovers(url: string): Promise<void> {
  await onServer(url, async (client) => {
    const { rows } = await client.query<{ datname: string }>(
      String.raw`SELECT datname FROM pg_database WHERE datname ~ '^test_\d+_'`,
    );
    const oldest = Math.floor(Date.now() / 1000) - LEFTOVER_AFTER_SECONDS;
    for (const { datname } of rows) {
      if (Number(datname.split('_')[1]) < oldest) await client.query(`DROP DATABASE IF EXISTS ${datname} WITH (FORCE)`);
    }
  });
}
