import type { IdSource } from '@wsis/kernel';
import type { Logger } from '@wsis/observability';
import type { Database, Migration, Tx } from '@wsis/persistence';
import type { SweepRun, Wakeups } from './wakeups.js';

/** Long work that the staff began, and how the sweeps of the worker do; both in the service's own schema. */
export function jobMigrations(schema: string): readonly Migration[] {
  return [
    {
      name: '0000-jobs',
      up: [
        `CREATE TABLE ${schema}.jobs (
           id UUID PRIMARY KEY,
           kind TEXT NOT NULL,
           edition_id TEXT,
           params JSONB NOT NULL,
           state TEXT NOT NULL CHECK (state IN ('running', 'cancelled', 'failed', 'done')),
           done INT NOT NULL DEFAULT 0,
           total INT NOT NULL,
           fault TEXT,
           started_by UUID NOT NULL,
           started_at TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp(),
           changed_at TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp(),
           claimed_until TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp())`,
        `CREATE INDEX jobs_running ON ${schema}.jobs (started_at) WHERE state = 'running'`,
        `CREATE TABLE ${schema}.sweeps (
           name TEXT PRIMARY KEY,
           every_seconds INT NOT NULL,
           ran_at TIMESTAMPTZ NOT NULL,
           took_ms INT NOT NULL,
           failed_at TIMESTAMPTZ)`,
      ],
    },
  ];
}

export type JobState = 'running' | 'cancelled' | 'failed' | 'done';

export interface Job {
  readonly id: string;
  readonly kind: string;
  readonly editionId: string | null;
  readonly params: unknown;
  readonly state: JobState;
  readonly done: number;
  readonly total: number;
  /** The code of what stopped it; null where nothing did. */
  readonly fault: string | null;
  readonly startedBy: string;
  readonly startedAt: Date;
  readonly changedAt: Date;
}

/** One step of a job, in transactions of its own; what is done stays done, so a step that is repeated goes on. */
export type JobStep = (job: Job) => Promise<{ readonly left: number } | { readonly fault: string }>;

export interface SweepState {
  readonly name: string;
  readonly everySeconds: number;
  readonly ranAt: Date;
  readonly tookMs: number;
  readonly failedAt: Date | null;
}

const SWEEP = 'jobs';
const SWEEP_SECONDS = 1;
/** A worker that dies in a step keeps the job from others for so long. */
const CLAIM_SECONDS = 60;
const NOTE_SWEEPS_MS = 5_000;
export const JOBS_SHOWN = 100;

const COLUMNS = `id, kind, edition_id AS "editionId", params, state, done, total, fault, started_by AS "startedBy",
  started_at AS "startedAt", changed_at AS "changedAt"`;

/**
 * Long work that a person began: a row that the worker takes up step by step. It can be cancelled between two steps and
 * resumed, by one person: nothing that decides on a result is a job.
 */
export class Jobs {
  private readonly steps = new Map<string, JobStep>();
  private readonly runs = new Map<string, SweepRun>();
  private readonly failures = new Map<string, Date>();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly database: Database,
    private readonly schema: string,
    private readonly wakeups: Wakeups,
    private readonly ids: IdSource,
    private readonly logger: Logger,
  ) {}

  /** Says how the jobs of a kind are worked off. */
  register(kind: string, step: JobStep): void {
    if (this.steps.has(kind)) throw new Error(`Two ways to do the job ${kind}`);
    if (this.steps.size === 0) this.wakeups.every(SWEEP, SWEEP_SECONDS, () => this.workOff());
    this.steps.set(kind, step);
  }

  async begin(tx: Tx, job: Pick<Job, 'kind' | 'editionId' | 'params' | 'total' | 'startedBy'>): Promise<string> {
    const id = this.ids.next();
    await tx.execute(
      `INSERT INTO ${this.schema}.jobs (id, kind, edition_id, params, state, total, started_by)
       VALUES ($1, $2, $3, $4, CASE WHEN $5 = 0 THEN 'done' ELSE 'running' END, $5::int, $6)`,
      [id, job.kind, job.editionId, JSON.stringify(job.params), job.total, job.startedBy],
    );
    this.wakeups.at(SWEEP, new Date());
    return id;
  }

  /** The latest first, at most 100. */
  list(): Promise<readonly Job[]> {
    return this.database.query<Job>(`SELECT ${COLUMNS} FROM ${this.schema}.jobs ORDER BY id DESC LIMIT ${JOBS_SHOWN}`);
  }

  async find(id: string): Promise<Job | undefined> {
    const [job] = await this.database.query<Job>(`SELECT ${COLUMNS} FROM ${this.schema}.jobs WHERE id = $1`, [id]);
    return job;
  }

  /** The step under way is finished; false where the job is not running. */
  cancel(id: string): Promise<boolean> {
    return this.move(id, 'cancelled', ['running']);
  }

  /** Goes on where it stopped; false where it runs or is done. */
  async resume(id: string): Promise<boolean> {
    const resumed = await this.move(id, 'running', ['cancelled', 'failed']);
    if (resumed) this.wakeups.at(SWEEP, new Date());
    return resumed;
  }

  sweeps(): Promise<readonly SweepState[]> {
    return this.database.query<SweepState>(
      `SELECT name, every_seconds AS "everySeconds", ran_at AS "ranAt", took_ms AS "tookMs", failed_at AS "failedAt"
       FROM ${this.schema}.sweeps ORDER BY name LIMIT ${JOBS_SHOWN}`,
    );
  }

  /** Runs a sweep before its turn; false where there is none of that name. */
  async hurry(name: string): Promise<boolean> {
    const known = (await this.sweeps()).some((sweep) => sweep.name === name);
    if (known) this.wakeups.at(name, new Date());
    return known;
  }

  /** Keeps in memory how a sweep went; written down every few seconds. */
  readonly note = (run: SweepRun): void => {
    this.runs.set(run.name, run);
    if (run.failed) this.failures.set(run.name, run.startedAt);
    this.timer ??= setTimeout(() => void this.writeDown(), NOTE_SWEEPS_MS).unref();
  };

  stop(): void {
    clearTimeout(this.timer);
  }

  async writeDown(): Promise<void> {
    const runs = [...this.runs.values()];
    this.runs.clear();
    this.timer = undefined;
    await this.database
      .query(
        `INSERT INTO ${this.schema}.sweeps AS s (name, every_seconds, ran_at, took_ms, failed_at)
         SELECT * FROM unnest($1::text[], $2::int[], $3::timestamptz[], $4::int[], $5::timestamptz[])
         ON CONFLICT (name) DO UPDATE SET every_seconds = excluded.every_seconds, ran_at = excluded.ran_at,
           took_ms = excluded.took_ms, failed_at = COALESCE(excluded.failed_at, s.failed_at)`,
        [
          runs.map(({ name }) => name),
          runs.map(({ everySeconds }) => everySeconds),
          runs.map(({ startedAt }) => startedAt),
          runs.map(({ tookMs }) => tookMs),
          runs.map(({ name }) => this.failures.get(name) ?? null),
        ],
      )
      .catch((error: unknown) => this.logger.debug({ err: error }, 'How the sweeps went could not be written down'));
  }

  private async workOff(): Promise<void> {
    for (let job = await this.claim(); job !== undefined; job = await this.claim()) await this.step(job);
  }

  private async claim(): Promise<Job | undefined> {
    const [job] = await this.database.query<Job>(
      `WITH next AS (
         SELECT id AS claimed FROM ${this.schema}.jobs
         WHERE state = 'running' AND claimed_until <= clock_timestamp() AND kind = ANY ($1)
         ORDER BY started_at LIMIT 1 FOR UPDATE SKIP LOCKED
       ), taken AS (
         UPDATE ${this.schema}.jobs SET claimed_until = clock_timestamp() + make_interval(secs => $2)
         FROM next WHERE id = claimed RETURNING jobs.*
       ) SELECT ${COLUMNS} FROM taken`,
      [[...this.steps.keys()], CLAIM_SECONDS],
    );
    return job;
  }

  private async step(job: Job): Promise<void> {
    const outcome = await this.steps
      .get(job.kind)?.(job)
      .catch((error: unknown) => {
        this.logger.warn({ err: error, job: job.id, kind: job.kind }, 'A job stopped; it can be resumed');
        return { fault: 'HTTP.INTERNAL' };
      });
    if (outcome === undefined) return;
    const fault = 'fault' in outcome ? outcome.fault : null;
    const left = 'left' in outcome ? outcome.left : null;
    await this.database.query(
      `UPDATE ${this.schema}.jobs SET claimed_until = clock_timestamp(), changed_at = clock_timestamp(), fault = $2::text,
         done = CASE WHEN $3::int IS NULL THEN done ELSE GREATEST(0, total - $3::int) END,
         state = CASE WHEN $3::int = 0 THEN 'done' WHEN state <> 'running' THEN state WHEN $2::text IS NULL THEN state ELSE 'failed' END
       WHERE id = $1`,
      [job.id, fault, left],
    );
  }

  private async move(id: string, to: JobState, from: readonly JobState[]): Promise<boolean> {
    const moved = await this.database.query(
      `UPDATE ${this.schema}.jobs SET state = $2, fault = NULL, changed_at = clock_timestamp()
       WHERE id = $1 AND state = ANY ($3) RETURNING 1`,
      [id, to, from],
    );
    return moved.length > 0;
  }
}
