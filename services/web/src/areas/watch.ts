import { EditionWatchController } from '../adapters/http/edition-watch.controller.js';
import { JobsController } from '../adapters/http/jobs.controller.js';
import { WatchController } from '../adapters/http/watch.controller.js';
import { ServiceEditionWatch } from '../adapters/services/edition-watch.js';
import { ServiceJobWatch } from '../adapters/services/job-watch.js';
import { ServiceCalls } from '../adapters/services/service-calls.js';
import { ServiceWatch } from '../adapters/services/watch.js';
import { JobWatch } from '../application/watch/jobs.js';
import { EditionWatch, Watch } from '../application/watch/ports.js';
import type { Area } from './area.js';

/** How the platform does, what waits in it, and what may be paused. */
export const watch: Area = {
  controllers: [JobsController, WatchController, EditionWatchController],
  providers: [
    { provide: Watch, inject: [ServiceCalls], useFactory: (calls: ServiceCalls) => new ServiceWatch(calls) },
    { provide: JobWatch, inject: [ServiceCalls], useFactory: (calls: ServiceCalls) => new ServiceJobWatch(calls) },
    {
      provide: EditionWatch,
      inject: [ServiceCalls],
      useFactory: (calls: ServiceCalls) => new ServiceEditionWatch(calls),
    },
  ],
  desk: [
    {
      path: '/desk/watch',
      label: 'web.watch.title',
      explained: 'web.watch.explained',
      roles: ['secretariat', 'auditor'],
    },
  ],
};
