import { DataSource, type EntityManager, type EntitySchema, type MixedList } from 'typeorm';

/** What a use case may do inside one transaction. Rows come back as plain objects. */
export interface Tx {
  /** Runs one statement and returns its rows. */
  query<R>(sql: string, params?: readonly unknown[]): Promise<R[]>;
  /** Runs one statement and returns how many rows it touched. */
  execute(sql: string, params?: readonly unknown[]): Promise<number>;
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
  async transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.dataSource.transaction((manager) => work(transactionOn(manager)));
  }

  async query<R>(sql: string, params: readonly unknown[] = []): Promise<R[]> {
    return (await run(this.dataSource, sql, params)).records as R[];
  }

  async execute(sql: string, params: readonly unknown[] = []): Promise<number> {
    return (await run(this.dataSource, sql, params)).affected;
  }

  async close(): Promise<void> {
    if (this.dataSource.isInitialized) await this.dataSource.destroy();
  }
}

/** Gives a TypeORM transaction the shape that stores use. */
export function transactionOn(manager: EntityManager): Tx {
  return {
    manager,
    async query<R>(sql: string, params: readonly unknown[] = []): Promise<R[]> {
      return (await runOnManager(manager, sql, params)).records as R[];
    },
    async execute(sql: string, params: readonly unknown[] = []): Promise<number> {
      return (await runOnManager(manager, sql, params)).affected;
    },
  };
}

async function runOnManager(manager: EntityManager, sql: string, params: readonly unknown[]) {
  const runner = manager.queryRunner;
  if (!runner) throw new Error('A transaction without a query runner');
  return normalise((await runner.query(sql, params as unknown[], true)) as RawResult);
}

async function run(dataSource: DataSource, sql: string, params: readonly unknown[]) {
  const runner = dataSource.createQueryRunner();
  try {
    return normalise((await runner.query(sql, params as unknown[], true)) as RawResult);
  } finally {
    await runner.release();
  }
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
    },
    // A connection that the server closed while idle is replaced at the next use.
    poolErrorHandler: () => undefined,
  });
  await dataSource.initialize();
  return new Database(dataSource);
}
