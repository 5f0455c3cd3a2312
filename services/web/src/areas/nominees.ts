import type { Clock } from '@wsis/kernel';
import { CLOCK } from '@wsis/service';
import { NomineesController } from '../adapters/http/nominees.controller.js';
import { ServiceNomineeReads } from '../adapters/services/nominee-reads.js';
import { ServiceCalls } from '../adapters/services/service-calls.js';
import { NomineeReads } from '../application/nominees/ports.js';
import type { Area } from './area.js';

/** The nominees: to find them, and to read about each. */
export const nominees: Area = {
  controllers: [NomineesController],
  providers: [
    {
      provide: NomineeReads,
      inject: [ServiceCalls, CLOCK],
      useFactory: (calls: ServiceCalls, clock: Clock) => new ServiceNomineeReads(calls, () => clock.now().getTime()),
    },
  ],
};
