import fastifyFactory, { type FastifyInstance } from 'fastify';
import { ReadyProblem } from '@wsis/http';
import { problemTexts } from '@wsis/i18n';
import { AdaptiveConcurrency } from '@wsis/rate-limit';
import { eventually } from '@wsis/testing';
import { gateRoutes, WORK_SHARES, type WorkKind } from './gate.js';

describe('the gate in front of every route', () => {
  let fastify: FastifyInstance;
  let concurrency: AdaptiveConcurrency<WorkKind>;
  let open: (() => void)[];

  let url: string;

  beforeEach(async () => {
    fastify = fastifyFactory();
    concurrency = new AdaptiveConcurrency({ shares: WORK_SHARES, targetMs: 500, initial: 10, least: 10, most: 10 });
    open = [];
    const refusals = {
      overloaded: new ReadyProblem(problemTexts, 'HTTP.OVERLOADED'),
      paused: new ReadyProblem(problemTexts, 'HTTP.PAUSED'),
    };
    gateRoutes(fastify, concurrency, refusals);
    const wait = () => new Promise<string>((resolve) => open.push(() => resolve('done')));
    fastify.get('/read', wait);
    fastify.post('/command', wait);
    fastify.post('/codes', { config: { work: 'signing-in' } }, wait);
    fastify.get('/health/ready', () => 'ready');
    fastify.get('/broken', () => Promise.reject(new Error('broken')));
    url = await fastify.listen({ port: 0, host: '127.0.0.1' });
  });
  afterEach(() => fastify.close());

  const many = (method: 'GET' | 'POST', path: string, count: number) =>
    Array.from({ length: count }, () => fetch(`${url}${path}`, { method, headers: { 'accept-language': 'fr' } }));
  const underWay = (kind: WorkKind) => concurrency.partition(kind).underWay;
  const inside = (count: number) => eventually(`${count} requests to be under way`, () => open.length === count);
  const statuses = async (answers: Promise<Response>[]) =>
    (await Promise.all(answers)).map((answer) => answer.status).sort((a, b) => a - b);

  it('turns away what finds no room, as a problem in the language of the reader, and lets in again what is free', async () => {
    const reads = many('GET', '/read', 10);
    await inside(10);
    const refused = await Promise.all(many('GET', '/read', 4));
    expect(refused.map((answer) => answer.status)).toEqual([503, 503, 503, 503]);
    expect(refused[0]?.headers.get('retry-after')).toBe('2');
    expect(refused[0]?.headers.get('content-language')).toBe('fr');
    expect(refused[0]?.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(await refused[0]?.json()).toMatchObject({
      code: 'HTTP.OVERLOADED',
      type: '/problems/HTTP.OVERLOADED',
      status: 503,
    });
    for (const finish of open.splice(0)) finish();
    expect(await statuses(reads)).toEqual(Array(10).fill(200));
    expect(concurrency.underWay).toBe(0);
  });

  it('keeps signing in and commands their share, and health outside, under a flood of readers', async () => {
    const reads = many('GET', '/read', 10);
    await inside(10);
    const others = [...many('POST', '/codes', 5), ...many('POST', '/command', 2)];
    await inside(13);
    expect((await fetch(`${url}/health/ready`)).status).toBe(200);
    expect([underWay('reading'), underWay('signing-in'), underWay('commands')]).toEqual([10, 2, 1]);
    for (const finish of open.splice(0)) finish();
    expect(await statuses(reads)).toEqual(Array(10).fill(200));
    expect(await statuses(others)).toEqual([200, 200, 200, 503, 503, 503, 503]);
    expect(concurrency.underWay).toBe(0);
  });

  it('counts a client that went away as gone', async () => {
    const leaving = new AbortController();
    const read = fetch(`${url}/read`, { signal: leaving.signal }).catch((error: Error) => error.name);
    await inside(1);
    leaving.abort();
    expect(await read).toBe('AbortError');
    await eventually('the request to be counted as gone', () => concurrency.underWay === 0);
    for (const finish of open.splice(0)) finish();
    expect(concurrency.underWay).toBe(0);
  });

  it('counts a request that fails, or that leads nowhere, as gone', async () => {
    expect((await fetch(`${url}/broken`)).status).toBe(500);
    expect(concurrency.underWay).toBe(0);
    expect((await fetch(`${url}/nothing-here`)).status).toBe(404);
    expect(concurrency.underWay).toBe(0);
  });
});
