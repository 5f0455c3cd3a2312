import { createServer, type Server } from 'node:net';
import { describeWithRedis, eventually, redisUrl } from '@wsis/testing';
import { IdentityRig } from './identity.fixture.js';

describe('Without the store of limits', () => {
  const rig = new IdentityRig();
  /** Takes connections and never answers: a Redis that hangs. */
  let hung: Server;

  beforeAll(async () => {
    // Reads, or it would never see that the other side has left, and would stay open itself.
    hung = createServer((socket) => socket.resume());
    await new Promise<void>((resolve) => hung.listen(0, '127.0.0.1', resolve));
    const address = hung.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    await rig.start({ REDIS_URL: `redis://127.0.0.1:${port}`, CODES_PER_ADDRESS_PER_HOUR: '2' });
  });
  afterAll(async () => {
    await rig.stop();
    hung.close();
  }, 180_000);

  it('codes are still mailed, by a local budget', async () => {
    const email = 'a@limits.example';
    await rig.codeFor(email);
    await rig.codeFor(email);
    expect((await rig.post('/codes', { email })).status).toBe(429);
  });

  it('checking codes and second factors is closed, and takes no try', async () => {
    const email = 'b@limits.example';
    const code = await rig.codeFor(email);
    const refused = await rig.post('/sessions', { email, code });
    expect(refused).toMatchObject({ status: 503, body: { code: 'HTTP.UNAVAILABLE' } });
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect(await rig.count('identity.codes WHERE tries_left < 5')).toBe(0);
  });
});

describeWithRedis('With Redis', () => {
  it('codes are asked for and checked, and budgets are shared', async () => {
    const rig = await new IdentityRig().start({ REDIS_URL: redisUrl(), CODES_PER_ADDRESS_PER_HOUR: '2' });
    try {
      const email = `c-${crypto.randomUUID()}@limits.example`;
      await eventually(
        'Redis to be connected',
        async () => (await rig.post('/sessions', { email, code: 'ABCDEFGH' })).status === 401,
      );
      expect((await rig.signIn(email)).token).toBeTruthy();
      await rig.codeFor(email);
      expect((await rig.post('/codes', { email })).status).toBe(429);
    } finally {
      await rig.stop();
    }
  }, 180_000);
});
