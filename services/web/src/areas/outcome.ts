import { OutcomeController } from '../adapters/http/outcome.controller.js';
import { ServiceOutcomeDesk } from '../adapters/services/outcome.js';
import { ServiceCalls } from '../adapters/services/service-calls.js';
import { OutcomeDesk } from '../application/outcome/ports.js';
import type { Area } from './area.js';

/** From the close of the vote to the announcement of the Winners. It is reached from each edition. */
export const outcome: Area = {
  controllers: [OutcomeController],
  providers: [
    {
      provide: OutcomeDesk,
      inject: [ServiceCalls],
      useFactory: (calls: ServiceCalls) => new ServiceOutcomeDesk(calls),
    },
  ],
};
