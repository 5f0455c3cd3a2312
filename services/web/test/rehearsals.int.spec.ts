import { openDesk } from './open-desk.js';
import { callsTo } from './scripted-desk.js';
import { BROKEN, BROKEN_ID, LIST, RUNNING_ID, running } from './scripted-rehearsals.js';

const { web, secretary, auditor } = openDesk();

const PATH = '/en/desk/editions/demo-2026/rehearsals';
const page = async (path = '', visitor = secretary) => (await visitor.get(`${PATH}${path}`)).text();

describe('Dress rehearsals', () => {
  it('are listed with the rules that were tried and what came of it, and started by the secretariat', async () => {
    const html = await page();
    expect(html).toContain('draft, version 4');
    expect(html).toContain('<span class="badge bad">something did not hold</span>');
    web.clients.on('competition', `POST ${LIST}`, () => ({ id: RUNNING_ID }));
    const started = await secretary.post(PATH, {});
    expect(started.status).toBe(303);
    expect(started.headers.get('location')).toBe(`${PATH}/${RUNNING_ID}`);
    expect(callsTo(web, `competition POST ${LIST}`)).toHaveLength(1);
  });

  it('are read by auditors, who can neither start nor cancel one', async () => {
    expect(await page('', auditor)).not.toContain('Start a dress rehearsal');
    expect(await page(`/${RUNNING_ID}`, auditor)).not.toContain('Cancel this');
    expect((await auditor.post(PATH, {})).status).toBe(403);
    expect(callsTo(web, `competition POST ${LIST}`)).toEqual([]);
  });

  it('say where they cannot be played, and why a start was refused', async () => {
    web.clients.on('competition', `GET ${LIST}`, () => ({ here: false, items: [] }));
    const html = await page();
    expect(html).toContain('Dress rehearsals are not played in this installation');
    expect(html).not.toContain('Start a dress rehearsal');
    web.clients.on('competition', `GET ${LIST}`, () => ({ here: true, items: [] }));
    web.refuse('competition', `POST ${LIST}`, 409, { code: 'COMPETITION.REHEARSAL_DURING_VOTE' });
    const refused = await secretary.post(PATH, {});
    expect(refused.status).toBe(409);
    expect(await refused.text()).toContain('No dress rehearsal while a vote is open');
  });

  it('say before anybody tries that none is started while the edition’s vote is open', async () => {
    expect(await page()).toContain('No dress rehearsal while a vote is open');
    web.clients.on('competition', 'GET /editions/demo-2026', () => ({
      id: 'demo-2026',
      year: 2026,
      name: 'WSIS Prizes 2026',
      timeZone: 'Europe/Zurich',
      openPhases: [],
    }));
    expect(await page()).not.toContain('No dress rehearsal while a vote is open');
  });

  it('show how far they are, and can be cancelled once', async () => {
    const html = await page(`/${RUNNING_ID}`);
    expect(html).toMatch(/aria-current="step"[^>]*>Public vote/);
    expect(html).toContain('1,150 of 2,000');
    web.clients.on('competition', `POST ${LIST}/${RUNNING_ID}/cancellation`, () => ({}));
    expect((await secretary.post(`${PATH}/${RUNNING_ID}/cancellation`, {})).status).toBe(303);
    web.clients.on('competition', `GET ${LIST}/${RUNNING_ID}`, () => running({ cancelAsked: true }));
    const ending = await page(`/${RUNNING_ID}`);
    expect(ending).toContain('It is being ended');
    expect(ending).not.toContain('Cancel this dress rehearsal');
  });

  it('name first what did not hold', async () => {
    const html = await page(`/${BROKEN_ID}`);
    expect(html).toContain('1 check holds, 1 does not.');
    expect(html).toContain('2 of &lt;3>');
    expect(html.indexOf('Champions are those')).toBeLessThan(html.indexOf('Ledger numbers'));
    expect(html).toContain('Project &lt;b>one&lt;/b>');
  });

  it('are 404 where there is none', async () => {
    web.refuse('competition', `GET ${LIST}/${BROKEN_ID}`, 404, { code: 'COMPETITION.REHEARSAL_UNKNOWN' });
    expect((await secretary.get(`${PATH}/${BROKEN_ID}`)).status).toBe(404);
  });

  it('count for the readiness of submission only with the rules in force', async () => {
    const readiness = async () => (await secretary.get('/en/desk/editions/demo-2026/readiness')).text();
    const check = /<li><span class="badge \w+">([^<]+)<\/span> These very rules/;
    expect(check.exec(await readiness())?.[1]).toBe('open');
    const { rulesHash } = await rulesInForce();
    web.clients.on('competition', `GET ${LIST}`, () => ({
      here: true,
      items: [{ ...BROKEN, state: 'held', rulesHash }],
    }));
    expect(check.exec(await readiness())?.[1]).toBe('done');
    web.clients.on('competition', `GET ${LIST}`, () => ({ here: false, items: [] }));
    expect(check.exec(await readiness())?.[1]).toBe('not known');
  });
});

async function rulesInForce() {
  const answer = await web.clients.call('competition', { method: 'GET', path: '/editions/demo-2026/rule-book' });
  return { rulesHash: (answer.body as { hash: string }).hash };
}
