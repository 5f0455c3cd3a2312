import { openDesk } from './open-desk.js';
import { APPROVAL_ID, callsTo, visitorOf, type DeskVisitor } from './scripted-desk.js';
import { parkedKey } from './scripted-watch.js';

const { web, secretary, auditor } = openDesk();

const PATH = '/en/desk/watch';
const page = async (visitor: DeskVisitor, path: string) => (await visitor.get(path)).text();
/** The state of each service, in the order of the table. */
const states = (html: string) =>
  [...html.matchAll(/<td[^>]*><span class="badge (good|bad)">([^<]+)<\/span><\/td>/g)].map(([, , word]) => word);

describe('The watch', () => {
  it('tells a service that is not ready from one that is away, and names what is missing', async () => {
    web.refuse('voting', 'GET /health/ready', 503, {
      ready: false,
      parts: { database: { ok: false, adapter: 'postgresql', detail: 'no <answer> in 2000 ms' } },
    });
    web.refuse('identity', 'GET /health/ready', 502, {});
    const html = await page(secretary, PATH);
    expect(states(html)).toEqual(['ready', 'ready', 'not ready', 'ready', 'ready', 'does not answer', 'ready']);
    expect(html).toContain('<code>database</code> no &lt;answer> in 2000 ms');
  });

  it('says how much is parked, and only where something is', async () => {
    const figures = 'GET /parked/figures';
    web.clients.on('identity', figures, () => ({ keys: 2, letters: 4, oldestAt: null }));
    expect(await page(secretary, PATH)).toContain('7 events could not be handled');
    for (const service of ['voting', 'identity'] as const)
      web.clients.on(service, figures, () => ({ keys: 0, letters: 0, oldestAt: null }));
    expect(await page(secretary, PATH)).not.toContain('could not be handled');
  });

  it('asks each service for its figures once, and for no event', async () => {
    await page(secretary, PATH);
    const asked = web.clients.calls.map(({ service, request }) => `${service} ${request.path}`);
    expect(new Set(asked).size).toBe(asked.length);
    expect(asked.filter((call) => call.endsWith('/parked'))).toEqual([]);
  });

  it('shows what is paused and why, and offers to turn it to those who may', async () => {
    const html = await page(secretary, PATH);
    expect(html).toContain('The &lt;last> hour');
    expect(html).toContain('Let lists and search go on');
    expect(html).toContain('Pause codes');
    expect(html).toContain('Pause notices');
    expect(html).toContain('Pause reminders');
    expect(html).not.toContain('unheard-of');
    expect(await page(auditor, PATH)).not.toContain('/desk/watch/switches/');
  });

  it('says that switches cannot be seen while their services are away', async () => {
    web.refuse('nominations', 'GET /switches', 503, {});
    web.refuse('identity', 'GET /switches', 503, {});
    web.refuse('notifications', 'GET /switches', 503, {});
    expect(await page(secretary, PATH)).toContain('What was paused stays paused.');
    expect((await secretary.get(`${PATH}/switches/identity/codes`)).status).toBe(503);
  });
});

/** The rows of tables, each as its cells without marks. */
const rows = (html: string) =>
  [...html.matchAll(/<tr[^>]*><th scope="row"[^>]*>(.*?)<\/tr>/gs)].map(([, row = '']) =>
    row
      .split(/<\/t[hd]>/)
      .map((cell) => cell.replaceAll(/<[^>]+>/g, ''))
      .slice(0, -1),
  );
const bars = (html: string, mood: string) => html.match(new RegExp(`<rect class="${mood}"`, 'g'))?.length ?? 0;

describe('The mails of the platform', () => {
  it('are counted by kind, and drawn by the hour', async () => {
    const html = await page(secretary, PATH);
    expect(rows(html)).toContainEqual(['Sign-in code', '0', '1,204', '7', '0']);
    expect([bars(html, 'good'), bars(html, 'bad')]).toEqual([2, 2]);
    expect(html).toContain('at most 905 an hour');
  });

  it('are left out while identity is away', async () => {
    web.refuse('identity', 'GET /mails/figures', 503, {});
    const answer = await secretary.get(PATH);
    expect(answer.status).toBe(200);
    expect(await answer.text()).not.toContain('<svg viewBox="0 0 720');
  });
});

describe('The watch of an edition', () => {
  const EDITION = '/en/desk/editions/demo-2026/watch';
  const of = (rest: string) => `/editions/demo-2026/${rest}`;

  it('shows the vote, its last two days, the second count and the mails, and asks for no standing', async () => {
    const html = await page(secretary, EDITION);
    expect(html).toContain('4,321');
    expect(bars(html, 'plain')).toBe(2);
    expect(html).toContain('at most 2,100 an hour');
    expect(html).toContain('1,300 of 1,300');
    expect(html).toContain('600 of 1,000');
    expect(rows(html)).toContainEqual(['Receipt of a submission', '0', '40', '2', '1']);
    const asked = web.clients.calls.map(({ request }) => request.path);
    expect(asked.filter((path) => /\/(tally|running-counts|ranking|statement)(\?|$)/.test(path))).toEqual([]);
  });

  it('says where the counts differ', async () => {
    const differs = 'The two counts differ.';
    expect(await page(secretary, EDITION)).not.toContain(differs);
    web.clients.on('voting', `GET ${of('tally-progress')}`, () => ({ size: 9, read: 9, differs: true, hours: [] }));
    const html = await page(secretary, EDITION);
    expect(html).toContain(differs);
    expect(html).toContain('Ballots by the hour: nothing in the last two days.');
  });

  it('shows the mails while voting is away, and says so', async () => {
    for (const rest of ['health', 'tally-progress']) web.refuse('voting', `GET ${of(rest)}`, 503, {});
    const html = await page(secretary, EDITION);
    expect(html).toContain('something may be missing here: The vote');
    expect(html).toContain('600 of 1,000');
    expect((await secretary.get(`${EDITION}/saving`)).status).toBe(503);
  });

  it('leads from the pause of the vote to the proposal that a second person decides on', async () => {
    expect(await page(secretary, EDITION)).toContain('Pause the saving of ballots');
    const html = await page(secretary, `${EDITION}/saving`);
    expect(html).toContain('the close does not move');
    expect(html).toContain('name="paused" value="yes"');
    web.clients.on('voting', `POST ${of('pause')}`, () => ({ approvalId: APPROVAL_ID }));
    const answer = await secretary.post(`${EDITION}/saving`, { paused: 'yes', reason: 'An <alarm>' });
    expect(answer.headers.get('location')).toBe(`/en/desk/approvals/voting/${APPROVAL_ID}`);
    expect(callsTo(web, `voting POST ${of('pause')}`)[0]?.body).toEqual({ paused: true, reason: 'An <alarm>' });
  });

  it('keeps the reason of a pause that is refused', async () => {
    expect((await secretary.post(`${EDITION}/saving`, { paused: 'yes', reason: '' })).status).toBe(422);
    web.refuse('voting', `POST ${of('pause')}`, 409, { code: 'VOTING.CLOSED', title: 'It is closed', detail: 'No.' });
    const answer = await secretary.post(`${EDITION}/saving`, { paused: 'yes', reason: 'An <alarm>' });
    expect(answer.status).toBe(409);
    expect(await answer.text()).toContain('An &lt;alarm></textarea>');
    web.clients.on('voting', `POST ${of('pause')}`, () => ({}));
  });

  it('offers to let a paused vote go on, and nothing for one that is closed', async () => {
    const state = (name: string) => web.clients.on('voting', `GET ${of('health')}`, () => ({ state: name }));
    state('paused');
    expect(await page(secretary, EDITION)).toContain('Let ballots be saved again');
    expect(await page(auditor, EDITION)).not.toContain('/watch/saving');
    state('closed');
    expect(await page(secretary, EDITION)).not.toContain('/watch/saving');
    expect((await secretary.get(`${EDITION}/saving`)).status).toBe(404);
  });
});

describe('A kill switch', () => {
  const LISTS = `${PATH}/switches/nominations/lists`;
  const TURN = 'POST /switches/lists';

  it('says what turning it does, and leads to the proposal that a second person decides on', async () => {
    const html = await page(secretary, LISTS);
    expect(html).toContain('Lists and search of nominees are shown again.');
    expect(html).toContain('name="paused" value="no"');
    web.clients.on('nominations', TURN, () => ({ approvalId: APPROVAL_ID }));
    const answer = await secretary.post(LISTS, { paused: 'no', reason: ' It is over ' });
    expect([answer.status, answer.headers.get('location')]).toEqual([
      303,
      `/en/desk/approvals/nominations/${APPROVAL_ID}`,
    ]);
    expect(callsTo(web, `nominations ${TURN}`).map(({ body }) => body)).toEqual([
      { paused: false, reason: 'It is over' },
    ]);
  });

  it('keeps what was shown although somebody else has turned it meanwhile', async () => {
    web.clients.on('nominations', 'GET /switches', () => ({ items: [{ name: 'lists', paused: false }] }));
    web.clients.on('nominations', TURN, () => ({ approvalId: APPROVAL_ID }));
    await secretary.post(LISTS, { paused: 'no', reason: 'It is over' });
    expect(callsTo(web, `nominations ${TURN}`)[0]?.body).toMatchObject({ paused: false });
  });

  it('asks for a reason, and keeps the one that is refused', async () => {
    const empty = await secretary.post(LISTS, { paused: 'no', reason: ' ' });
    expect(empty.status).toBe(422);
    expect(await empty.text()).toContain('id="reason-error"');
    web.refuse('nominations', TURN, 422, {
      code: 'HTTP.VALIDATION_FAILED',
      errors: [{ field: 'reason', rule: 'minLength', params: { min: 3 } }],
    });
    const refused = await secretary.post(LISTS, { paused: 'no', reason: '<a' });
    const html = await refused.text();
    expect(refused.status).toBe(422);
    expect(html).toContain('&lt;a</textarea>');
    expect(html).toContain('name="paused" value="no"');
  });

  it('is turned by the secretariat alone, with a fresh second factor, and by its own name', async () => {
    expect((await auditor.get(LISTS)).status).toBe(403);
    const tired = await visitorOf(web, { secondFactorAt: new Date(Date.now() - 11 * 60_000) });
    expect((await tired.get(LISTS)).headers.get('location')).toContain('/en/sign-in/second-factor');
    expect((await secretary.get(`${PATH}/switches/identity/lists`)).status).toBe(404);
  });
});

describe('Parked events', () => {
  const REPLAY = `${PATH}/events/voting/replay`;

  it('are listed with their reason, and a replay of one key can be asked for', async () => {
    const html = await page(secretary, `${PATH}/events`);
    expect(html).toContain('it &lt;b>cannot&lt;/b> be read');
    expect(html).toContain('/en/desk/watch/events/voting/replay?key=demo-2026');
    web.clients.on('voting', 'POST /parked/replay', () => ({ keys: 1 }));
    const answer = await secretary.post(REPLAY, { key: 'demo-2026' });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `${PATH}/events`]);
    expect(callsTo(web, 'voting POST /parked/replay')[0]?.body).toEqual({ key: 'demo-2026' });
  });

  it('of one service can be replayed together, where there are several', async () => {
    const all = '<a href="/en/desk/watch/events/voting/replay">';
    expect(await page(secretary, `${PATH}/events`)).not.toContain(all);
    web.clients.on('voting', 'GET /parked', () => ({ items: [parkedKey(), parkedKey({ key: 'past-2025' })] }));
    expect(await page(secretary, `${PATH}/events`)).toContain(all);
    web.clients.on('voting', 'POST /parked/replay', () => ({ keys: 2 }));
    await secretary.post(REPLAY, { key: '' });
    expect(callsTo(web, 'voting POST /parked/replay')[0]?.body).toEqual({});
  });

  it('that are being replayed are not offered again', async () => {
    web.clients.on('voting', 'GET /parked', () => ({
      items: [parkedKey({ replayAskedAt: '2026-05-01T08:01:00.000Z' })],
    }));
    const html = await page(secretary, `${PATH}/events`);
    expect(html).toContain('asked for, under way');
    expect(html).not.toContain('/replay');
  });

  it('of a service that is away may be missing, and that is said', async () => {
    web.refuse('voting', 'GET /parked', 503, {});
    const html = await page(secretary, `${PATH}/events`);
    expect(html).toContain('something may be missing here: The vote');
  });

  it('are for auditors to see, not to replay', async () => {
    expect(await page(auditor, `${PATH}/events`)).not.toContain('/replay');
    expect((await auditor.get(REPLAY)).status).toBe(403);
    expect((await secretary.get(`${PATH}/events/web/replay`)).status).toBe(404);
  });
});
