import { OutcomeController } from '../adapters/http/outcome.controller.js';
import { ReleasePreviewsController } from '../adapters/http/release-previews.controller.js';
import { ServiceOutcomeDesk } from '../adapters/services/outcome.js';
import { ServiceReleasePreviews } from '../adapters/services/release-previews.js';
import { ServiceCalls } from '../adapters/services/service-calls.js';
import { OutcomeDesk, ReleasePreviews } from '../application/outcome/ports.js';
import type { Area } from './area.js';

/** From the close of the vote to the announcement of the Winners. It is reached from each edition. */
export const outcome: Area = {
  controllers: [OutcomeController, ReleasePreviewsController],
  providers: [
    {
      provide: OutcomeDesk,
      inject: [ServiceCalls],
      useFactory: (calls: ServiceCalls) => new ServiceOutcomeDesk(calls),
    },
    {
      provide: ReleasePreviews,
      inject: [ServiceCalls],
      useFactory: (calls: ServiceCalls) => new ServiceReleasePreviews(calls),
    },
  ],
};
