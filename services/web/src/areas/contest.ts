import { ServiceClients } from '@wsis/http';
import type { Clock } from '@wsis/kernel';
import { CLOCK } from '@wsis/service';
import { ContestController } from '../adapters/http/contest.controller.js';
import { ServiceContestReads } from '../adapters/services/contest-reads.js';
import { ContestReads } from '../application/ports.js';
import type { Area } from './area.js';

/** What everybody may read of the contest. */
export const contest: Area = {
  controllers: [ContestController],
  providers: [
    {
      provide: ContestReads,
      inject: [ServiceClients, CLOCK],
      useFactory: (clients: ServiceClients, clock: Clock) =>
        new ServiceContestReads(clients, () => clock.now().getTime()),
    },
  ],
};
