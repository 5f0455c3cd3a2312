import { ScreeningController } from '../adapters/http/screening.controller.js';
import { ScreeningRooms } from '../adapters/http/screening-rooms.js';
import { ScreeningStepsController } from '../adapters/http/screening-steps.controller.js';
import { ShortlistController } from '../adapters/http/shortlist.controller.js';
import { ServiceScreening } from '../adapters/services/screening.js';
import { ServiceCalls } from '../adapters/services/service-calls.js';
import { Screening } from '../application/screening/ports.js';
import type { Area } from './area.js';

/** Screeners read what was handed in and decide which of it the public will vote on. */
export const screening: Area = {
  controllers: [ShortlistController, ScreeningStepsController, ScreeningController],
  providers: [
    ScreeningRooms,
    { provide: Screening, inject: [ServiceCalls], useFactory: (calls: ServiceCalls) => new ServiceScreening(calls) },
  ],
  desk: [
    {
      path: '/desk/screening',
      label: 'web.screening.title',
      explained: 'web.screening.explained',
      roles: ['screener', 'secretariat', 'auditor'],
    },
  ],
};
