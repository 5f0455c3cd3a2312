import { PeopleController } from '../adapters/http/people.controller.js';
import { RegistryController } from '../adapters/http/registry.controller.js';
import { SupportController } from '../adapters/http/support.controller.js';
import { ServicePeople } from '../adapters/services/people.js';
import { ServiceRegistry } from '../adapters/services/registry.js';
import { ServiceCalls } from '../adapters/services/service-calls.js';
import { ServiceSupport } from '../adapters/services/support.js';
import { People, Support } from '../application/people/ports.js';
import { Registry } from '../application/people/registry-port.js';
import type { Area } from './area.js';

/** Who works in an edition, and help for those who cannot get in. */
export const people: Area = {
  controllers: [PeopleController, RegistryController, SupportController],
  providers: [
    {
      provide: People,
      inject: [ServiceCalls],
      useFactory: (calls: ServiceCalls) => new ServicePeople(calls),
    },
    {
      provide: Registry,
      inject: [ServiceCalls],
      useFactory: (calls: ServiceCalls) => new ServiceRegistry(calls),
    },
    {
      provide: Support,
      inject: [ServiceCalls],
      useFactory: (calls: ServiceCalls) => new ServiceSupport(calls),
    },
  ],
  desk: [
    {
      path: '/desk/people',
      label: 'web.people.title',
      explained: 'web.people.explained',
      roles: ['secretariat'],
    },
    {
      path: '/desk/people/organisations',
      label: 'web.registry.title',
      explained: 'web.registry.explained',
      roles: ['secretariat'],
    },
    {
      path: '/desk/support',
      label: 'web.support.title',
      explained: 'web.support.explained',
      roles: ['secretariat'],
    },
  ],
};
