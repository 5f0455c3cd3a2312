import type { ServiceDefinition } from '@wsis/service';
import { describeSaveBallot } from './adapters/http/save-ballot.openapi.js';
import { votingMigrations } from './adapters/postgres/migrations/index.js';
import { VotingConfig } from './config.js';
import { VotingModule, registerRawRoutes } from './voting.module.js';

/** The public vote as a deployable context. */
export const votingService: ServiceDefinition = {
  name: 'voting',
  migrations: votingMigrations,
  module: ({ settings, secrets, logger }) => VotingModule.with(new VotingConfig(settings.environment), secrets, logger),
  rawRoutes: registerRawRoutes,
  describeRawRoutes: describeSaveBallot,
};
