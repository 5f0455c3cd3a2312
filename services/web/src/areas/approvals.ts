import { ApprovalsController } from '../adapters/http/approvals.controller.js';
import { ServiceApprovalsInbox } from '../adapters/services/approvals.js';
import { ServiceColleagues } from '../adapters/services/colleagues.js';
import { ServiceCalls } from '../adapters/services/service-calls.js';
import { ApprovalsInbox } from '../application/approvals/ports.js';
import { Colleagues } from '../application/colleagues.js';
import type { Area } from './area.js';

/** Everything that waits for a second person. */
export const approvals: Area = {
  controllers: [ApprovalsController],
  providers: [
    {
      provide: ApprovalsInbox,
      inject: [ServiceCalls],
      useFactory: (calls: ServiceCalls) => new ServiceApprovalsInbox(calls),
    },
    {
      provide: Colleagues,
      inject: [ServiceCalls],
      useFactory: (calls: ServiceCalls) => new ServiceColleagues(calls),
    },
  ],
  desk: [
    {
      path: '/desk/approvals',
      label: 'web.approvals.title',
      explained: 'web.approvals.explained',
      roles: ['secretariat', 'auditor'],
    },
  ],
};
