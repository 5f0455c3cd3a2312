/** The yardstick: a Fastify route that parses the same body and checks it against the same schema, and does nothing else. */
import { fastify } from 'fastify';

const app = fastify({ logger: false });
const choice = { type: 'integer', minimum: 1, maximum: 2_147_483_647 };
const body = {
  type: 'object',
  required: ['choices'],
  additionalProperties: false,
  properties: {
    choices: { type: 'object', maxProperties: 100, additionalProperties: choice },
    orderNumber: { type: 'integer', minimum: 0, maximum: 65_535 },
  },
};
app.put('/api/voting/editions/:edition/ballot', { schema: { body } }, () => ({ version: 1 }));
/** Something of the size of the public page of a vote's health, for readers that must not meet the product. */
app.get('/api/voting/editions/:edition/health', () => ({ state: 'open', filler: 'x'.repeat(400) }));
await app.listen({ port: Number(process.env.PORT), host: '127.0.0.1' });
