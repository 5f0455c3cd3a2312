import { Module } from '@nestjs/common';
import { createServer, connect, type AddressInfo, type Server, type Socket } from 'node:net';
import { freePort } from '@wsis/embedded';
import { InternalTokens } from '@wsis/http';
import { systemClock } from '@wsis/kernel';
import { silentLogger } from '@wsis/observability';
import { eventually, testDatabase, testService } from '@wsis/testing';
import { HttpServiceClients } from './clients.js';
import type { ServiceDefinition } from './definition.js';
import { makeSecrets } from './make-secrets.js';
import { prepareDatabase } from './prepare-database.js';
import { Settings } from './settings.js';
import { waitingServer } from './waiting-server.js';

@Module({})
class NoModule {}
const definition: ServiceDefinition = { name: 'competition', migrations: [], module: () => NoModule };

describe('while a service waits for PostgreSQL', () => {
  it('it is alive, not ready, and answers everything else with a problem that says when to return', async () => {
    const port = await freePort();
    const end = await waitingServer(definition, '127.0.0.1', port);
    const base = `http://127.0.0.1:${port}/api/competition`;
    try {
      expect((await fetch(`${base}/health/live`)).status).toBe(200);
      const ready = await fetch(`${base}/health/ready`);
      expect([ready.status, await ready.json()]).toMatchObject([
        503,
        { ready: false, parts: { database: { ok: false } } },
      ]);
      const other = await fetch(`${base}/editions`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'accept-language': 'fr' },
        body: '{}',
      });
      expect([other.status, other.headers.get('retry-after')]).toEqual([503, '2']);
      expect(other.headers.get('content-type')).toContain('application/problem+json');
      expect(other.headers.get('content-language')).toBe('fr');
      expect(await other.json()).toMatchObject({ code: 'HTTP.UNAVAILABLE', status: 503 });
    } finally {
      await end();
    }
  });

  it('it outlasts a server that takes connections and ends them', async () => {
    const store = await testDatabase();
    const target = new URL(store.url);
    const sockets = new Set<Socket>();
    let cutting = true;
    let connections = 0;
    const server: Server = createServer((near) => {
      connections += 1;
      if (cutting) return void near.end();
      const far = connect(Number(target.port), target.hostname);
      for (const [from, to] of [
        [near, far],
        [far, near],
      ] as const) {
        sockets.add(from);
        from.on('error', () => undefined);
        from.on('close', () => to.destroy());
        from.pipe(to);
      }
      return undefined;
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const url = new URL(store.url);
    url.port = String((server.address() as AddressInfo).port);
    try {
      const secrets = makeSecrets();
      const prepared = prepareDatabase(definition, {
        settings: new Settings({ DATABASE_URL: url.href, PORT: '0', ALLOW_EMBEDDED: 'true' }),
        secrets,
        logger: silentLogger,
        clients: new HttpServiceClients('competition', {}, new InternalTokens(secrets.internalKey), systemClock),
      });
      await Promise.race([prepared, eventually('two attempts', () => connections >= 2)]);
      cutting = false;
      const database = await prepared;
      expect(await database.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
      await database.close();
    } finally {
      for (const socket of sockets) socket.destroy();
      server.close();
      await store.drop();
    }
  });
});

describe('a server that ends', () => {
  /** What comes back to a request that was half sent when the end began. */
  async function answerWhileEnding(port: number, end: () => Promise<void>): Promise<string> {
    const socket = connect(port, '127.0.0.1');
    let answer = '';
    socket.on('data', (chunk: Buffer) => (answer += chunk.toString('utf8')));
    await new Promise((done) => socket.once('connect', done));
    await new Promise((done) => socket.write('GET /api/competition/editions HTTP/1.1\r\nhost: localhost\r\n', done));
    const closed = new Promise((done) => socket.once('close', done));
    const ended = end();
    await eventually('nobody to be let in any more', () => refuses(port));
    socket.write('\r\n');
    await closed;
    await ended;
    return answer;
  }

  function refuses(port: number): Promise<boolean> {
    return new Promise((done) => {
      const probe = connect(port, '127.0.0.1');
      probe.once('connect', () => {
        probe.destroy();
        done(false);
      });
      probe.once('error', () => done(true));
    });
  }

  const PROBLEM = /^HTTP\/1\.1 503 [^]*retry-after: 2[^]*"code":"HTTP\.UNAVAILABLE"/i;

  it('still answers with a problem while a service waits', async () => {
    const port = await freePort();
    expect(await answerWhileEnding(port, await waitingServer(definition, '127.0.0.1', port))).toMatch(PROBLEM);
  });

  it('still answers with a problem while a service stops', async () => {
    const { service, stop } = await testService(definition);
    const { port } = service.app.getHttpServer().address() as AddressInfo;
    expect(await answerWhileEnding(port, stop)).toMatch(PROBLEM);
  });
});
