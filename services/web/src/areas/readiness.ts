import { ReadinessController } from '../adapters/http/readiness.controller.js';
import { RehearsalsController } from '../adapters/http/rehearsals.controller.js';
import { ServiceEditionReadiness } from '../adapters/services/readiness.js';
import { ServiceRehearsals } from '../adapters/services/rehearsals.js';
import { ServiceCalls } from '../adapters/services/service-calls.js';
import { EditionReadiness } from '../application/readiness/ports.js';
import { RehearsalDesk } from '../application/rehearsals/ports.js';
import type { Area } from './area.js';

/** What must be true before a phase opens, and its rehearsals. Both are reached from each edition. */
export const readiness: Area = {
  controllers: [ReadinessController, RehearsalsController],
  providers: [
    {
      provide: EditionReadiness,
      inject: [ServiceCalls],
      useFactory: (calls: ServiceCalls) => new ServiceEditionReadiness(calls),
    },
    {
      provide: RehearsalDesk,
      inject: [ServiceCalls],
      useFactory: (calls: ServiceCalls) => new ServiceRehearsals(calls),
    },
  ],
};
