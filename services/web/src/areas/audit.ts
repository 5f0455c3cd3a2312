import { AuditDeskController } from '../adapters/http/audit-desk.controller.js';
import { AuditController } from '../adapters/http/audit.controller.js';
import { ServiceAuditDesk } from '../adapters/services/audit-desk.js';
import { ServiceStaffDeeds } from '../adapters/services/audit.js';
import { ServiceCalls } from '../adapters/services/service-calls.js';
import { AuditDesk } from '../application/audit/desk-port.js';
import { StaffDeeds } from '../application/audit/ports.js';
import type { Area } from './area.js';

/** What people with roles did and looked at, and what an edition rests on, for those who check it. */
export const audit: Area = {
  controllers: [AuditController, AuditDeskController],
  providers: [
    {
      provide: StaffDeeds,
      inject: [ServiceCalls],
      useFactory: (calls: ServiceCalls) => new ServiceStaffDeeds(calls),
    },
    {
      provide: AuditDesk,
      inject: [ServiceCalls],
      useFactory: (calls: ServiceCalls) => new ServiceAuditDesk(calls),
    },
  ],
  desk: [
    {
      path: '/desk/audit',
      label: 'web.audit.title',
      explained: 'web.audit.explained',
      roles: ['secretariat', 'auditor'],
    },
    {
      path: '/desk/audit/editions',
      label: 'web.auditor.title',
      explained: 'web.auditor.explained',
      roles: ['secretariat', 'auditor'],
    },
  ],
};
