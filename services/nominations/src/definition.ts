import type { ServiceDefinition } from '@wsis/service';
import { nominationsMigrations } from './adapters/postgres/migrations/index.js';
import { NominationsModule } from './nominations.module.js';

/** Nominations as a deployable context. */
export const nominationsService: ServiceDefinition = {
  name: 'nominations',
  migrations: nominationsMigrations,
  module: () => NominationsModule,
};
