import { MailsController } from '../adapters/http/mails.controller.js';
import { ServiceCalls } from '../adapters/services/service-calls.js';
import { ServiceStoppableMails } from '../adapters/services/stoppable-mails.js';
import { StoppableMails } from '../application/mails/ports.js';
import type { Area } from './area.js';

/** What people do about the mails they get. */
export const mails: Area = {
  controllers: [MailsController],
  providers: [
    {
      provide: StoppableMails,
      inject: [ServiceCalls],
      useFactory: (calls: ServiceCalls) => new ServiceStoppableMails(calls),
    },
  ],
};
