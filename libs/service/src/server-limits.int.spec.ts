import { createServer } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { limitServer, serverLimits } from './server-limits.js';
import { Settings } from './settings.js';

/** Sends what it is given and gives what came back when the server ends the connection. */
function conversation(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    let heard = '';
    socket.on('data', (data: Buffer) => (heard += data.toString()));
    socket.on('close', () => resolve(heard));
    socket.on('error', (error: Error & { code?: string }) =>
      error.code === 'ECONNRESET' ? resolve(heard) : reject(error),
    );
  });
}

describe('the limits of a server', () => {
  const settings = new Settings({
    HTTP_HEADERS_SECONDS: '1',
    HTTP_REQUEST_SECONDS: '1',
    HTTP_CONNECTIONS_AT_MOST: '3',
  });
  const { http, ...limits } = serverLimits(settings);
  const server = createServer({ ...http, ...limits }, (request, response) => {
    request.resume().on('end', () => response.end('fine'));
  });
  limitServer(server, settings);
  let port: number;

  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    port = (server.address() as AddressInfo).port;
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  it('end a request whose headers, or whose body, do not come', async () => {
    const [headers, body] = await Promise.all([
      conversation(port, 'PUT /ballot HTTP/1.1\r\nHost: x\r\nX-Slow: '),
      conversation(port, 'PUT /ballot HTTP/1.1\r\nHost: x\r\nContent-Length: 400\r\n\r\n{"choices"'),
    ]);
    expect(headers).toContain('408 Request Timeout');
    expect(body).toContain('408 Request Timeout');
  }, 15_000);

  it('refuse headers larger than anybody needs', async () => {
    const answer = await conversation(port, `GET / HTTP/1.1\r\nHost: x\r\nX-Large: ${'x'.repeat(20_000)}\r\n\r\n`);
    expect(answer).toContain('431 Request Header Fields Too Large');
  });

  it('turn away a connection too many, and leave the others alone', async () => {
    const kept: Socket[] = [];
    for (let i = 0; i < 3; i += 1) {
      const socket = connect(port, '127.0.0.1');
      await new Promise((resolve) => socket.once('connect', resolve));
      kept.push(socket);
    }
    expect(await conversation(port, 'GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')).toBe('');
    const answer = new Promise<string>((resolve) => kept[0]?.once('data', (data: Buffer) => resolve(data.toString())));
    kept[0]?.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    expect(await answer).toContain('200 OK');
    for (const socket of kept) socket.destroy();
  });
});
