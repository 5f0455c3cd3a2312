import type { ServiceDefinition } from '@wsis/service';
import { acceptPictures } from './adapters/http/picture-body.js';
import { nominationsMigrations } from './adapters/postgres/migrations/index.js';
import { NominationsConfig } from './config.js';
import { NominationsModule } from './nominations.module.js';

/** Nominations as a deployable context. */
export const nominationsService: ServiceDefinition = {
  name: 'nominations',
  switches: ['lists'],
  migrations: nominationsMigrations,
  module: ({ settings }) => NominationsModule.with(new NominationsConfig(settings.environment)),
  rawRoutes: (_app, fastify) => acceptPictures(fastify),
};
