import { approvalMigrations, auditMigrations } from '@wsis/approval';
import { isOutage, messagingMigrations } from '@wsis/messaging';
import type { Logger } from '@wsis/observability';
import { connectDatabase, migrate, type Database } from '@wsis/persistence';
import type { ServiceDefinition, ServiceRuntime } from './definition.js';
import { jobMigrations } from './jobs.js';
import { revokedSessionMigrations } from './revoked-sessions.js';
import { switchMigrations } from './switches.js';

/** Brings a service's schema up to date and opens its pool; waits for PostgreSQL as long as it takes. */
export async function prepareDatabase(definition: ServiceDefinition, runtime: ServiceRuntime): Promise<Database> {
  const { settings, logger } = runtime;
  const schema = definition.name;
  return waitFor(logger, async () => {
    await migrate({
      url: settings.databaseDirectUrl,
      schema,
      migrations: [
        ...messagingMigrations(schema),
        ...approvalMigrations(schema),
        ...auditMigrations(schema),
        ...revokedSessionMigrations(schema),
        ...jobMigrations(schema),
        ...(definition.switches === undefined ? [] : switchMigrations(schema)),
        ...definition.migrations,
      ],
    });
    return connectDatabase({
      url: settings.databaseUrl,
      applicationName: `wsis-${definition.name}`,
      poolSize: settings.databasePoolSize,
    });
  });
}

/** Tries again while PostgreSQL is away; anything else is a fault of ours and stops the boot. */
async function waitFor<T>(logger: Logger, work: () => Promise<T>): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (!isOutage(error)) throw error;
      if (attempt === 0) logger.warn({ reason: (error as Error).message }, 'PostgreSQL is away; waiting for it');
      await new Promise((resolve) => setTimeout(resolve, Math.min(200 * 2 ** attempt, 2_000)));
    }
  }
}
