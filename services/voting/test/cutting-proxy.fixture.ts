import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/**
 * Stands between a client and PostgreSQL, counts how often the client waited for the server (Sync and simple Query
 * messages, each one round trip), and cuts the connection at a chosen moment.
 */
export async function cuttingProxy(databaseUrl: string) {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  let roundTrips = 0;
  let cut: 'never' | 'before-request' | 'after-request' = 'never';
  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => sockets.delete(socket));
    }
    let pending = Buffer.alloc(0);
    let started = false;
    let deaf = false;
    client.on('data', (chunk: Buffer) => {
      pending = Buffer.concat([pending, chunk]);
      let executes = false;
      for (;;) {
        const headerBytes = started ? 5 : 4;
        if (pending.length < headerBytes) break;
        const length = pending.readInt32BE(started ? 1 : 0) + (started ? 1 : 0);
        if (pending.length < length) break;
        const kind = started ? String.fromCharCode(pending[0] as number) : 'startup';
        started = true;
        if (kind === 'S' || kind === 'Q') {
          roundTrips += 1;
          executes = true;
        }
        pending = pending.subarray(length);
      }
      if (executes && cut === 'before-request') return void client.destroy();
      // The request reaches the server, the answer does not reach the client.
      if (executes && cut === 'after-request') deaf = true;
      upstream.write(chunk);
    });
    upstream.on('data', (chunk: Buffer) => {
      if (deaf) return void (client.destroy(), upstream.end());
      client.write(chunk);
    });
    client.on('close', () => upstream.end());
    upstream.on('close', () => client.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = new URL(databaseUrl);
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.href,
    roundTrips: () => roundTrips,
    cut(moment: typeof cut) {
      cut = moment;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
