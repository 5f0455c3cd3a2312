import type { ServiceDefinition } from '@wsis/service';
import { promotionMigrations } from './adapters/postgres/migrations/index.js';
import { PromotionModule } from './promotion.module.js';

/** What becomes public, and when: three releases, the results and the certificates. */
export const promotionService: ServiceDefinition = {
  name: 'promotion',
  migrations: promotionMigrations,
  module: () => PromotionModule,
  projections: ['editions', 'nominees', 'withdrawals', 'champions', 'decisions'],
};
