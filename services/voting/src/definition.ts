import type { ServiceDefinition } from '@wsis/service';
import { describeSaveBallot } from './adapters/http/save-ballot.openapi.js';
import { votingMigrations } from './adapters/postgres/migrations/index.js';
import { VotingConfig } from './config.js';
import { VotingModule, registerRawRoutes } from './voting.module.js';

/** The public vote as a deployable context. */
export const votingService: ServiceDefinition = {
  name: 'voting',
  migrations: votingMigrations,
  module: ({ secrets, logger }) => VotingModule.with(new VotingConfig(), secrets, logger),
  rawRoutes: registerRawRoutes,
  describeRawRoutes: describeSaveBallot,
};
