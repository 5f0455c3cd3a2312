import { createHash, randomUUID } from 'node:crypto';
import { AccountSessions, type AccountClaims, type HeldRole, type ServiceRequest } from '@wsis/http';
import { scriptedWeb, type ScriptedWeb } from './scripted-contest.js';

let web: ScriptedWeb;
let sessions: AccountSessions;
beforeAll(async () => {
  web = await scriptedWeb();
  sessions = new AccountSessions({
    publicKeyPem: web.secrets.identityPublicKey,
    signingKeyPem: web.secrets.identitySigningKey,
  });
});
afterAll(() => web.stop());
beforeEach(() => web.clients.calls.splice(0));

const OPEN: readonly HeldRole[] = [{ role: 'nominator', edition: '*' }];
const MINUTE = 60_000;

const tokenOf = (claims: Partial<AccountClaims> = {}) =>
  sessions.issue({
    accountId: randomUUID(),
    sessionId: randomUUID(),
    roles: OPEN,
    language: 'fr',
    expiresAt: new Date(Date.now() + 55 * MINUTE),
    ...claims,
  });
const cookieOf = async (claims: Partial<AccountClaims> = {}) => `__Host-wsis-account=${await tokenOf(claims)}`;

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${web.url}${path}`, { headers, redirect: 'manual' });
const post = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
  fetch(`${web.url}${path}`, {
    method: 'POST',
    headers: { origin: web.url, ...headers },
    body: new URLSearchParams(fields),
    redirect: 'manual',
  });
const callsTo = (call: string): ServiceRequest[] =>
  web.clients.calls
    .filter(({ service, request }) => `${service} ${request.method} ${request.path}` === call)
    .map(({ request }) => request);
const answerOf = async (roles = OPEN, secondFactor = 'none') => ({
  token: await tokenOf({ roles }),
  expiresAt: new Date(Date.now() + 55 * MINUTE).toISOString(),
  account: { email: 'a@example.org', language: 'fr', displayName: '', secondFactor, roles },
});

describe('Signing in', () => {
  it('asks for a code as the visitor, and keeps the address out of the address bar', async () => {
    web.clients.on('identity', 'POST /codes', () => ({ accepted: true }));
    const answer = await post('/ar/sign-in', { email: ' a@example.org ', to: '/ar/desk' });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/ar/sign-in/code?to=%2Far%2Fdesk']);
    const [request] = callsTo('identity POST /codes');
    expect(request?.body).toEqual({ email: 'a@example.org', language: 'ar' });
    expect(request?.onBehalfOf).toEqual({ token: undefined, language: 'ar', address: '127.0.0.1' });
    const cookie = answer.headers.getSetCookie()[0] ?? '';
    expect(await (await get('/ar/sign-in/code', { cookie: cookie.split(';')[0] ?? '' })).text()).toContain(
      'value="a@example.org"',
    );
  });

  it.each([
    ['as the page asks', 'handed-over', 'a@example.org', 429],
    ['not at all where the mail came back', 'bounced', 'a@example.org', 303],
    ['not at all for another address', 'handed-over', 'b@example.org', 303],
  ])('makes who asks for another code wait, %s', async (_, state, email, status) => {
    const resendAt = new Date(Date.now() + MINUTE).toISOString();
    web.clients.on('identity', 'POST /codes/state', () => ({ state, resendAt }));
    web.clients.on('identity', 'POST /codes', () => ({ accepted: true }));
    const cookie = '__Host-wsis-address=a%40example.org; __Host-wsis-code=handle';
    const answer = await post('/en/sign-in', { email, to: '/en/desk' }, { cookie });
    expect([answer.status, callsTo('identity POST /codes').length]).toEqual([status, status === 303 ? 1 : 0]);
    if (status === 303) return;
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(50);
    const html = await answer.text();
    expect(html).toMatch(/Please wait (60|59|58) seconds before you ask for another code/);
    expect(html).toContain('value="a@example.org"');
  });

  it('keeps the session in a cookie of this host alone that no script can read', async () => {
    const opened = await answerOf();
    web.clients.on('identity', 'POST /sessions', () => opened);
    const answer = await post('/en/sign-in/code', { email: 'a@example.org', code: 'ABCD-EFGH', to: '/en/desk' });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/en/sign-in/done?to=%2Fen%2Fdesk']);
    const cookie = answer.headers.getSetCookie().find((one) => one.startsWith('__Host-wsis-account='));
    expect(cookie).toMatch(/; Path=\/; Max-Age=3[23]\d\d; Secure; HttpOnly; SameSite=Lax$/);
    expect(cookie).not.toMatch(/domain/i);
  });

  it('notices that the browser refused the cookie, and says what to do', async () => {
    const answer = await get('/en/sign-in/done?to=%2Fen%2Fdesk');
    expect(await answer.text()).toContain('Your browser did not keep the session');
  });

  it.each([
    [OPEN, 'none', '/en/desk'],
    [OPEN, 'enrolled', '/en/sign-in/second-factor?to=%2Fen%2Fdesk'],
    [[{ role: 'expert', edition: 'demo-2026' }] as const, 'none', '/en/sign-in/authenticator?to=%2Fen%2Fdesk'],
    [[{ role: 'expert', edition: 'demo-2026' }] as const, 'enrolled', '/en/sign-in/second-factor?to=%2Fen%2Fdesk'],
  ])('leads %j with a second factor %s to %s', async (roles, secondFactor, next) => {
    const me = { email: '', displayName: 'Awa', language: 'en', secondFactor, roles };
    web.clients.on('identity', 'GET /me', () => me);
    const answer = await get('/en/sign-in/done?to=%2Fen%2Fdesk', { cookie: await cookieOf({ roles }) });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, next]);
  });

  it('asks who comes by an invitation for the first time what they are called, and goes on from there', async () => {
    const roles = [{ role: 'expert', edition: 'demo-2026' }] as const;
    const me = { email: '', displayName: '', language: 'en', secondFactor: 'none', roles };
    web.clients.on('identity', 'GET /me', () => me);
    const headers = { cookie: await cookieOf({ roles }) };
    const asked = (await get('/en/sign-in/done?to=%2Fen%2Fdesk', headers)).headers.get('location') ?? '';
    const on = '/en/sign-in/authenticator?to=%2Fen%2Fdesk';
    expect(asked).toBe(`/en/my-data/name?to=${encodeURIComponent(on)}`);
    const html = await (await get(asked, headers)).text();
    // Whoever would rather not say goes on all the same.
    expect(html).toContain(`<a href="${on}">Not now</a>`);

    const empty = await post('/en/my-data/name', { displayName: ' ', to: on }, headers);
    expect([empty.status, callsTo('identity PATCH /me')]).toEqual([422, []]);
    expect(await empty.text()).toContain('id="displayName-error"');
    web.refuse('identity', 'PATCH /me', 422, {
      code: 'HTTP.VALIDATION_FAILED',
      errors: [{ field: 'displayName', rule: 'pattern' }],
    });
    const refused = await post('/en/my-data/name', { displayName: '<Awa>', to: on }, headers);
    expect(refused.status).toBe(422);
    expect(await refused.text()).toContain('value="&lt;Awa>"');

    web.clients.on('identity', 'PATCH /me', () => ({ ...me, displayName: 'Awa' }));
    const named = await post('/en/my-data/name', { displayName: ' Awa ', to: on }, headers);
    expect([named.status, named.headers.get('location')]).toEqual([303, on]);
    expect(callsTo('identity PATCH /me').at(-1)?.body).toEqual({ displayName: 'Awa' });
  });

  it.each(['https://evil.example/', '//evil.example', '/\\evil.example'])('never leads to %s', async (to) => {
    web.clients.on('identity', 'GET /me', () => ({ email: '', language: 'en', secondFactor: 'none', roles: OPEN }));
    const answer = await get(`/en/sign-in/done?to=${encodeURIComponent(to)}`, { cookie: await cookieOf() });
    expect(answer.headers.get('location')).toBe('/en/desk');
  });

  it('shows the secret of a new second factor once, as a picture and as text', async () => {
    web.clients.on('identity', 'POST /second-factor/enrolment', () => ({
      secret: 'ABCDEFGHIJKLMNOP',
      uri: 'otpauth://totp/WSIS:a?secret=ABCDEFGHIJKLMNOP',
    }));
    const html = await (await post('/en/sign-in/authenticator', {}, { cookie: await cookieOf() })).text();
    expect(html).toContain('ABCD EFGH IJKL MNOP');
    expect(html).toMatch(/<svg[^>]*viewBox/);
  });

  it('keeps what was typed when the code is refused, with the reason at the top and the field', async () => {
    web.refuse('identity', 'POST /sessions', 401, {
      code: 'IDENTITY.CODE_WRONG',
      title: 'This code is not right',
      detail: 'Look at the mail again.',
    });
    const answer = await post('/en/sign-in/code', { email: 'a@example.org', code: '<b>', to: '' });
    const html = await answer.text();
    expect(answer.status).toBe(401);
    expect(html).toContain('This code is not right');
    expect(html).toContain('value="&lt;b>"');
    expect(html).toContain('<title>To correct: ');
    expect(answer.headers.getSetCookie()).toEqual([]);
  });

  it('keeps what was typed when identity cannot be asked', async () => {
    web.refuse('identity', 'POST /codes', 503, { code: 'HTTP.UNAVAILABLE' });
    const answer = await post('/es/sign-in', { email: 'a@example.org' });
    expect(answer.status).toBe(503);
    expect(await answer.text()).toContain('value="a@example.org"');
  });
});

describe('A session', () => {
  it('leads who has none to the sign-in page, and back from there', async () => {
    const answer = await get('/fr/desk?x=1');
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/fr/sign-in?to=%2Ffr%2Fdesk%3Fx%3D1']);
    expect(answer.headers.get('wsis-problem')).toBe('SESSION.MISSING');
  });

  it('opens the desk, on a page that nobody keeps', async () => {
    const answer = await get('/fr/desk', { cookie: await cookieOf() });
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store']);
    expect(await answer.text()).toContain('Mon bureau');
  });

  it('decides the language of the door', async () => {
    const answer = await get('/', { cookie: await cookieOf(), 'accept-language': 'ru' });
    expect(answer.headers.get('location')).toBe('/fr');
  });

  it('is renewed on the way near its end, and not before', async () => {
    const renewed = await answerOf();
    web.clients.on('identity', 'POST /sessions/renewal', () => renewed);
    const early = await get('/en/desk', { cookie: await cookieOf() });
    expect(early.headers.getSetCookie()).toEqual([]);
    const late = await cookieOf({ expiresAt: new Date(Date.now() + 10 * MINUTE) });
    expect((await get('/en/desk', { cookie: late })).headers.getSetCookie()[0]).toContain(renewed.token);
    expect(callsTo('identity POST /sessions/renewal')).toHaveLength(1);
  });

  it('still works when it cannot be renewed, and the page says when it ends', async () => {
    web.refuse('identity', 'POST /sessions/renewal', 503, {});
    const late = await cookieOf({ expiresAt: new Date(Date.now() + 10 * MINUTE) });
    const answer = await get('/en/desk', { cookie: late });
    expect(answer.status).toBe(200);
    expect(await answer.text()).toMatch(/Your sign-in ends at \d\d:\d\d UTC/);
  });

  it('is never looked at by the pages for everybody', async () => {
    const late = await cookieOf({ expiresAt: new Date(Date.now() + 10 * MINUTE) });
    const [mine, anybodys] = [await get('/en', { cookie: late }), await get('/en')];
    expect(mine.headers.getSetCookie()).toEqual([]);
    expect(mine.headers.get('cache-control')).toMatch(/^public/);
    expect(await mine.text()).toBe(await anybodys.text());
  });

  it('ends everywhere at once: identity is told, and every cookie goes', async () => {
    web.clients.on('identity', 'DELETE /sessions/current', () => ({}));
    const answer = await post('/en/sign-out', {}, { cookie: await cookieOf() });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/en/sign-in']);
    const gone = answer.headers.getSetCookie().filter((cookie) => cookie.includes('Max-Age=0'));
    expect(gone.map((cookie) => cookie.split('=')[0]).sort()).toEqual([
      '__Host-wsis-account',
      '__Host-wsis-address',
      '__Host-wsis-ballot',
      '__Host-wsis-code',
    ]);
    expect(callsTo('identity DELETE /sessions/current')[0]?.onBehalfOf?.token).toMatch(/^ey/);
  });

  it('that has ended loses nothing that was typed: it can be sent again after signing in', async () => {
    const cookie = await cookieOf({ expiresAt: new Date(Date.now() - 1_000) });
    const answer = await post('/en/sign-in/second-factor', { code: '123456', _key: 'kept' }, { cookie });
    const html = await answer.text();
    expect(answer.status).toBe(401);
    expect(html).toContain('123456');
    expect(html).toContain('action="/en/sign-in/second-factor"');
    expect(html).toContain('href="/en/sign-in?to=%2Fen%2Fsign-in%2Fback"');
    expect(html).toMatch(/<textarea name="_key" hidden>\s*kept/);
  });

  it('says once what was done', async () => {
    const cookie = `${await cookieOf()}; __Host-wsis-said=authenticator-ready`;
    const answer = await get('/en/desk', { cookie });
    expect(await answer.text()).toContain('Your authenticator is set up.');
    expect(answer.headers.getSetCookie()[0]).toMatch(/^__Host-wsis-said=; .*Max-Age=0/);
    const made = `${await cookieOf()}; __Host-wsis-said=${encodeURIComponent('<b>x</b>')}`;
    expect(await (await get('/en/desk', { cookie: made })).text()).not.toContain('<b>x');
  });
});

describe('A form from elsewhere', () => {
  it.each([
    [{ origin: 'https://evil.example' }],
    [{ origin: 'null' }],
    [{ origin: '', 'sec-fetch-site': 'cross-site' }],
  ])('is refused: %j', async (headers) => {
    const answer = await post('/en/sign-in', { email: 'a@example.org' }, { ...headers, cookie: await cookieOf() });
    const html = await answer.text();
    expect([answer.status, answer.headers.get('wsis-problem')]).toEqual([403, 'WEB.FOREIGN_FORM']);
    // What was typed can be read, but no button would send what another site has filled in.
    expect(html).toContain('a@example.org');
    expect(html).not.toContain('<form');
    expect(web.clients.calls).toEqual([]);
  });

  it('without any word on where it comes from is refused as well', async () => {
    const answer = await fetch(`${web.url}/en/sign-out`, { method: 'POST', body: new URLSearchParams({ a: '1' }) });
    expect(answer.status).toBe(403);
  });

  it('carries no session, whatever cookies came with it', async () => {
    const headers = { origin: 'https://evil.example', cookie: await cookieOf() };
    const answer = await post('/en/sign-in/authenticator', {}, headers);
    expect(answer.status).toBeGreaterThanOrEqual(401);
    expect(web.clients.calls).toEqual([]);
  });
});

describe('What is sent', () => {
  const raw = (body: string, type: string) =>
    fetch(`${web.url}/en/sign-in`, { method: 'POST', body, headers: { origin: web.url, 'content-type': type } });

  it('is refused with a page when it is too much', async () => {
    const answer = await raw(`email=${'x'.repeat(600_000)}`, 'application/x-www-form-urlencoded');
    expect(answer.status).toBe(413);
    expect(await answer.text()).toContain('Too much was sent at once');
  });

  it('is refused with a page when it has too many fields', async () => {
    expect((await raw('a=1&'.repeat(3_000), 'application/x-www-form-urlencoded')).status).toBe(413);
  });

  it('is refused with a page when it cannot be read', async () => {
    const answer = await raw('no boundary at all', 'multipart/form-data; boundary=x');
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
  });

  it('may come in parts, with files', async () => {
    web.clients.on('identity', 'POST /codes', () => ({ accepted: true }));
    const body = new FormData();
    body.set('email', 'parts@example.org');
    body.set('picture', new Blob(['x']), 'x.png');
    const answer = await fetch(`${web.url}/en/sign-in`, {
      method: 'POST',
      body,
      headers: { origin: web.url },
      redirect: 'manual',
    });
    expect(answer.status).toBe(303);
    expect(callsTo('identity POST /codes')[0]?.body).toMatchObject({ email: 'parts@example.org' });
  });
});

describe('The content security policy', () => {
  it('allows exactly the scripts that stand in the page, each by its hash', async () => {
    for (const path of ['/en', '/en/sign-in', '/ar/design', '/ar/editions/demo-2026']) {
      const answer = await get(path);
      const html = await answer.text();
      const policy = answer.headers.get('content-security-policy') ?? '';
      const scripts = [...html.matchAll(/<script type="module">([\s\S]*?)<\/script>/g)].map((found) => found[1] ?? '');
      const hashes = scripts.map((code) => `'sha256-${createHash('sha256').update(code).digest('base64')}'`);
      expect(/script-src ([^;]*)/.exec(policy)?.[1] ?? '').toBe(hashes.join(' '));
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("form-action 'self'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toMatch(/unsafe|http/);
    }
  });
});
