import { MyDataController } from '../adapters/http/my-data.controller.js';
import { NameController } from '../adapters/http/name.controller.js';
import { ServicePersonalData } from '../adapters/services/personal-data.js';
import { ServiceCalls } from '../adapters/services/service-calls.js';
import { BallotBox } from '../application/ballot/ports.js';
import { PersonalData } from '../application/my-data/ports.js';
import { ContestReads } from '../application/ports.js';
import { SignIn } from '../application/sign-in/ports.js';
import type { Area } from './area.js';

/** What the platform holds about a person: to see, to take along, to erase. */
export const myData: Area = {
  controllers: [MyDataController, NameController],
  providers: [
    {
      provide: PersonalData,
      inject: [ServiceCalls, SignIn, ContestReads, BallotBox],
      useFactory: (calls: ServiceCalls, signIn: SignIn, contest: ContestReads, ballots: BallotBox) =>
        new ServicePersonalData(calls, signIn, contest, ballots),
    },
  ],
};
