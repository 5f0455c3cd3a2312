import { scriptedWeb, type ScriptedWeb } from './scripted-contest.js';
import { APPROVAL_ID, callsTo, scriptDesk, visitorOf, type DeskVisitor } from './scripted-desk.js';
import { parkedKey } from './scripted-watch.js';

let web: ScriptedWeb;
let secretary: DeskVisitor;
let auditor: DeskVisitor;
beforeAll(async () => {
  web = await scriptedWeb();
  secretary = await visitorOf(web);
  auditor = await visitorOf(web, { roles: [{ role: 'auditor', edition: '*' }] });
});
afterAll(() => web.stop());
beforeEach(() => {
  web.clients.calls.splice(0);
  scriptDesk(web);
});

const PATH = '/en/desk/watch';
const page = async (visitor: DeskVisitor, path: string) => (await visitor.get(path)).text();
/** The state of each service, in the order of the table. */
const states = (html: string) =>
  [...html.matchAll(/<td><span class="badge (good|bad)">([^<]+)<\/span><\/td>/g)].map(([, , word]) => word);

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
    expect(await page(auditor, PATH)).not.toContain('/desk/watch/switches/');
  });

  it('says that switches cannot be seen while their services are away', async () => {
    web.refuse('nominations', 'GET /switches', 503, {});
    web.refuse('identity', 'GET /switches', 503, {});
    expect(await page(secretary, PATH)).toContain('What was paused stays paused.');
    expect((await secretary.get(`${PATH}/switches/identity/codes`)).status).toBe(503);
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
