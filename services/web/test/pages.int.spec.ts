import { gzipSync } from 'node:zlib';
import { LANGUAGES } from '@wsis/kernel';
import { DESK_STYLE, STYLE } from '../src/pages/assets.js';
import { NOMINEE_ID, PATHS, scriptedWeb, type ScriptedWeb } from './scripted-contest.js';

let web: ScriptedWeb;
beforeAll(async () => {
  web = await scriptedWeb();
});
afterAll(() => web.stop());

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${web.url}${path}`, { headers, redirect: 'manual' });

describe('The door', () => {
  it.each([
    ['ar-EG,ar;q=0.9', '/ar'],
    ['zh-CN', '/zh'],
    ['de', '/en'],
  ])('leads a reader who asks for %s to %s', async (wanted, home) => {
    const answer = await get('/', { 'accept-language': wanted });
    expect(answer.status).toBe(302);
    expect(answer.headers.get('location')).toBe(home);
    expect(answer.headers.get('vary')).toMatch(/accept-language/i);
  });

  it('leads programmers to the list of interfaces', async () => {
    expect((await get('/api', { 'accept-language': 'es' })).headers.get('location')).toBe('/es/api');
  });

  it('takes an address with a slash at its end for the one without', async () => {
    const answer = await get('/fr/');
    expect([answer.status, answer.headers.get('location')]).toEqual([308, '/fr']);
    expect((await get('//evil.example/')).status).toBe(404);
    expect((await get('//evil.example/en/')).status).toBe(404);
    for (const slashes of ['//', '///', '/en' + '/'.repeat(9_000) + 'x']) expect((await get(slashes)).status).toBe(404);
  });
});

describe('Every page', () => {
  it.each(LANGUAGES.flatMap((language) => PATHS.map((path) => [`/${language}${path}`, language, path] as const)))(
    '%s is whole, in its language, and safe',
    async (address, language, path) => {
      const answer = await get(address);
      const html = await answer.text();
      expect(answer.status).toBe(path === '/editions/never-held' ? 404 : 200);
      expect(html).toContain(`<!doctype html><html lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}">`);
      expect(answer.headers.get('content-language')).toBe(language);
      expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(answer.headers.get('content-security-policy')).not.toMatch(/unsafe|http/);
      expect(answer.headers.get('set-cookie')).toBeNull();
      // Nothing untranslated, nothing executable, nothing from elsewhere.
      expect(html).not.toMatch(/web\.[a-z]+[.-]|problem\.|undefined|\[object/);
      expect(html).not.toMatch(/<script(?! type="module">)|<img|<iframe|\son[a-z]+="|href="javascript|style="/);
      for (const [, source = ''] of html.matchAll(/\ssrc="([^"]*)"/g)) expect(source).toMatch(/^\//);
      for (const other of LANGUAGES) expect(html).toContain(`hreflang="${other}"`);
      expect(html.match(/<h1[ >]/g)).toHaveLength(1);
    },
  );

  it('weighs, with its style sheet, at most 50 kB', async () => {
    const sheet = gzipSync(STYLE.body).length;
    for (const path of PATHS) {
      // The islands stand in the page itself, and count.
      const html = Buffer.from(await (await get(`/ar${path}`)).arrayBuffer());
      expect(gzipSync(html).length + sheet).toBeLessThan(50_000);
    }
    // Room is left for what pages will say: the sheets of voters and of desks together are far from the budget.
    expect(sheet + gzipSync(DESK_STYLE.body).length).toBeLessThan(15_000);
  });
});

describe('Caching', () => {
  it('answers 304 to a reader who has the page', async () => {
    const first = await get('/en/editions/demo-2026/results');
    const etag = first.headers.get('etag') ?? '';
    expect(etag).toMatch(/^"[\w-]{22}"$/);
    expect(first.headers.get('cache-control')).toMatch(/^public, max-age=\d+$/);
    expect((await get('/en/editions/demo-2026/results', { 'if-none-match': etag })).status).toBe(304);
    expect((await get('/fr/editions/demo-2026/results', { 'if-none-match': etag })).status).toBe(200);
  });

  it('lets the style sheet be kept for ever', async () => {
    const answer = await get(STYLE.path);
    expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect((await get('/assets/other.css')).status).toBe(404);
  });

  it('lets nobody keep a refusal', async () => {
    expect((await get('/en/nowhere/at/all')).headers.get('cache-control')).toBe('no-store');
  });
});

describe('What pages say', () => {
  it('gives the close in the zone of the edition and in UTC, and what is left by the database’s clock', async () => {
    const html = await (await get('/en/editions/demo-2026')).text();
    expect(html).toContain('5 May 2026 at 23:00 UTC+2 (21:00 UTC)');
    expect(html).toContain('4 days and 11 hours left');
  });

  it('shows a text in the reader’s language as a machine draft and offers the original', async () => {
    const arabic = await (await get(`/ar/nominees/${NOMINEE_ID}`)).text();
    expect(arabic).toContain('القرى الرقمية');
    expect(arabic).toContain('مسودة ترجمة آلية');
    expect(arabic).toContain('?text=original');
    const original = await (await get(`/ar/nominees/${NOMINEE_ID}?text=original`)).text();
    expect(original).toContain('<div class="description" lang="fr" dir="ltr">');
    const spanish = await (await get(`/es/nominees/${NOMINEE_ID}`)).text();
    expect(spanish).toContain('Villages numériques');
    expect(spanish).toContain('Texto del autor, idioma: francés.');
  });

  it('never turns a project’s own words into markup or links, and marks generated entries', async () => {
    const html = await (await get('/en/editions/demo-2026/nominees?category=C1')).text();
    expect(html).toContain('&lt;img src=x onerror=alert(1)>');
    expect(html).toContain('Generated entry');
    const page = await (await get('/en/nominees/01900000-0000-7000-8000-000000000002')).text();
    expect(page).not.toContain('javascript:');
  });

  it('pages through a long category', async () => {
    const html = await (await get('/en/editions/demo-2026/nominees?category=C1')).text();
    expect(html).toContain('nominees?category=C1&amp;cursor=WzE4XQ');
    expect(await (await get('/en/editions/demo-2026/nominees?category=C1&cursor=WzE4XQ')).text()).not.toContain(
      'rel="next"',
    );
  });

  it('shows Champions that are released, and says that Winners are not', async () => {
    const html = await (await get('/en/editions/demo-2026/results')).text();
    expect(html).toContain('Villages numériques');
    expect(html).toContain('The Winners have not been released yet.');
  });

  it('shows each category’s Winner in ballot order, and says where a panel chose none', async () => {
    const html = await (await get('/en/editions/past-2025/results')).text();
    expect(html.indexOf('The panel chose no Winner in this category.')).toBeGreaterThan(
      html.indexOf('Role of governments'),
    );
    expect(html).toContain('Special recognition');
    expect(html).toContain('None convinced us.');
  });

  it('counts ballots while the vote is open, and balances them after the close', async () => {
    const open = await (await get('/fr/editions/demo-2026/health')).text();
    expect(open).toContain('98\u202f765');
    expect(open).not.toContain('<table');
    const closed = await (await get('/fr/editions/past-2025/health')).text();
    expect(closed).toContain('100\u202f000');
  });
});

describe('What does not exist or is away', () => {
  it.each([
    ['/de', 404],
    ['/en/editions/demo-2026/nominees?category=C99', 404],
    ['/en/editions/demo-2026/nominees?category=C1&category=C7-egov', 200],
    [`/en/editions/${'x'.repeat(150)}`, 404],
    [`/en/editions/${'x'.repeat(5000)}`, 404],
    ['/en/nominees/..%2f..%2finternal%2faddresses', 404],
    ['/en/editions/%F0%9F%99%82', 404],
    ['/ar/no/such/page', 404],
  ])('%s answers %i with a page', async (address, status) => {
    const answer = await get(address);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
  });

  it('is said in the reader’s language, with a number to quote and when to come back', async () => {
    const missing = await (await get('/ar/no/such/page')).text();
    expect(missing).toContain('لا يوجد شيء في هذا العنوان');
    const away = await get('/es/editions/unreachable/health');
    expect(away.status).toBe(503);
    expect(away.headers.get('retry-after')).toBe('5');
    expect(await away.text()).toContain('Esta parte de la plataforma no está disponible por el momento');
  });
});
