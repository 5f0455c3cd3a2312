import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@wsis/embedded';
import { eventually } from '@wsis/testing';

const root = join(import.meta.dirname, '../..');
const names = readdirSync(join(root, 'services')).filter((name) => name !== 'platform');
const nginx = ['/usr/sbin/nginx', '/usr/local/sbin/nginx', '/usr/bin/nginx', '/opt/homebrew/bin/nginx'].find(
  existsSync,
);
const describeWithNginx = nginx ? describe : describe.skip;

describeWithNginx(nginx ? 'the routing' : 'the routing (skipped: nginx is not installed)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'routes-'));
  const services = new Map<string, Server>();
  let proxy: ChildProcess;
  let port: number;

  beforeAll(async () => {
    for (const name of names) {
      const server = createServer((incoming, response) => {
        incoming
          .resume()
          .on('end', () => response.end(JSON.stringify({ name, path: incoming.url, headers: incoming.headers })));
      });
      await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
      services.set(name, server);
    }
    port = await freePort();
    const upstreams = [...services].map(
      ([name, server]) => `upstream ${name} { server 127.0.0.1:${(server.address() as AddressInfo).port}; }`,
    );
    // The compose file's configuration, with only its places changed.
    const configuration = readFileSync(join(root, 'deploy/nginx/nginx.conf'), 'utf8')
      .replace(/ {2}upstream \w+ \{[^}]*\}\n/g, '')
      .replace('http {', `http {\n${upstreams.join('\n')}`)
      .replaceAll('/tmp/', `${folder}/`)
      .replace('listen 8080', `listen 127.0.0.1:${port}`)
      .replace('/etc/nginx/routes.conf', join(root, 'deploy/nginx/routes.conf'))
      .replace('worker_processes auto', `${process.getuid?.() === 0 ? 'user nobody nogroup;' : ''} worker_processes 1`);
    writeFileSync(join(folder, 'nginx.conf'), `daemon off;\n${configuration}`);
    proxy = spawn(nginx ?? '', ['-e', 'stderr', '-p', folder, '-c', join(folder, 'nginx.conf')], { stdio: 'inherit' });
    await eventually('nginx to answer', () => get('/'));
  });
  afterAll(async () => {
    const ended = new Promise((done) => proxy.once('exit', done));
    proxy.kill('SIGTERM');
    await ended;
    for (const server of services.values()) server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  interface Seen {
    readonly name: string;
    readonly path: string;
    readonly headers: IncomingHttpHeaders;
  }
  // node:http, because fetch tidies a path before it is sent.
  function get(path: string, options: { headers?: Record<string, string>; body?: string } = {}) {
    return new Promise<{ status: number; type: string | undefined; text: string; seen: () => Seen }>((done, fail) => {
      const outgoing = request(
        {
          host: '127.0.0.1',
          port,
          path,
          method: options.body === undefined ? 'GET' : 'POST',
          headers: options.headers ?? {},
          agent: false,
        },
        (response) => {
          let text = '';
          response.setEncoding('utf8').on('data', (part: string) => (text += part));
          response.on('end', () =>
            done({
              status: response.statusCode ?? 0,
              type: response.headers['content-type'],
              text,
              seen: () => JSON.parse(text) as Seen,
            }),
          );
        },
      );
      outgoing.on('error', fail);
      outgoing.end(options.body);
    });
  }

  test.each(names)('brings %s its own requests, untouched', async (name) => {
    const path = name === 'web' ? '/en/nominees?page=2' : `/api/${name}/editions/demo-2026?category=C7%2Degov`;
    expect((await get(path)).seen()).toMatchObject({ name, path });
  });

  test.each([
    '/api/identity/internal/introspection',
    '/api/identity/internal',
    '/api/identity/%69nternal/addresses',
    '/api/identity//internal/addresses',
    '/api/identity/x/../internal/addresses',
    '/api/identity%2finternal%2faddresses',
    '/api/IDENTITY/Internal/addresses',
  ])('keeps %s behind the address', async (path) => {
    expect((await get(path)).status).toBe(404);
  });

  test('adds the address it saw to those named before, and gives each request a name', async () => {
    const { headers } = (await get('/api/voting/x', { headers: { 'X-Forwarded-For': '198.51.100.7' } })).seen();
    expect(headers['x-forwarded-for']).toBe('198.51.100.7, 127.0.0.1');
    expect(headers['x-request-id']).toMatch(/^[0-9a-f]{32}$/);
  });

  test('takes a body of one megabyte and refuses a larger one in the form of all refusals', async () => {
    expect((await get('/api/nominations/submissions', { body: 'x'.repeat(1024 * 1024) })).status).toBe(200);
    const refused = await get('/api/nominations/submissions', { body: 'x'.repeat(1024 * 1024 + 1) });
    expect([refused.status, refused.type]).toEqual([413, 'application/problem+json']);
    expect(JSON.parse(refused.text)).toMatchObject({ status: 413, code: 'HTTP.BODY_TOO_LARGE' });
  });

  test('says that a service is away, and leaves the others alone', async () => {
    const away = services.get('promotion');
    await new Promise((done) => away?.close(done));
    const refused = await get('/api/promotion/editions/demo-2026/results');
    expect([refused.status, refused.type]).toEqual([503, 'application/problem+json']);
    expect(JSON.parse(refused.text)).toMatchObject({ status: 503, code: 'HTTP.UNAVAILABLE' });
    expect((await get('/api/voting/x')).status).toBe(200);
  });
});
