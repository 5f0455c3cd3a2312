import type { ServiceDefinition } from '@wsis/service';
import { preparePages } from './adapters/http/prepare-pages.js';
import { WebModule } from './web.module.js';

/** The pages as a deployable context: no schema, no events, everything from the other services' APIs. */
export const webService: ServiceDefinition = {
  name: 'web',
  migrations: [],
  module: ({ settings }) => WebModule.at(settings.publicUrl),
  prepareHttp: preparePages,
  stateless: true,
  atRoot: true,
};
