import { EditionsController } from '../adapters/http/editions.controller.js';
import { RulesController } from '../adapters/http/rules.controller.js';
import { ServiceEditionDesk } from '../adapters/services/edition-desk.js';
import { ServiceCalls } from '../adapters/services/service-calls.js';
import { EditionDesk } from '../application/editions/ports.js';
import type { Area } from './area.js';

/** Running an edition: its rules and its calendar. */
export const editions: Area = {
  controllers: [EditionsController, RulesController],
  providers: [
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
