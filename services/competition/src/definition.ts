import type { ServiceDefinition } from '@wsis/service';
import { competitionMigrations } from './adapters/postgres/migrations/index.js';
import { CompetitionModule } from './competition.module.js';
import { CompetitionConfig } from './config.js';

/** The competition as a deployable context. */
export const competitionService: ServiceDefinition = {
  name: 'competition',
  migrations: competitionMigrations,
  module: () => CompetitionModule.with(new CompetitionConfig()),
};
