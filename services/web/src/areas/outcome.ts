import { CertificatesController } from '../adapters/http/certificates.controller.js';
import { NomineeDeskController } from '../adapters/http/nominee-desk.controller.js';
import { OutcomeController } from '../adapters/http/outcome.controller.js';
import { ReleasePreviewsController } from '../adapters/http/release-previews.controller.js';
import { ServiceCertificates } from '../adapters/services/certificates.js';
import { ServiceNomineeDesk } from '../adapters/services/nominee-desk.js';
import { ServiceOutcomeDesk } from '../adapters/services/outcome.js';
import { ServiceReleasePreviews } from '../adapters/services/release-previews.js';
import { ServiceCalls } from '../adapters/services/service-calls.js';
import { Certificates } from '../application/outcome/certificates.js';
import { NomineeDesk } from '../application/nominees/desk.js';
import { OutcomeDesk, ReleasePreviews } from '../application/outcome/ports.js';
import type { Area } from './area.js';

/** From the close of the vote to the announcement of the Winners. It is reached from each edition. */
export const outcome: Area = {
  controllers: [CertificatesController, NomineeDeskController, OutcomeController, ReleasePreviewsController],
  providers: [
    {
      provide: OutcomeDesk,
      inject: [ServiceCalls],
      useFactory: (calls: ServiceCalls) => new ServiceOutcomeDesk(calls),
    },
    {
      provide: ReleasePreviews,
      inject: [ServiceCalls, NomineeDesk],
      useFactory: (calls: ServiceCalls, nominees: NomineeDesk) => new ServiceReleasePreviews(calls, nominees),
    },
    {
      provide: Certificates,
      inject: [ServiceCalls],
      useFactory: (calls: ServiceCalls) => new ServiceCertificates(calls),
    },
    {
      provide: NomineeDesk,
      inject: [ServiceCalls],
      useFactory: (calls: ServiceCalls) => new ServiceNomineeDesk(calls),
    },
  ],
};
