import { gzipSync } from 'node:zlib';
import { LANGUAGES } from '@wsis/kernel';
import { DESK_STYLE, STYLE } from '../src/pages/assets.js';
import { scriptedWeb, type ScriptedWeb } from './scripted-contest.js';
import { callsTo, visitorOf, type DeskVisitor } from './scripted-desk.js';
import { NOMINATOR_PATHS, OTHERS_ID, SUBMISSION_ID, draft, scriptSubmissions } from './scripted-submissions.js';

const NOMINATOR = [{ role: 'nominator', edition: '*' }] as const;
const PATH = `/fr/desk/submissions/${SUBMISSION_ID}`;

let web: ScriptedWeb;
let author: DeskVisitor;
beforeAll(async () => {
  web = await scriptedWeb();
  author = await visitorOf(web, { roles: NOMINATOR });
});
afterAll(() => web.stop());
beforeEach(() => {
  scriptSubmissions(web);
  web.clients.calls.splice(0);
});

/** The machinery's own fields of the form on a page, as a browser would send them back. */
const own = (html: string): Record<string, string> =>
  Object.fromEntries(
    [...html.matchAll(/<input type="hidden" name="(_\w+)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [
      name,
      value,
    ]),
  );

describe('Every page of a nominator', () => {
  it.each(LANGUAGES.flatMap((language) => NOMINATOR_PATHS.map((path) => [`/${language}${path}`, language] as const)))(
    '%s is whole, in its language, safe, and at most 150 kB',
    async (address, language) => {
      const answer = await author.get(address);
      const html = await answer.text();
      expect(answer.status).toBe(200);
      expect(html).toContain(`<html lang="${language}"`);
      expect(answer.headers.get('cache-control')).toBe('no-store');
      expect(html).not.toMatch(/web\.[a-z]+[.-]|problem\.|rule\.[a-z]|undefined|\[object/);
      expect(html).not.toMatch(/<script(?! type="module">)|\son[a-z]+="|style="/);
      for (const [, source = ''] of html.matchAll(/\ssrc="([^"]*)"/g)) expect(source).toMatch(/^\/[a-z]/);
      expect(html.match(/<h1[ >]/g)).toHaveLength(1);
      const sheets = gzipSync(STYLE.body).length + gzipSync(DESK_STYLE.body).length;
      expect(gzipSync(html).length + sheets).toBeLessThan(150_000);
    },
  );

  it('shows nobody the submission of somebody else', async () => {
    for (const page of ['', '/parts/identity', '/withdrawal', '/pictures']) {
      const answer = await author.get(`/en/desk/submissions/${OTHERS_ID}${page}`);
      expect([answer.status, answer.headers.get('wsis-problem')]).toEqual([404, 'NOMINATIONS.SUBMISSION_UNKNOWN']);
    }
  });

  it('asks each service once, however many questions the form has', async () => {
    await author.get(`${PATH}/parts/identity`);
    web.clients.calls.splice(0);
    await author.get(PATH);
    const asked = web.clients.calls.map(({ service, request }) => `${service} ${request.path}`);
    expect(new Set(asked).size).toBe(asked.length);
    expect(asked.length).toBeLessThanOrEqual(4);
  });
});

describe('A draft', () => {
  it('begins in a language and for an organisation, and leads to its first part', async () => {
    web.clients.on('nominations', 'POST /editions/demo-2026/submissions', () => ({
      id: SUBMISSION_ID,
      version: 1,
      problems: [],
    }));
    const answer = await author.post('/fr/desk/submissions/new?edition=demo-2026', {
      language: 'es',
      organisationId: '',
    });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `${PATH}/parts/identity`]);
    const [request] = callsTo(web, 'nominations POST /editions/demo-2026/submissions');
    expect(request?.body).toEqual({ language: 'es', values: {} });
  });

  it('says what is missing, each a link to its field, with the count beside its part', async () => {
    const html = await (await author.get(PATH)).text();
    expect(html).toContain(`href="${PATH}/parts/classification#sdgLinks.8"`);
    expect(html).toContain(`href="${PATH}/parts/identity#contactName"`);
    expect(html).not.toContain(`href="${PATH}/submission"`);
    expect(await (await author.get(`${PATH}/parts/identity`)).text()).toMatch(/<span class="count-mark">\d+<\/span>/);
  });

  it('hints at the goals that the matrix links to its category', async () => {
    const html = await (await author.get(`/en${PATH.slice(3)}/parts/classification`)).text();
    expect(html).toContain('links your category to goals 1, 8, 9 and 11');
  });

  it('leads to where pictures are added instead of asking for their place in words', async () => {
    const html = await (await author.get(`${PATH}/parts/evidence`)).text();
    expect(html).toContain(`href="${PATH}/pictures"`);
    expect(html).not.toMatch(/name="image(Alternative)?"/);
  });

  it('saves a part from the version it was made from, keeps all other parts, and goes on', async () => {
    web.clients.on('nominations', `PUT /submissions/${SUBMISSION_ID}`, () => ({
      id: SUBMISSION_ID,
      version: 4,
      problems: [],
    }));
    const html = await (await author.get(`${PATH}/parts/classification`)).text();
    const answer = await author.post(`${PATH}/parts/classification`, {
      ...own(html),
      category: 'C3',
      'sdgs.1': 'yes',
      'sdgs.4': 'yes',
      'sdgLinks.1': 'Moins de pauvreté.',
      'sdgLinks.4': 'Plus d’écoles.',
      'sdgLinks.8': 'Dropped with its goal.',
    });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `${PATH}/parts/description`]);
    const [request] = callsTo(web, `nominations PUT /submissions/${SUBMISSION_ID}`);
    expect(request?.headers).toMatchObject({ 'if-match': '"3"' });
    expect(request?.body).toEqual({
      language: 'fr',
      organisationId: draft().organisationId,
      generated: false,
      values: {
        ...draft().values,
        category: 'C3',
        sdgs: [1, 4],
        sdgLinks: { 1: 'Moins de pauvreté.', 4: 'Plus d’écoles.' },
      },
    });
  });

  it('keeps words beyond the limit, and says so beside the field', async () => {
    const problems = [{ field: 'goals', rule: 'words-maximum', params: { maximum: 300, actual: 301 } }];
    web.clients.on('nominations', `PUT /submissions/${SUBMISSION_ID}`, () => ({
      id: SUBMISSION_ID,
      version: 4,
      problems,
    }));
    const html = await (await author.get(`${PATH}/parts/description`)).text();
    const answer = await author.post(`${PATH}/parts/description`, { ...own(html), goals: 'mot '.repeat(301) });
    const again = await answer.text();
    expect(answer.status).toBe(422);
    expect(again).toContain('mot mot mot');
    expect(again).toMatch(/id="goals-error">[^<]*300 mots/);
    expect(again).toContain('Tout ce que vous avez saisi est enregistré');
    // What is sent next is made from the version that was stored.
    expect(own(again)).toMatchObject({ _base: '4' });
  });

  it('tells an autosaving form its new version', async () => {
    web.clients.on('nominations', `PUT /submissions/${SUBMISSION_ID}`, () => ({
      id: SUBMISSION_ID,
      version: 4,
      problems: [],
    }));
    const answer = await fetch(`${web.url}${PATH}/parts/identity`, {
      method: 'POST',
      headers: { origin: web.url, cookie: author.cookie, 'wsis-island': 'autosave' },
      body: new URLSearchParams({ _base: '3', title: 'Neu' }),
    });
    expect(await answer.json()).toMatchObject({ saved: true, base: '4' });
  });

  it('shows both versions where somebody else changed the same field, and merges what only one changed', async () => {
    const html = await (await author.get(`${PATH}/parts/identity`)).text();
    const changed = { ...draft().values, title: 'Leur titre', contactName: 'Awa' };
    web.clients.on('nominations', `GET /submissions/${SUBMISSION_ID}`, () => draft({ version: 4, values: changed }));
    const { organisationName, contactEmail } = draft().values;
    const typed = { ...own(html), organisationName, contactEmail, title: 'Mon titre', ownerConsent: 'yes' };
    const answer = await author.post(`${PATH}/parts/identity`, typed);
    const both = await answer.text();
    expect(answer.status).toBe(409);
    expect(both).toContain('Mon titre');
    expect(both).toContain('Leur titre');
    expect(both).toContain('value="Awa"');
    expect(callsTo(web, `nominations PUT /submissions/${SUBMISSION_ID}`)).toEqual([]);
  });

  it('keeps what was typed when nominations is away', async () => {
    web.refuse('nominations', `PUT /submissions/${SUBMISSION_ID}`, 503, {});
    const answer = await author.post(`${PATH}/parts/identity`, { _base: '3', title: 'Pas perdu' });
    expect(answer.status).toBe(503);
    expect(await answer.text()).toContain('value="Pas perdu"');
  });
});

describe('Handing in', () => {
  it('is not offered while something is missing', async () => {
    const answer = await author.get(`${PATH}/submission`);
    expect([answer.status, answer.headers.get('location')]).toEqual([303, PATH]);
  });

  it('hands in exactly the version that was shown, and names what was refused by its label', async () => {
    web.refuse('nominations', `POST /submissions/${SUBMISSION_ID}/submission`, 422, {
      code: 'NOMINATIONS.INCOMPLETE',
      title: 'Incomplet',
      detail: '',
      errors: [{ field: 'endDate', rule: 'not-before', params: { field: 'startDate' } }],
    });
    const answer = await author.post(`${PATH}/submission`, { _base: '3' });
    expect(answer.status).toBe(422);
    const html = await answer.text();
    expect(html).not.toContain('startDate');
    expect(html).toContain('/editions/demo-2026/rules#submission.fields');
    web.clients.on('nominations', `POST /submissions/${SUBMISSION_ID}/submission`, () => ({ state: 'submitted' }));
    const received = await author.post(`${PATH}/submission`, { _base: '3' });
    expect([received.status, received.headers.get('location')]).toEqual([303, PATH]);
    expect(callsTo(web, `nominations POST /submissions/${SUBMISSION_ID}/submission`)[0]?.headers).toMatchObject({
      'if-match': '"3"',
    });
  });

  it('shows why it was given back', async () => {
    const history = [
      {
        what: 'screened',
        reason: 'Trop <b>court</b>',
        fromState: 'submitted',
        toState: 'returned',
        category: 'C2',
        happenedAt: '2026-03-05T09:00:00Z',
      },
    ];
    web.clients.on('nominations', `GET /submissions/${SUBMISSION_ID}`, () => draft({ state: 'returned', history }));
    const html = await (await author.get(PATH)).text();
    expect(html).toContain('Trop &lt;b>court&lt;/b>');
    expect(html).toContain('Renvoyée pour révision');
  });
});

describe('A picture', () => {
  it('is asked for with its description', async () => {
    const answer = await author.post(`${PATH}/pictures`, { description: 'Kept' });
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain('Kept');
  });

  it('goes on as it is, with its description in the address', async () => {
    web.clients.on('nominations', `POST /submissions/${SUBMISSION_ID}/pictures`, () => ({}));
    const body = new FormData();
    body.set('description', 'Un puits');
    body.set('picture', new Blob([Buffer.from([0xff, 0xd8, 0xff])], { type: 'image/jpeg' }), 'a.jpg');
    const headers = { origin: web.url, cookie: author.cookie };
    const answer = await fetch(`${web.url}${PATH}/pictures`, { method: 'POST', body, headers, redirect: 'manual' });
    expect(answer.status).toBe(303);
    const [request] = callsTo(web, `nominations POST /submissions/${SUBMISSION_ID}/pictures`);
    expect(request?.path).toContain('description=Un+puits');
    expect(request?.body).toEqual(Buffer.from([0xff, 0xd8, 0xff]));
    expect(request?.headers).toMatchObject({ 'content-type': 'image/jpeg' });
  });

  it.each([
    ['before', ['description', 'picture']],
    ['after', ['picture', 'description']],
  ])('that is far too large takes no words with it that stand %s it', async (_, order) => {
    const body = new FormData();
    for (const name of order) {
      if (name === 'description') body.set(name, 'Un puits, décrit avec soin\nen deux lignes');
      else body.set(name, new Blob([Buffer.alloc(13 * 1024 * 1024)], { type: 'image/jpeg' }), 'a.jpg');
    }
    const headers = { origin: web.url, cookie: author.cookie };
    const answer = await fetch(`${web.url}${PATH}/pictures`, { method: 'POST', body, headers, redirect: 'manual' });
    expect(answer.status).toBe(413);
    expect(await answer.text()).toContain('Un puits, décrit avec soin\r\nen deux lignes');
    expect(web.clients.calls.filter(({ service }) => service === 'nominations')).toEqual([]);
  });

  it('is shown to nobody under a name that is no file', async () => {
    expect((await author.get(`${PATH}/pictures/..%2f..%2fapprovals`)).status).toBe(404);
    expect(web.clients.calls).toEqual([]);
  });
});

describe('An organisation', () => {
  it('is registered with what identity needs, or the form comes back with what was typed', async () => {
    const empty = await author.post('/en/desk/organisations', {
      name: 'Kept & safe',
      country: '',
      stakeholderType: '',
    });
    expect(empty.status).toBe(422);
    expect(await empty.text()).toContain('value="Kept &amp; safe"');
    web.clients.on('identity', 'POST /organisations', () => ({ organisationId: 'new' }));
    web.clients.on('identity', 'GET /me', () => ({ displayName: 'Awa' }));
    const founded = await author.post('/en/desk/organisations', {
      name: 'A',
      country: 'FR',
      stakeholderType: 'academia',
    });
    expect(founded.headers.get('location')).toBe('/en/desk/organisations/new');
  });

  it('asks who joins it without a name for one, so that the others read whom they have', async () => {
    web.clients.on('identity', 'POST /organisations/new/membership', () => ({}));
    web.clients.on('identity', 'GET /me', () => ({ displayName: '' }));
    const joined = await author.post('/en/desk/organisations/new/membership', {});
    expect(joined.headers.get('location')).toBe('/en/my-data/name?to=%2Fen%2Fdesk%2Forganisations%2Fnew');
  });
});
