import { ReadinessController } from '../adapters/http/readiness.controller.js';
import { ServiceEditionReadiness } from '../adapters/services/readiness.js';
import { ServiceCalls } from '../adapters/services/service-calls.js';
import { EditionReadiness } from '../application/readiness/ports.js';
import type { Area } from './area.js';

/** What must be true before a phase opens. It is reached from each edition. */
export const readiness: Area = {
  controllers: [ReadinessController],
  providers: [
    {
      provide: EditionReadiness,
      inject: [ServiceCalls],
      useFactory: (calls: ServiceCalls) => new ServiceEditionReadiness(calls),
    },
  ],
};
