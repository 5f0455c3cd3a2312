import type { ServiceDefinition } from '@wsis/service';
import { identityMigrations } from './adapters/postgres/migrations/index.js';
import { IdentityConfig } from './config.js';
import { IdentityModule } from './identity.module.js';

/** Identity as a deployable context. */
export const identityService: ServiceDefinition = {
  name: 'identity',
  switches: ['codes'],
  migrations: identityMigrations,
  module: (core) => IdentityModule.with(new IdentityConfig(core.settings.environment), core),
  // Identity asks its own sessions, so it needs no copied list of revoked ones.
  handlesSessionRevocation: true,
};
