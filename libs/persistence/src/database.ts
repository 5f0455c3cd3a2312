import type { EventEmitter } from 'node:events';
import { DataSource, type EntityManager, type EntitySchema, type MixedList, type QueryRunner } from 'typeorm';

/** What a use case may do inside one transaction. Rows come back as plain objects. */
export interface Tx {
  /** Runs one statement and returns its rows. */
  query<R>(sql: string, params?: readonly unknown[]): Promise<R[]>;
  /** Runs one statement and returns how many rows it touched. */
  execute(sql: string, params?: readonly unknown[]): Promise<number>;
  /**
   * Keeps a statement for the end, where it travels together with the COMMIT: what it locks is held for no way to the
   * database and back. Its failure is the transaction's. `committed` is called when all of it is stored.
   */
  atCommit(sql: string, params: readonly unknown[], committed?: () => void): Promise<void>;
  /** TypeORM's view of the same transaction, for stores built on rows. */
  readonly manager: EntityManager;
}

export interface DatabaseOptions {
  readonly url: string;
  /** Shown in pg_stat_activity. */
  readonly applicationName: string;
  readonly poolSize?: number;
  readonly statementTimeoutMs?: number;
  /** How long a request may wait for a connection. */
  readonly connectTimeoutMs?: number;
  readonly entities?: MixedList<string | Function | EntitySchema>;
}

export interface TransactionOptions {
  /**
   * The work is done again where a crash of the database takes it back, so its commit does not wait for the disk.
   * What it keeps for the end (`atCommit`) is for others to see and does wait.
   */
  readonly repeated?: boolean;
}

interface RawResult {
  records?: unknown[];
  affected?: number | null;
}

/** One service's connection pool. Every transaction is one unit of work. */
export class Database implements Tx {
  constructor(readonly dataSource: DataSource) {}

  get manager(): EntityManager {
    return this.dataSource.manager;
  }

  /** Runs the work in one transaction: all of it is stored, or nothing. */
  async transaction<T>(work: (tx: Tx) => Promise<T>, options: TransactionOptions = {}): Promise<T> {
    const runner = this.dataSource.createQueryRunner();
    try {
      await runner.startTransaction();
      const tx = new Transaction(runner.manager);
      const result = await work(tx);
      const committed = await tx.commit(options.repeated ?? false);
      for (const tell of committed) tell();
      return result;
    } catch (error) {
      await runner.rollbackTransaction().catch(() => undefined);
      await giveUpSilent(runner, error);
      throw error;
    } finally {
      await runner.release();
    }
  }

  async query<R>(sql: string, params: readonly unknown[] = []): Promise<R[]> {
    return (await run(this.dataSource, sql, params)).records as R[];
  }

  async execute(sql: string, params: readonly unknown[] = []): Promise<number> {
    return (await run(this.dataSource, sql, params)).affected;
  }

  async atCommit(sql: string, params: readonly unknown[], committed?: () => void): Promise<void> {
    await this.execute(sql, params);
    committed?.();
  }

  async close(): Promise<void> {
    if (this.dataSource.isInitialized) await this.dataSource.destroy();
  }
}

/** A TypeORM transaction in the shape that stores use. */
class Transaction implements Tx {
  private readonly last: { sql: string; params: readonly unknown[] }[] = [];
  private readonly tells: (() => void)[] = [];

  constructor(readonly manager: EntityManager) {}

  async query<R>(sql: string, params: readonly unknown[] = []): Promise<R[]> {
    return normalise((await this.runner().query(sql, params as unknown[], true)) as RawResult).records as R[];
  }

  async execute(sql: string, params: readonly unknown[] = []): Promise<number> {
    return normalise((await this.runner().query(sql, params as unknown[], true)) as RawResult).affected;
  }

  async atCommit(sql: string, params: readonly unknown[], committed?: () => void): Promise<void> {
    this.last.push({ sql, params });
    if (committed) this.tells.push(committed);
  }

  /** Commits; gives what is to be called then. */
  async commit(repeated: boolean): Promise<readonly (() => void)[]> {
    const client = (await this.runner().connect()) as PipelinedClient;
    const hurry = repeated && this.last.length === 0 ? [client.query('SET LOCAL synchronous_commit = off')] : [];
    // Written one after the other without waiting. Where one fails, PostgreSQL makes a rollback of the COMMIT.
    const answers = await Promise.allSettled([
      ...hurry,
      ...this.last.map(({ sql, params }) => client.query(sql, params)),
      client.query('COMMIT'),
    ]);
    const failed = answers.find((answer) => answer.status === 'rejected');
    if (failed) throw failed.reason;
    return this.tells;
  }

  private runner(): QueryRunner {
    if (!this.manager.queryRunner) throw new Error('A transaction without a query runner');
    return this.manager.queryRunner;
  }
}

interface PipelinedClient {
  query(sql: string, params?: readonly unknown[]): Promise<unknown>;
}

async function run(dataSource: DataSource, sql: string, params: readonly unknown[]) {
  const runner = dataSource.createQueryRunner();
  try {
    return normalise((await runner.query(sql, params as unknown[], true)) as RawResult);
  } catch (error) {
    await giveUpSilent(runner, error);
    throw error;
  } finally {
    await runner.release();
  }
}

/** Keeps a connection whose answer did not come in time out of the pool: the next statement would be asked on it once more. */
async function giveUpSilent(runner: QueryRunner, error: unknown): Promise<void> {
  if (!(error instanceof Error) || error.message !== 'Query read timeout') return;
  const connection = (await runner.connect()) as EventEmitter;
  // A runner gives a connection that had an error back as broken.
  connection.emit('error', error);
}

function normalise(result: RawResult): { records: unknown[]; affected: number } {
  const records = result.records ?? [];
  return { records, affected: result.affected ?? records.length };
}

/** Opens a pool on PostgreSQL 15 or newer; statements are unnamed, so PgBouncer may stand in between. */
export async function connectDatabase(options: DatabaseOptions): Promise<Database> {
  const dataSource = new DataSource({
    type: 'postgres',
    url: options.url,
    applicationName: options.applicationName,
    entities: options.entities ?? [],
    synchronize: false,
    logging: false,
    installExtensions: false,
    extra: {
      max: options.poolSize ?? 10,
      connectionTimeoutMillis: options.connectTimeoutMs ?? 5_000,
      query_timeout: options.statementTimeoutMs ?? 30_000,
      idleTimeoutMillis: 30_000,
      keepAlive: true,
      // Statements that do not wait for one another are sent without waiting; without it `atCommit` would not be sent together.
      pipeline: true,
    },
    // A connection that the server closed while idle is replaced at the next use.
    poolErrorHandler: () => undefined,
  });
  await dataSource.initialize();
  return new Database(dataSource);
}
