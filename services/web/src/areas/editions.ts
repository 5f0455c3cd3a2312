import { CalendarController } from '../adapters/http/calendar.controller.js';
import { EditionsController } from '../adapters/http/editions.controller.js';
import { RulesPreviewController } from '../adapters/http/rules-preview.controller.js';
import { RulesController } from '../adapters/http/rules.controller.js';
import { ServiceCalendarDesk } from '../adapters/services/calendar-desk.js';
import { ServiceEditionDesk } from '../adapters/services/edition-desk.js';
import { ServiceCalls } from '../adapters/services/service-calls.js';
import { CalendarDesk, EditionDesk } from '../application/editions/ports.js';
import type { Area } from './area.js';

/** Running an edition: its rules and its calendar. */
export const editions: Area = {
  controllers: [CalendarController, EditionsController, RulesController, RulesPreviewController],
  providers: [
    {
      provide: CalendarDesk,
      inject: [ServiceCalls],
      useFactory: (calls: ServiceCalls) => new ServiceCalendarDesk(calls),
    },
    {
      provide: EditionDesk,
      inject: [ServiceCalls],
      useFactory: (calls: ServiceCalls) => new ServiceEditionDesk(calls),
    },
  ],
  desk: [
    {
      path: '/desk/editions',
      label: 'web.editions-desk.title',
      explained: 'web.editions-desk.explained',
      roles: ['secretariat'],
    },
  ],
};
