import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { testDatabase, type TestDatabase } from '@wsis/testing';
import { connectDatabase, type Database } from '../src/index.js';

describe('a way to the database that goes silent', () => {
  let place: TestDatabase;
  let server: Server;
  let sockets: Socket[];
  let database: Database;

  beforeEach(async () => {
    place = await testDatabase();
    sockets = [];
    const url = new URL(place.url);
    const port = Number(url.port);
    server = createServer((client) => {
      const upstream = connect(port, url.hostname);
      for (const socket of [client, upstream]) {
        sockets.push(socket);
        socket.on('error', () => undefined);
      }
      client.pipe(upstream).pipe(client);
      client.on('close', () => upstream.destroy());
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    url.port = String((server.address() as AddressInfo).port);
    database = await connectDatabase({
      url: url.href,
      applicationName: 'silent-way',
      poolSize: 1,
      statementTimeoutMs: 2_000,
      connectTimeoutMs: 30_000,
    });
  });
  afterEach(async () => {
    for (const socket of sockets) socket.destroy();
    await database.close();
    server.close();
    await place.drop();
  });

  /** As behind a firewall that forgot its connections: nothing passes on those that are there. */
  const forget = () => {
    for (const socket of sockets) socket.unpipe().pause();
  };

  it('costs one statement its time; the next one has a connection that works', async () => {
    expect(await database.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
    forget();
    await expect(database.query('SELECT 2')).rejects.toThrow('Query read timeout');
    expect(await database.query('SELECT 3 AS three')).toEqual([{ three: 3 }]);
  });

  it('costs one transaction its time, and does not wait for its end as well', async () => {
    const started = performance.now();
    const broken = database.transaction(async (tx) => {
      await tx.query('SELECT 1');
      forget();
      await tx.query('SELECT 2');
    });
    await expect(broken).rejects.toThrow('Query read timeout');
    expect(performance.now() - started).toBeLessThan(10_000);
    expect(await database.transaction((tx) => tx.query('SELECT 3 AS three'))).toEqual([{ three: 3 }]);
  });
});
