import { scriptedWeb, type ScriptedWeb } from './scripted-contest.js';
import { HOLDER, callsTo, scriptDesk, visitorOf, type DeskVisitor } from './scripted-desk.js';
import { line } from './scripted-submissions.js';

let web: ScriptedWeb;
let secretariat: DeskVisitor;
beforeAll(async () => {
  web = await scriptedWeb();
  secretariat = await visitorOf(web);
});
afterAll(() => web.stop());
const lines = (count: number) =>
  Array.from({ length: count }, (_, index) => line({ id: `s-${index}`, title: '<b>Villages' }));
beforeEach(() => {
  scriptDesk(web);
  web.clients.on('nominations', 'GET /editions/demo-2026/submissions', () => ({ items: lines(11) }));
  web.clients.calls.splice(0);
});

const find = async (words: string, as = secretariat, language = 'en') => {
  const answer = await as.get(
    `/${language}/desk/find?${new URLSearchParams({ edition: 'demo-2026', q: words }).toString()}`,
  );
  return answer.text();
};
const group = (html: string, name: string) =>
  new RegExp(`<section aria-labelledby="${name}">.*?</section>`, 's').exec(html)?.[0] ?? '';

describe('Finding', () => {
  it('asks for nothing before anything is typed', async () => {
    const html = await (await secretariat.get('/en/desk/find')).text();
    expect(html).toContain('name="q"');
    expect(callsTo(web, 'identity GET /editions/demo-2026/role-holders')).toEqual([]);
    expect(callsTo(web, 'nominations GET /editions/demo-2026/submissions')).toEqual([]);
  });

  it('leads to people and submissions of that name, and says when there are more', async () => {
    const html = await find('Am & b');
    expect(group(html, 'people')).toMatch(
      /href="\/en\/desk\/people\?edition=demo-2026&amp;search=amina%40example.org".*Amina &lt;i>/s,
    );
    expect(group(html, 'submissions').match(/<li>/g)).toHaveLength(10);
    expect(group(html, 'submissions')).toMatch(/screening\/demo-2026\/entries\/s-0.*&lt;b>Villages.*There are more/s);
    const [people] = callsTo(web, 'identity GET /editions/demo-2026/role-holders');
    expect(new URLSearchParams(people?.path.split('?')[1]).get('search')).toBe('Am & b');
    const [submissions] = callsTo(web, 'nominations GET /editions/demo-2026/submissions');
    expect(Object.fromEntries(new URLSearchParams(submissions?.path.split('?')[1]))).toEqual({
      q: 'Am & b',
      limit: '11',
    });
    expect(html).toContain('value="Am &amp; b"');
  });

  it.each([
    ['en', 'calendar', '/en/desk/editions/demo-2026/calendar'],
    ['fr', 'REGLEMENT', '/fr/desk/editions/demo-2026/rules'],
    ['en', 'wsis prizes 2026', '/en/desk/editions/demo-2026'],
    ['en', 'approv', '/en/desk/approvals'],
  ])('knows settings by their names in %s: %s', async (language, words, path) => {
    expect(group(await find(words, secretariat, language), 'settings')).toContain(`href="${path}"`);
  });

  it('shows each only what their roles let them see', async () => {
    const expert = await visitorOf(web, { roles: [{ role: 'expert', edition: 'demo-2026' }] });
    const html = await find('a', expert);
    expect([group(html, 'people'), group(html, 'submissions')]).toEqual(['', '']);
    expect(group(html, 'settings')).not.toContain('/desk/approvals');
    expect(callsTo(web, 'nominations GET /editions/demo-2026/submissions')).toEqual([]);
    const nominator = await visitorOf(web, { roles: [{ role: 'nominator', edition: '*' }] });
    expect((await nominator.get('/en/desk/find?q=a')).status).toBe(403);
  });

  it('shows what it found where one service is away, and says so', async () => {
    web.refuse('identity', 'GET /editions/demo-2026/role-holders?search=Villages&limit=50', 503, {});
    const html = await find('Villages');
    expect(group(html, 'people')).toContain('could not be searched');
    expect(group(html, 'submissions')).toContain('Villages');
  });

  it('says what to do where nothing is found, and names a person once, however many roles they hold', async () => {
    web.clients.on('nominations', 'GET /editions/demo-2026/submissions', () => ({ items: [] }));
    web.clients.on('identity', 'GET /editions/demo-2026/role-holders', () => ({ items: [HOLDER, HOLDER] }));
    expect(group(await find('nothing'), 'people').match(/<li>/g)).toHaveLength(1);
    web.clients.on('identity', 'GET /editions/demo-2026/role-holders', () => ({ items: [] }));
    expect(await find('nothing')).toContain('Nothing has this name');
  });

  it('is reached from every page of the desk by a link and a key, by the staff alone', async () => {
    expect(await (await secretariat.get('/en/desk')).text()).toContain('href="/en/desk/find" data-find');
    const nominator = await visitorOf(web, { roles: [{ role: 'nominator', edition: '*' }] });
    expect(await (await nominator.get('/en/desk')).text()).not.toContain('data-find');
  });
});
