import fastifyFactory from 'fastify';
import type { ServiceDefinition } from './definition.js';

/** A server that says "not ready" while the service waits for what it needs. */
export async function waitingServer(
  definition: ServiceDefinition,
  host: string,
  port: number,
): Promise<() => Promise<void>> {
  const server = fastifyFactory();
  server.get(`/api/${definition.name}/health/live`, () => ({ alive: true }));
  server.setNotFoundHandler((_request, reply) =>
    reply
      .status(503)
      .header('retry-after', '2')
      .send({ ready: false, parts: { database: { ok: false, adapter: 'postgresql', detail: 'waiting' } } }),
  );
  await server.listen({ host, port });
  return () => server.close();
}
