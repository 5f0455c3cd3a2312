import { gzipSync } from 'node:zlib';
import { problemTexts } from '@wsis/i18n';
import { LANGUAGES } from '@wsis/kernel';
import { RULE_PATHS, orderOfVoter } from '@wsis/rule-book';
import { eventually } from '@wsis/testing';
import { DESK_STYLE, STYLE } from '../src/pages/assets.js';
import { NOMINEE_ID, PATHS, honoured, scriptedWeb, type ScriptedWeb } from './scripted-contest.js';

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
      expect(html).not.toMatch(
        /<script(?! type="module">)|<img(?! (class="[a-z-]+" )?src="\/api\/)|<iframe|\son[a-z]+="|href="javascript|style="/,
      );
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
    expect(html).toContain('5 May 2026 at 23:00 UTC+2 (21:00\u00a0UTC)');
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
    const html = await (await get('/en/editions/demo-2026/nominees?category=C1&order=7')).text();
    expect(html).toContain('&lt;img src=x onerror=alert(1)>');
    expect(html).toContain('Generated entry');
    const page = await (await get('/en/nominees/01900000-0000-7000-8000-000000000002')).text();
    expect(page).not.toContain('javascript:');
  });

  it('shows Champions that are released, and says that Winners are not', async () => {
    const html = await (await get('/en/editions/demo-2026/results')).text();
    expect(html).toContain('Villages numériques');
    expect(html).toContain('The Winners have not been released yet.');
  });

  it('tells the certified votes of Champions where the rules publish them, and nothing while nobody may know', async () => {
    const said = async () => (await get('/en/editions/past-2025/results')).text();
    expect(await said()).not.toMatch(/\d votes?/);
    const categories = [
      {
        code: 'C1',
        placings: [
          { number: honoured.number, votes: 41 },
          { number: 99, votes: 1_200 },
        ],
      },
    ];
    web.clients.on('voting', 'GET /editions/past-2025/tally', () => ({ result: JSON.stringify({ categories }) }));
    await eventually('the tally is read', async () => expect(await said()).toContain('41 votes'));
    expect(await said()).toContain('In this category together: 1,241 votes');
    expect(web.clients.calls.filter(({ request }) => request.path.endsWith('/tally')).length).toBeGreaterThan(0);
    web.clients.on('voting', 'GET /editions/past-2025/tally', () => ({ result: null }));
    await eventually('the rules publish none', async () => expect(await said()).not.toMatch(/\d votes?/));
  });

  it('says on the home page how many categories the edition of now has', async () => {
    expect(await (await get('/en')).text()).toContain('an international contest in 2 categories.');
    expect(await (await get('/ar')).text()).toContain('مسابقة دولية من فئتين.');
  });

  it('calls for the vote while it is open, at home and in the edition, and counts down', async () => {
    for (const path of ['/en', '/en/editions/demo-2026']) {
      const html = await (await get(path)).text();
      expect(html).toContain('<a class="button" href="/en/editions/demo-2026/ballot">Vote now</a>');
      expect(html).toContain('data-until="2026-05-05T21:00:00.000Z"');
      expect(html).toContain('4 days and 11 hours left');
    }
  });

  it('says how the vote goes: what waits, the last batch, and refusals in words', async () => {
    const html = await (await get('/en/editions/demo-2026/health')).text();
    expect(html).toContain('<dd>34 milliseconds</dd>');
    expect(html).toMatch(/256 ballots in .?21 milliseconds/);
    expect(html).not.toContain('VOTING.BUSY');
    expect(html).toMatch(/<th scope="row">[^<.]+<\/th><td class="figure">7<\/td>/);
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
    expect(open).not.toContain('100\u202f000');
    const closed = await (await get('/fr/editions/past-2025/health')).text();
    expect(closed).toContain('100\u202f000');
  });
});

describe('The list of nominees', () => {
  const list = '/en/editions/demo-2026/nominees';

  it('leads who has no order yet to one of the 64 by chance, and lets nobody keep that answer', async () => {
    const orders = new Set<string>();
    for (let attempt = 0; attempt < 30; attempt += 1) {
      const answer = await get(`${list}?category=C1&q=x`);
      const [, order = ''] =
        /^\/en\/editions\/demo-2026\/nominees\?category=C1&q=x&order=(\d+)$/.exec(
          answer.headers.get('location') ?? '',
        ) ?? [];
      expect([answer.status, answer.headers.get('cache-control')]).toEqual([303, 'no-store']);
      expect(Number(order)).toBeLessThan(64);
      orders.add(order);
    }
    expect(orders.size).toBeGreaterThan(3);
  });

  it('leads a voter to the order in which the ballot shows it', async () => {
    const voterId = '01900000-0000-7000-8000-00000000abcd';
    const said = Buffer.from(JSON.stringify(['demo-2026', voterId, 4_000_000_000])).toString('base64url');
    const answer = await get(`${list}?category=C1`, { cookie: `__Host-wsis-ballot=wv1.${said}.x` });
    expect(answer.headers.get('location')).toBe(`${list}?category=C1&order=${orderOfVoter(voterId)}`);
  });

  it('keeps the order in every link, and tells search engines of one address', async () => {
    const html = await (await get(`${list}?category=C1&order=7`)).text();
    expect(html).toContain('nominees?category=C1&amp;order=7&amp;cursor=WzE4XQ');
    expect(html).toContain(`/en/nominees/${NOMINEE_ID}?order=7`);
    expect(html).toContain('<input type="hidden" name="order" value="7"/>');
    expect(html).toContain(`rel="canonical" href="https://prizes.example.org${list}?category=C1"`);
    const last = await (await get(`${list}?category=C1&order=7&cursor=WzE4XQ`)).text();
    expect(last).not.toContain('Next page');
    expect(last).toContain('To the first page');
  });

  it('asks two questions for a page, however many nominees stand on it and readers come', async () => {
    const path = `${list}?category=C7-egov&country=FR&order=11`;
    const before = web.clients.calls.length;
    await Promise.all(Array.from({ length: 20 }, () => get(path)));
    const asked = web.clients.calls.slice(before).map(({ request }) => request.path);
    const listed = asked.filter((call) => call.includes('/nominees'));
    expect(listed.map((call) => call.split('?')[0]).sort()).toEqual([
      '/editions/demo-2026/nominees',
      '/editions/demo-2026/nominees/counts',
    ]);
    for (const call of listed) expect(call).toContain('listVersion=4');
  });

  it('says how many nominees each value of a filter would leave', async () => {
    const html = await (await get(`${list}?category=C1&order=7&country=SN`)).text();
    expect(html).toContain('<option value="SN" selected>Senegal (3)</option>');
    expect(html).toContain('22 nominees');
  });

  it.each([
    ['x'.repeat(10_000), 'x'.repeat(200)],
    ['\u202egnp.exe', 'gnp.exe'],
    ['👩‍🚀 قرى', '👩‍🚀 قرى'],
    ['%', '%'],
  ])('searches for %j as %j', async (typed, searched) => {
    const answer = await get(`${list}?q=${encodeURIComponent(typed)}&order=7`);
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain(`value="${searched}" maxlength="200"`);
    const [last] = web.clients.calls.filter(({ request }) => request.path.includes('/nominees?')).slice(-1);
    expect(new URLSearchParams(last?.request.path.split('?')[1]).get('q')).toBe(searched);
  });

  it('says what to do next where nothing matches, where a cursor leads nowhere, and before the release', async () => {
    expect(await (await get(`${list}?q=nothing&order=7`)).text()).toContain('No nominee matches');
    web.refuse(
      'nominations',
      'GET /editions/demo-2026/nominees?category=C1&order=7&cursor=junk&language=en&limit=24&listVersion=4',
      422,
      {
        code: 'HTTP.VALIDATION_FAILED',
      },
    );
    const lost = await get(`${list}?category=C1&order=7&cursor=junk`);
    expect(lost.headers.get('location')).toBe(`${list}?category=C1&order=7`);
    const early = await (await get('/en/editions/past-2025/nominees?category=C1')).text();
    expect(early).toContain('The nominees are not public yet');
  });
});

describe('While the lists are paused', () => {
  it('says so in the reader’s language, and not that something is down', async () => {
    const asked = 'category=C1&order=9&language=fr&limit=24&listVersion=4';
    web.refuse('nominations', `GET /editions/demo-2026/nominees?${asked}`, 503, { code: 'HTTP.PAUSED' });
    const paused = await get('/fr/editions/demo-2026/nominees?category=C1&order=9');
    expect(paused.status).toBe(503);
    const html = await paused.text();
    expect(html).toContain(problemTexts.title('fr', 'HTTP.PAUSED'));
    expect(html).not.toContain(problemTexts.title('fr', 'HTTP.UNAVAILABLE'));
  });
});

describe('The page of a nominee', () => {
  const path = `/en/nominees/${NOMINEE_ID}`;

  it('shows pictures with words for those who cannot see them, in sizes to choose from, and keeps their place', async () => {
    const html = await (await get(`/ar/nominees/${NOMINEE_ID}`)).text();
    const files = `/api/nominations/nominees/${NOMINEE_ID}/pictures`;
    expect(html).toContain(
      `srcset="${files}/${'a'.repeat(64)}.webp 320w, ${files}/${'b'.repeat(64)}.webp 1280w" sizes="`,
    );
    expect(html).toContain(
      `<img src="${files}/${'c'.repeat(64)}.jpg" width="1280" height="853" alt="تلاميذ أمام حاسوب."`,
    );
    expect(html).not.toContain('passwd');
    expect(await (await get(path)).text()).toContain('alt="Des élèves devant un ordinateur." lang="fr" loading="lazy"');
  });

  it('leads to the ballot with the nominee chosen, while the vote is open', async () => {
    expect(await (await get(path)).text()).toContain('/en/editions/demo-2026/ballot/categories/C1?chosen=17');
  });

  it('tells messengers which words and picture to show beside its address', async () => {
    const html = await (await get(`${path}?text=original&order=3`)).text();
    const content = (property: string) =>
      new RegExp(`<meta property="${property}" content="([^"]*)"/>`).exec(html)?.[1];
    expect(content('og:title')).toBe('Villages numériques');
    expect(content('og:url')).toBe(`https://prizes.example.org${path}?text=original`);
    expect(content('og:image')).toBe(
      `https://prizes.example.org/api/promotion/nominees/${NOMINEE_ID}/share/en/0123456789abcdef.png`,
    );
  });

  it('is there without a picture to share, while pictures cannot be had', async () => {
    const other = await get('/en/nominees/01900000-0000-7000-8000-000000000002');
    expect(other.status).toBe(200);
    expect(await other.text()).not.toContain('og:image');
  });

  const report = (body: Record<string, string>) =>
    fetch(`${web.url}${path}/report`, {
      method: 'POST',
      redirect: 'manual',
      headers: { origin: web.url, 'sec-fetch-site': 'same-origin' },
      body: new URLSearchParams(body),
    });

  it('takes a report of a breach from anybody, in the language of the page', async () => {
    const answer = await report({ reason: 'votes-bought', words: ' They pay. \r\n' });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `${path}/report/sent`]);
    const sent = web.clients.calls.filter(({ request }) => request.path.endsWith('/breach-reports')).at(-1);
    expect(sent?.request.body).toEqual({ reason: 'votes-bought', words: 'They pay.', language: 'en' });
    expect(sent?.request.onBehalfOf?.token).toBeUndefined();
  });

  it('names what is missing in a report and keeps what was typed; also when it was one too many', async () => {
    const empty = await report({ words: 'They pay & lie.' });
    expect(empty.status).toBe(422);
    const html = await empty.text();
    expect(html).toContain('What is wrong: this field is required.');
    expect(html).toContain('They pay &amp; lie.');
    web.refuse('nominations', `POST /nominees/${NOMINEE_ID}/breach-reports`, 429, { code: 'HTTP.TOO_MANY_REQUESTS' });
    const many = await report({ reason: 'other', words: 'Again.' });
    expect(many.status).toBe(429);
    expect(await many.text()).toContain('Again.');
  });
});

describe('The rules', () => {
  const path = '/en/editions/demo-2026/rules';

  it('stand as articles with lasting addresses, and say where each comes from', async () => {
    const html = await (await get(path)).text();
    for (const rule of RULE_PATHS) expect(html).toContain(`<article class="rule" id="${rule}">`);
    expect(html).toContain('id="submission.fields.shortDescription"');
    expect(html).toContain('the number of categories with a choice is at least 2.');
    expect(html).toContain('Published by ITU');
    expect(html).toContain('Assumption of this edition');
    expect(html).toContain('this language prevails: English');
    expect(html).toContain('2'.repeat(64));
    expect(html).toContain('/api/competition/editions/demo-2026/rule-book/canonical');
    expect(html).not.toContain('earlier version');
  });

  it('can be read as they were, and say that they are in force no more', async () => {
    const html = await (await get(`${path}?version=1`)).text();
    expect(html).toContain('You are reading an earlier version.');
    expect(html).toContain('A saved choice cannot be changed');
    expect((await get(`${path}?version=9`)).status).toBe(404);
    expect((await get(`${path}?version=1;drop`)).status).toBe(404);
  });

  it('are led to from the results', async () => {
    expect(await (await get('/en/editions/demo-2026/results')).text()).toContain(`${path}#count.topN`);
  });
});

describe('What does not exist or is away', () => {
  it.each([
    ['/de', 404],
    ['/en/editions/demo-2026/nominees?category=C99', 404],
    ['/en/editions/demo-2026/nominees?category=C1&category=C7-egov', 200],
    ['/en/editions/demo-2026/nominees?sdg=99&region=MARS&order=-1', 200],
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
