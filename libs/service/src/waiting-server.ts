import fastifyFactory from 'fastify';
import { ProblemFilter, problem } from '@wsis/http';
import { problemTexts } from '@wsis/i18n';
import { silentLogger } from '@wsis/observability';
import type { ServiceDefinition } from './definition.js';
import { answerUnreadable } from './http-parts.js';

/** A server that says "not ready" while the service waits for what it needs; everybody else is asked to come back. */
export async function waitingServer(
  definition: ServiceDefinition,
  host: string,
  port: number,
): Promise<() => Promise<void>> {
  // While it ends, a kept connection may still bring a request: that is answered like any other.
  const server = fastifyFactory({ return503OnClosing: false });
  const health = definition.atRoot === true ? '/health' : `/api/${definition.name}/health`;
  server.get(`${health}/live`, () => ({ alive: true }));
  server.get(`${health}/ready`, (_request, reply) =>
    reply
      .status(503)
      .headers({ 'retry-after': '2', 'cache-control': 'no-store' })
      .send({ ready: false, parts: { database: { ok: false, adapter: 'postgresql', detail: 'waiting' } } }),
  );
  const answer = answerUnreadable(new ProblemFilter(problemTexts, silentLogger));
  server.setNotFoundHandler((request, reply) =>
    answer(problem('HTTP.UNAVAILABLE', {}, [], {}, { 'retry-after': '2' }), request, reply),
  );
  await server.listen({ host, port });
  return () => server.close();
}
