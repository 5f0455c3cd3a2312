import { mkdtemp, rm, stat } from 'node:fs/promises';
import { request, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InternalTokens } from '@wsis/http';
import { SettingsError } from '@wsis/service';
import { startPlatform, type RunningPlatform } from '../src/index.js';

const silent = { LOG_LEVEL: 'silent' };
let dataDir: string;
let platform: RunningPlatform;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'wsis-door-'));
  platform = await startPlatform({ dataDir, host: '127.0.0.1', port: 0, browsableApi: false, environment: silent });
}, 120_000);
afterAll(async () => {
  await platform?.stop();
  await rm(dataDir, { recursive: true, force: true });
});

/** Sends a path exactly as it is written: fetch would tidy it up first. */
function send(method: string, path: string, headers: Record<string, string> = {}, body = ''): Promise<number> {
  const { port } = new URL(platform.url);
  return new Promise((resolve, reject) => {
    const answered = (answer: IncomingMessage) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    };
    request({ host: '127.0.0.1', port, method, path, headers }, answered).once('error', reject).end(body);
  });
}

test.each([
  '/api/identity/internal/introspection',
  '/api/identity/%69nternal/introspection',
  '/api/identity/%69%6e%74%65%72%6e%61%6c/introspection',
  '/api/identity/internal%2fintrospection',
  '/api/identity/Internal/introspection',
  '/api/identity//internal/introspection',
  '//api/identity/internal/introspection',
  '/api/identity/x/../internal/introspection',
  '/api/identity/internal/introspection;x',
])('no caller from outside reaches %s, not even with a token of a service', async (path) => {
  const token = new InternalTokens(platform.secrets.internalKey).issue('outside', Date.now());
  const body = JSON.stringify({
    sessionId: '0190a4c1-7b1e-7c3d-9e2f-123456789abc',
    accountId: '0190a4c1-7b1e-7c3d-9e2f-123456789abc',
  });
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  expect(await send('POST', path, headers, body)).toBe(404);
});

test.each(['/mailbox', '/mailbox.json', '/mailbox?to=a@b.example'])(
  '%s is shown to this machine under a name of its own, and to no page that was led here',
  async (path) => {
    const { port } = new URL(platform.url);
    for (const host of [`localhost:${port}`, `127.0.0.1:${port}`]) expect(await send('GET', path, { host })).toBe(200);
    for (const host of ['evil.example', `evil.example:${port}`, 'localhost.evil.example', '127.0.0.1.evil.example']) {
      expect(await send('GET', path, { host })).toBe(404);
    }
  },
);

test('what an installation keeps secret only its owner can read', async () => {
  const modes = await Promise.all(
    ['secrets.json', 'mailbox', 'postgres/password', 'postgres/cluster'].map(
      async (name) => (await stat(join(dataDir, name))).mode & 0o077,
    ),
  );
  expect(modes).toEqual([0, 0, 0, 0]);
});

test('production without a mail server does not start: it would show the codes of all on a page', async () => {
  const environment = { ...silent, NODE_ENV: 'production', ALLOW_EMBEDDED: 'events,limits' };
  const started = startPlatform({ dataDir, host: '127.0.0.1', port: 0, browsableApi: false, environment });
  await expect(started).rejects.toThrow(SettingsError);
  await expect(started).rejects.toThrow(/SMTP_URL/);
});
