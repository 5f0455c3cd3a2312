import { Module, type DynamicModule } from '@nestjs/common';
import { ServiceClients } from '@wsis/http';
import { EntranceController } from './adapters/http/entrance.controller.js';
import { DESK_ENTRIES, PUBLIC_URL } from './adapters/http/tokens.js';
import { ServiceCalls } from './adapters/services/service-calls.js';
import { AREAS } from './areas/index.js';

@Module({})
export class WebModule {
  static at(publicUrl: string): DynamicModule {
    return {
      module: WebModule,
      controllers: [...AREAS.flatMap((area) => area.controllers), EntranceController],
      providers: [
        { provide: PUBLIC_URL, useValue: publicUrl },
        { provide: DESK_ENTRIES, useValue: AREAS.flatMap((area) => area.desk ?? []) },
        {
          provide: ServiceCalls,
          inject: [ServiceClients],
          useFactory: (clients: ServiceClients) => new ServiceCalls(clients),
        },
        ...AREAS.flatMap((area) => area.providers ?? []),
      ],
    };
  }
}
