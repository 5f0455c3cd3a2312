import { AuditController } from '../adapters/http/audit.controller.js';
import { ServiceStaffDeeds } from '../adapters/services/audit.js';
import { ServiceCalls } from '../adapters/services/service-calls.js';
import { StaffDeeds } from '../application/audit/ports.js';
import type { Area } from './area.js';

/** What people with roles did and looked at, for those who check it. */
export const audit: Area = {
  controllers: [AuditController],
  providers: [
    {
      provide: StaffDeeds,
      inject: [ServiceCalls],
      useFactory: (calls: ServiceCalls) => new ServiceStaffDeeds(calls),
    },
  ],
  desk: [
    {
      path: '/desk/audit',
      label: 'web.audit.title',
      explained: 'web.audit.explained',
      roles: ['secretariat', 'auditor'],
    },
  ],
};
