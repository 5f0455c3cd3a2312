import { openDesk } from './open-desk.js';
import { SERVICES } from './scripted-watch.js';

const { web, secretary, auditor } = openDesk();

const PATH = '/en/desk/editions/demo-2026/readiness';
const of = (rest: string) => `/editions/demo-2026/${rest}`;
const page = async (visitor = secretary) => (await visitor.get(PATH)).text();

/** The list of a phase: each check with its state, its sentence and what follows it, without marks. */
function listOf(html: string, phase: string) {
  const section = html.split('<section>').find((part) => part.includes(`<h2>${phase}`)) ?? '';
  return [...section.matchAll(/<li><span class="badge \w+">([^<]+)<\/span>(.*?)<\/li>/gs)].map(
    ([, state, rest = '']) => ({
      state,
      text: rest.replaceAll(/<[^>]+>/g, '').trim(),
      link: /href="([^"]+)"/.exec(rest)?.[1]?.replaceAll('&amp;', '&'),
    }),
  );
}
const find = (html: string, phase: string, words: string) =>
  listOf(html, phase).find(({ text }) => text.startsWith(words));

describe('The readiness of an edition', () => {
  it('has one list a phase, with who can mend what is open, how far it is and where', async () => {
    const html = await page();
    expect(find(html, 'Expert evaluation', 'All experts')).toEqual({
      state: 'open',
      text: expect.stringContaining('(5 of 6) Who can mend it: the secretariat.'),
      link: '/en/desk/people?edition=demo-2026&role=expert',
    });
    expect(find(html, 'Expert evaluation', 'The vote is closed')).toMatchObject({
      state: 'open',
      link: '/en/desk/editions/demo-2026/outcome',
    });
    expect(find(html, 'Public online vote', 'No entry waits')).toMatchObject({
      state: 'open',
      text: expect.stringContaining('(still open: 1,234) Who can mend it: the screeners.'),
    });
    expect(find(html, 'Submission', 'Mail was tested')).toEqual({
      state: 'done',
      text: expect.stringMatching(/^Mail was tested.*failed\.$/),
      link: undefined,
    });
  });

  it('folds away what was to be checked before a phase that has opened', async () => {
    const html = await page();
    const opened = html.split('<section>').filter((part) => part.includes('<details>'));
    expect(opened.map((part) => /<h2>([^<]+?) </.exec(part)?.[1])).toEqual([
      'Submission of projects',
      'Public online vote',
    ]);
  });

  it('says who is away, and of its part that it is not known', async () => {
    web.refuse('evaluation', `GET ${of('panels')}`, 503, {});
    const html = await page();
    expect(html).toContain('something may be missing here: Panels and scores');
    expect(find(html, 'Expert evaluation', 'Every category has a complete panel')?.state).toBe('not known');
    expect(find(html, 'Expert evaluation', 'All experts')?.state).toBe('open');
  });

  it('is one question a service and thing, and asks for no name, address, score or standing', async () => {
    await page();
    const asked = web.clients.calls.map(({ service, request }) => `${service} ${request.path}`);
    expect(new Set(asked).size).toBe(asked.length);
    expect(asked.length).toBeLessThan(30);
    expect(asked.filter((call) => /role-holders|ranking|tally|running|decisions/.test(call))).toEqual([]);
  });

  it('counts an event that is parked anywhere, and every switch that is turned', async () => {
    const before = await page();
    expect(find(before, 'Expert evaluation', 'No event is parked')).toMatchObject({ state: 'open' });
    expect(find(before, 'Public online vote', 'Nothing is paused')).toMatchObject({ state: 'open' });
    for (const service of SERVICES) web.clients.on(service, 'GET /parked/figures', () => ({ keys: 0 }));
    web.clients.on('nominations', 'GET /switches', () => ({ items: [{ name: 'lists', paused: false }] }));
    const after = await page();
    expect(find(after, 'Expert evaluation', 'No event is parked')).toMatchObject({ state: 'done' });
    expect(find(after, 'Public online vote', 'Nothing is paused')).toMatchObject({ state: 'done' });
  });

  it('knows limits that a service counts alone because Redis is away', async () => {
    expect(find(await page(), 'Public online vote', 'The limits')?.state).toBe('done');
    web.clients.on('voting', 'GET /health/ready', () => ({
      ready: true,
      parts: { limits: { ok: true, adapter: 'redis', detail: 'Redis is away' } },
    }));
    expect(find(await page(), 'Public online vote', 'The limits')).toMatchObject({
      state: 'open',
      text: expect.stringContaining('the people who run the platform'),
      link: '/en/desk/watch',
    });
  });

  it('shows auditors the same, without ways to desks that are not theirs', async () => {
    expect(find(await page(auditor), 'Expert evaluation', 'All experts')).toMatchObject({
      state: 'open',
      link: undefined,
    });
  });

  it('is of an edition that exists', async () => {
    expect((await secretary.get('/en/desk/editions/unknown-2026/readiness')).status).toBe(404);
  });
});
