import { Module, type DynamicModule } from '@nestjs/common';
import { ServiceClients } from '@wsis/http';
import { CLOCK } from '@wsis/service';
import type { Clock } from '@wsis/kernel';
import { EntranceController } from './adapters/http/entrance.controller.js';
import { PagesController } from './adapters/http/pages.controller.js';
import { PUBLIC_URL } from './adapters/http/tokens.js';
import { ServiceContestReads } from './adapters/services/contest-reads.js';
import { ContestReads } from './application/ports.js';

@Module({})
export class WebModule {
  static at(publicUrl: string): DynamicModule {
    return {
      module: WebModule,
      controllers: [PagesController, EntranceController],
      providers: [
        { provide: PUBLIC_URL, useValue: publicUrl },
        {
          provide: ContestReads,
          inject: [ServiceClients, CLOCK],
          useFactory: (clients: ServiceClients, clock: Clock) =>
            new ServiceContestReads(clients, () => clock.now().getTime()),
        },
      ],
    };
  }
}
