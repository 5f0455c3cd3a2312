import { WatchController } from '../adapters/http/watch.controller.js';
import { ServiceCalls } from '../adapters/services/service-calls.js';
import { ServiceWatch } from '../adapters/services/watch.js';
import { Watch } from '../application/watch/ports.js';
import type { Area } from './area.js';

/** How the platform does, what waits in it, and what may be paused. */
export const watch: Area = {
  controllers: [WatchController],
  providers: [{ provide: Watch, inject: [ServiceCalls], useFactory: (calls: ServiceCalls) => new ServiceWatch(calls) }],
  desk: [
    {
      path: '/desk/watch',
      label: 'web.watch.title',
      explained: 'web.watch.explained',
      roles: ['secretariat', 'auditor'],
    },
  ],
};
