import fastifyFactory, { type FastifyInstance } from 'fastify';
import { shareAnswers } from './shared-answers.js';

describe('answers that everybody gets', () => {
  let fastify: FastifyInstance;
  let url: string;
  let now = 0;
  let made = 0;

  beforeEach(async () => {
    now = 0;
    made = 0;
    fastify = fastifyFactory();
    shareAnswers(fastify, () => now);
    const answer =
      (cacheControl: string) => (_request: unknown, reply: { header(name: string, value: string): void }) => {
        reply.header('cache-control', cacheControl);
        return { made: (made += 1) };
      };
    fastify.get('/shared', { config: { shared: true } }, answer('public, max-age=1'));
    fastify.get('/mine', { config: { shared: true } }, answer('no-store'));
    fastify.get('/plain', answer('public, max-age=1'));
    fastify.get('/broken', { config: { shared: true } }, () => {
      made += 1;
      throw new Error('broken');
    });
    url = await fastify.listen({ port: 0, host: '127.0.0.1' });
  });
  afterEach(() => fastify.close());

  const read = async (path: string, headers: Record<string, string> = {}) => {
    const answer = await fetch(`${url}${path}`, { headers });
    return { status: answer.status, headers: answer.headers, made: ((await answer.json()) as { made?: number }).made };
  };

  it('are made once a second, and are the same to the byte and header', async () => {
    const first = await read('/shared');
    const second = await read('/shared');
    expect([first.made, second.made]).toEqual([1, 1]);
    const headersOf = ({ headers }: typeof first) =>
      Object.fromEntries([...headers].filter(([name]) => !['date', 'connection', 'keep-alive'].includes(name)));
    expect(headersOf(second)).toEqual(headersOf(first));
    expect((await read('/shared?other=1')).made).toBe(2);
    now = 1_000;
    expect((await read('/shared')).made).toBe(3);
  });

  it.each([
    ['who shows a session', '/shared', { authorization: 'Bearer x' }],
    ['who sends a cookie', '/shared', { cookie: 'a=b' }],
    ['an answer that is not public', '/mine', {}],
    ['a route that is not shared', '/plain', {}],
  ])('are not taken for %s', async (_, path, headers) => {
    await read(path, headers);
    expect((await read(path, headers)).made).toBe(2);
  });

  it('do not keep a failure', async () => {
    expect((await read('/broken')).status).toBe(500);
    expect((await read('/broken')).status).toBe(500);
    expect(made).toBe(2);
  });

  it('are answered together to many at once', async () => {
    await read('/shared');
    const answers = await Promise.all(Array.from({ length: 50 }, () => read('/shared')));
    expect(answers.map((answer) => answer.made)).toEqual(Array(50).fill(1));
  });
});
