import type { Clock } from '@wsis/kernel';
import { CLOCK } from '@wsis/service';
import { BallotController } from '../adapters/http/ballot.controller.js';
import { ServiceBallotBox } from '../adapters/services/ballot-box.js';
import { ServiceCalls } from '../adapters/services/service-calls.js';
import { BallotBox } from '../application/ballot/ports.js';
import type { Area } from './area.js';

/** A voter's way: a few facts, 18 choices, the receipt, and whether it counted. */
export const ballot: Area = {
  controllers: [BallotController],
  providers: [
    {
      provide: BallotBox,
      inject: [ServiceCalls, CLOCK],
      useFactory: (calls: ServiceCalls, clock: Clock) => new ServiceBallotBox(calls, () => clock.now().getTime()),
    },
  ],
};
