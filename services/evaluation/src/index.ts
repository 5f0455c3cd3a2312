import type { ServiceDefinition } from '@wsis/service';
import { evaluationMigrations } from './adapters/postgres/migrations/index.js';
import { EvaluationModule } from './evaluation.module.js';

/** Panels, conflicts, sealed score sheets and what they decide. */
export const evaluationService: ServiceDefinition = {
  name: 'evaluation',
  migrations: evaluationMigrations,
  module: () => EvaluationModule,
  projections: ['editions', 'nominees', 'champions', 'roles', 'merged_organisations'],
};
