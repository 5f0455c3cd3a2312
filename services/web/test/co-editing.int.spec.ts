import { scriptedWeb, type ScriptedWeb } from './scripted-contest.js';
import { OTHER, callsTo, visitorOf, type DeskVisitor } from './scripted-desk.js';
import { ORGANISATION_ID, OTHERS_ID, SUBMISSION_ID, draft, line, scriptSubmissions } from './scripted-submissions.js';

const PATH = `/en/desk/submissions/${SUBMISSION_ID}`;
const PUT = `PUT /submissions/${SUBMISSION_ID}`;
const READ = `GET /submissions/${SUBMISSION_ID}`;

let web: ScriptedWeb;
let me: DeskVisitor;
beforeAll(async () => {
  web = await scriptedWeb();
  me = await visitorOf(web, { roles: [{ role: 'nominator', edition: '*' }] });
});
afterAll(() => web.stop());
beforeEach(() => {
  scriptSubmissions(web);
  web.clients.on('nominations', PUT, () => ({ id: SUBMISSION_ID, version: 5, problems: [] }));
  web.clients.calls.splice(0);
});

const stands = (more: object) => web.clients.on('nominations', READ, () => draft(more));
const page = async (path = '') => (await me.get(`${PATH}${path}`)).text();
/** The machinery's own fields, as a browser would send them back. */
const own = (html: string): Record<string, string> =>
  Object.fromEntries(
    [...html.matchAll(/<input type="hidden" name="(_\w+)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [
      name,
      value,
    ]),
  );
const autosave = async (fields: Record<string, string>) => {
  const answer = await fetch(`${web.url}${PATH}/parts/identity`, {
    method: 'POST',
    headers: { origin: web.url, cookie: me.cookie, 'wsis-island': 'autosave' },
    body: new URLSearchParams(fields),
  });
  return (await answer.json()) as { base: string; was: string; key: string; overtaken: boolean };
};
const written = () => callsTo(web, `nominations ${PUT}`).map(({ body }) => (body as { values: object }).values);

describe('The page of a submission for an organisation', () => {
  it('names its co-editors, what each is to it, and who wrote last', async () => {
    stands({ submitterAccountId: OTHER, relation: 'member' });
    const html = await page();
    const section = /<section aria-labelledby="co-editors">.*?<\/section>/s.exec(html)?.[0] ?? '';
    expect(section).toMatch(/Ben &lt;i><\/bdi>\s*<span class="badge plain">Began it.*Administrator.*Awa<\/bdi>.*You/s);
    expect(section).not.toContain('without a name');
    expect(html).toMatch(/Last written by<\/dt><dd><bdi>Ben/);
  });

  it.each([
    ['submitter', true],
    ['administrator', true],
    ['member', false],
  ])('offers its %s the withdrawal: %s', async (relation, offered) => {
    stands({ relation });
    expect((await page()).includes(`href="${PATH}/withdrawal"`)).toBe(offered);
  });

  it('is whole for a submitter who has left the organisation', async () => {
    web.refuse('identity', `GET /organisations/${ORGANISATION_ID}`, 403, { code: 'IDENTITY.NOT_A_MEMBER' });
    const answer = await me.get(PATH);
    expect(answer.status).toBe(200);
    expect(await answer.text()).not.toContain('id="co-editors"');
  });

  it('is nobody’s who only reviews it', async () => {
    stands({ relation: undefined });
    expect((await me.get(PATH)).status).toBe(404);
  });
});

it('tells in the list what a colleague began, and says nothing where all is one’s own', async () => {
  const list = async () => (await me.get('/en/desk/submissions')).text();
  expect(await list()).toMatch(new RegExp(`${OTHERS_ID}.*A colleague`, 's'));
  web.clients.on('nominations', 'GET /editions/demo-2026/my/submissions', () => ({ items: [line()] }));
  expect(await list()).not.toContain('Begun by');
});

describe('Two people writing at the same time', () => {
  it('are told by name that the other wrote last', async () => {
    expect(await page('/parts/identity')).toMatch(/A co-editor wrote here last.*Ben &lt;i>/s);
    stands({ savedBy: draft().submitterAccountId });
    expect(await page('/parts/identity')).not.toContain('A co-editor wrote here last');
  });

  it('undo nothing of each other while forms save themselves, and are told to look again', async () => {
    const fields = own(await page('/parts/identity'));
    const { title, organisationName, contactEmail } = draft().values;
    const seen = { title, organisationName, contactEmail, contactName: '', ownerConsent: 'yes' };
    stands({ version: 4, values: { ...draft().values, contactName: 'Ben was here' } });
    const first = await autosave({ ...fields, ...seen, title: 'My title' });
    expect(first.overtaken).toBe(true);
    const now = { ...draft().values, title: 'My title', contactName: 'Ben was here' };
    stands({ version: 5, values: now });
    // The page still shows no contact: what it sends next must not take Ben's away.
    const { base, was, key } = first;
    const second = await autosave({ _base: base, _was: was, _key: key, ...seen, title: 'My better title' });
    expect(written()).toMatchObject([
      { title: 'My title', contactName: 'Ben was here' },
      { title: 'My better title', contactName: 'Ben was here' },
    ]);
    expect(second.overtaken).toBe(true);
  });

  it('are asked where a self-saving form meets the same answer written differently', async () => {
    const fields = own(await page('/parts/identity'));
    stands({ version: 4, values: { ...draft().values, title: 'Their title' } });
    const answer = await fetch(`${web.url}${PATH}/parts/identity`, {
      method: 'POST',
      headers: { origin: web.url, cookie: me.cookie, 'wsis-island': 'autosave' },
      body: new URLSearchParams({ ...fields, title: 'My title' }),
    });
    expect(answer.status).toBe(409);
    expect(written()).toEqual([]);
  });

  it('choose between two languages, and keep what only one of them chose', async () => {
    const fields = own(await page('/about'));
    stands({ version: 4, language: 'es' });
    const both = await me.post(`${PATH}/about`, { ...fields, language: 'en', organisationId: ORGANISATION_ID });
    expect([both.status, written()]).toEqual([409, []]);
    expect(await both.text()).toMatch(/English.*Spanish/s);
    const one = await me.post(`${PATH}/about`, { ...fields, language: 'fr', organisationId: '' });
    expect(one.status).toBe(303);
    const [sent] = callsTo(web, `nominations ${PUT}`);
    expect(sent).toMatchObject({ headers: { 'if-match': '"4"' }, body: { language: 'es' } });
    expect(sent?.body).not.toHaveProperty('organisationId', ORGANISATION_ID);
  });
});

it('offers no other organisation to a member who may not move it', async () => {
  stands({ relation: 'member' });
  const html = await page('/about');
  expect(html).toContain(`<input type="hidden" name="organisationId" value="${ORGANISATION_ID}"`);
  expect(html).not.toContain('<select id="organisationId"');
  stands({});
  expect(await page('/about')).toContain('<select id="organisationId"');
});

it('says why the service refuses a withdrawal, and keeps the reason that was typed', async () => {
  web.refuse('nominations', `POST /submissions/${SUBMISSION_ID}/withdrawal`, 403, {
    code: 'NOMINATIONS.SUBMITTER_REQUIRED',
    title: 'Not every co-editor may do this',
    detail: 'Ask one of them.',
  });
  const answer = await me.post(`${PATH}/withdrawal`, { reason: 'Kept <reason>' });
  expect(answer.status).toBe(403);
  expect(await answer.text()).toMatch(/Not every co-editor.*Kept &lt;reason>/s);
});
