import { createHash } from 'node:crypto';
import pg from 'pg';

/** One step of a schema. It is applied once, in order, and never edited after it shipped. */
export interface Migration {
  /** Number and subject, for example `0001-ballots`. */
  readonly name: string;
  readonly up: readonly string[];
}

export interface MigrateOptions {
  /** A direct connection: advisory locks of a session do not work through a transaction pool. */
  readonly url: string;
  readonly schema: string;
  readonly migrations: readonly Migration[];
}

/**
 * Brings a service's schema up to date, one process at a time.
 * Throws when a step that was applied before has been edited since.
 */
export async function migrate(options: MigrateOptions): Promise<readonly string[]> {
  const client = new pg.Client({ connectionString: options.url, application_name: `migrate:${options.schema}` });
  // A server that goes away in between ends the connection; the next statement reports it.
  client.on('error', () => undefined);
  await client.connect();
  const applied: string[] = [];
  try {
    // One lock for the database: creating a schema is not safe side by side.
    await client.query('SELECT pg_advisory_lock($1)', [7_014_020]);
    await client.query(`CREATE SCHEMA IF NOT EXISTS ${options.schema}`);
    await client.query(
      `CREATE TABLE IF NOT EXISTS ${options.schema}.migrations (
         name TEXT PRIMARY KEY, checksum TEXT NOT NULL, applied_at TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp())`,
    );
    const { rows } = await client.query<{ name: string; checksum: string }>(
      `SELECT name, checksum FROM ${options.schema}.migrations`,
    );
    const known = new Map(rows.map((row) => [row.name, row.checksum]));
    for (const migration of options.migrations) {
      const checksum = createHash('sha256').update(migration.up.join('\u0000')).digest('hex');
      const before = known.get(migration.name);
      if (before === checksum) continue;
      if (before !== undefined) {
        throw new Error(`Migration ${options.schema}/${migration.name} was changed after it had been applied`);
      }
      await client.query('BEGIN');
      try {
        for (const statement of migration.up) await client.query(statement);
        await client.query(`INSERT INTO ${options.schema}.migrations (name, checksum) VALUES ($1, $2)`, [
          migration.name,
          checksum,
        ]);
        await client.query('COMMIT');
      } catch (cause) {
        await client.query('ROLLBACK');
        throw new Error(`Migration ${options.schema}/${migration.name} failed: ${(cause as Error).message}`, { cause });
      }
      applied.push(migration.name);
    }
    return applied;
  } finally {
    await client.end();
  }
}
