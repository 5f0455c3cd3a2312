import type { Clock } from '@wsis/kernel';
import { CLOCK } from '@wsis/service';
import { OrganisationsController } from '../adapters/http/organisations.controller.js';
import { SubmissionPicturesController } from '../adapters/http/submission-pictures.controller.js';
import { SubmissionsController } from '../adapters/http/submissions.controller.js';
import { ServiceOrganisations } from '../adapters/services/organisations.js';
import { ServiceCalls } from '../adapters/services/service-calls.js';
import { ServiceSubmissions } from '../adapters/services/submissions.js';
import { Organisations } from '../application/organisations/ports.js';
import { Submissions } from '../application/submissions/ports.js';
import type { Area } from './area.js';

/** Whoever nominates: organisations, drafts, and what became of them. */
export const nominator: Area = {
  controllers: [SubmissionsController, SubmissionPicturesController, OrganisationsController],
  providers: [
    {
      provide: Submissions,
      inject: [ServiceCalls, CLOCK],
      useFactory: (calls: ServiceCalls, clock: Clock) => new ServiceSubmissions(calls, () => clock.now().getTime()),
    },
    {
      provide: Organisations,
      inject: [ServiceCalls],
      useFactory: (calls: ServiceCalls) => new ServiceOrganisations(calls),
    },
  ],
  desk: [
    {
      path: '/desk/submissions',
      label: 'web.submissions.title',
      explained: 'web.submissions.explained',
      roles: ['nominator'],
    },
    {
      path: '/desk/organisations',
      label: 'web.organisations.title',
      explained: 'web.organisations.explained',
      roles: ['nominator'],
    },
  ],
};
