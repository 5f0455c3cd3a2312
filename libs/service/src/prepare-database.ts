import { approvalMigrations, auditMigrations } from '@wsis/approval';
import { messagingMigrations } from '@wsis/messaging';
import type { Logger } from '@wsis/observability';
import { connectDatabase, migrate, type Database } from '@wsis/persistence';
import type { ServiceDefinition, ServiceRuntime } from './definition.js';
import { revokedSessionMigrations } from './revoked-sessions.js';

/** Brings a service's schema up to date and opens its pool; waits for PostgreSQL as long as it takes. */
export async function prepareDatabase(definition: ServiceDefinition, runtime: ServiceRuntime): Promise<Database> {
  const { settings, logger } = runtime;
  const schema = definition.name;
  await waitFor(logger, async () => {
    await migrate({
      url: settings.databaseDirectUrl,
      schema,
      migrations: [
        ...messagingMigrations(schema),
        ...approvalMigrations(schema),
        ...auditMigrations(schema),
        ...revokedSessionMigrations(schema),
        ...definition.migrations,
      ],
    });
  });
  return connectDatabase({
    url: settings.databaseUrl,
    applicationName: `wsis-${definition.name}`,
    poolSize: settings.databasePoolSize,
  });
}

/** Tries again while PostgreSQL is away; anything else is a fault of ours and stops the boot. */
async function waitFor(logger: Logger, work: () => Promise<void>): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      await work();
      return;
    } catch (error) {
      const code = (error as { code?: string }).code ?? '';
      if (!/^(ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|57P03|57P01|53300)$/.test(code)) throw error;
      if (attempt === 0) logger.warn({ reason: code }, 'PostgreSQL is away; waiting for it');
      await new Promise((resolve) => setTimeout(resolve, Math.min(200 * 2 ** attempt, 2_000)));
    }
  }
}
