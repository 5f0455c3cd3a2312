import { systemClock } from '@wsis/kernel';
import { serviceClientsContract } from './clients.contract.js';
import { HttpServiceClients } from './clients.js';

// In process it goes through Fastify's `inject`, which requires a package of ES modules; Jest can do that from Node 24.9 on.
describe('asking other services over HTTP (in process not under Jest: its loader lacks what `inject` needs)', () => {
  serviceClientsContract(
    ({ url, tokens }) => new HttpServiceClients('test', { competition: url }, tokens, systemClock),
  );
});
