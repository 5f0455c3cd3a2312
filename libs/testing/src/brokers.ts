/** Whether this run may leave nothing out that needs Kafka, Redis or PostgreSQL. */
const nothingMayBeSkipped = (): boolean => process.env.CI === 'true';

/** The address of a real Redis. Throws where none was named. */
export function redisUrl(): string {
  const url = process.env.REDIS_URL;
  if (!url) throw new Error('REDIS_URL is not set: ./scripts/test brings one up, or name your own');
  return url;
}

/** The addresses of real Kafka brokers. Throws where none were named. */
export function kafkaBrokers(): readonly string[] {
  const brokers = (process.env.KAFKA_BROKERS ?? '').split(',').filter(Boolean);
  if (brokers.length === 0)
    throw new Error('KAFKA_BROKERS is not set: ./scripts/kafka start prints it, or name your own');
  return brokers;
}

/** Tests that need Kafka. Without brokers they are skipped under a title that says so, and fail where CI forbids that. */
export function describeWithKafka(title: string, tests: () => void): void {
  describeWith('KAFKA_BROKERS', title, tests);
}

/** Tests that need Redis. Without one they are skipped under a title that says so, and fail where CI forbids that. */
export function describeWithRedis(title: string, tests: () => void): void {
  describeWith('REDIS_URL', title, tests);
}

/** The place of the PgBouncer program. Throws where none was named. */
export function pgBouncer(): string {
  const program = process.env.PGBOUNCER;
  if (!program) throw new Error('PGBOUNCER is not set: ./scripts/test finds the program, or name its place');
  return program;
}

/** Tests that need PgBouncer. Without it they are skipped under a title that says so, and fail where CI forbids that. */
export function describeWithPgBouncer(title: string, tests: () => void): void {
  describeWith('PGBOUNCER', title, tests);
}

function describeWith(variable: 'KAFKA_BROKERS' | 'REDIS_URL' | 'PGBOUNCER', title: string, tests: () => void): void {
  if (process.env[variable]) {
    describe(title, tests);
  } else if (nothingMayBeSkipped()) {
    describe(title, () => {
      test(`${variable} is set, because CI skips nothing`, () => {
        throw new Error(`${variable} is not set`);
      });
    });
  } else {
    describe.skip(`${title} (skipped: ${variable} is not set)`, tests);
  }
}
