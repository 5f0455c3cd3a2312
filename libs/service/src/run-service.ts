import { InternalTokens } from '@wsis/http';
import { systemClock } from '@wsis/kernel';
import { createLogger } from '@wsis/observability';
import { HttpServiceClients } from './clients.js';
import type { ServiceDefinition } from './definition.js';
import { LISTEN_BACKLOG } from './server-limits.js';
import { Settings, readSecrets } from './settings.js';
import { startService } from './start-service.js';
import { waitingServer } from './waiting-server.js';

/** Runs one service as a process of its own, until it is told to stop. */
export async function runService(definition: ServiceDefinition): Promise<void> {
  let settings: Settings;
  try {
    settings = new Settings(process.env);
  } catch (error) {
    process.stderr.write(`${definition.name}: ${(error as Error).message}\n`);
    process.exit(78);
  }
  const secrets = readSecrets(settings);
  const logger = createLogger({ service: definition.name, level: settings.logLevel });
  const clients = new HttpServiceClients(
    definition.name,
    settings.serviceUrls,
    new InternalTokens(secrets.internalKey),
    systemClock,
  );
  const endWaiting = await waitingServer(definition, settings.host, settings.port);
  const service = await startService(definition, { settings, secrets, clients, logger });
  await endWaiting();
  await service.app.listen({ port: settings.port, host: settings.host, backlog: LISTEN_BACKLOG });
  logger.info({ port: settings.port, role: settings.role }, 'Listening');

  let stopping = false;
  const stop = (signal: string) => {
    if (stopping) return;
    stopping = true;
    logger.info({ signal }, 'Stopping');
    service
      .stop()
      .then(() => process.exit(0))
      .catch((error: unknown) => {
        logger.error({ err: error }, 'Could not stop in order');
        process.exit(1);
      });
  };
  process.on('SIGTERM', () => stop('SIGTERM'));
  process.on('SIGINT', () => stop('SIGINT'));
}
