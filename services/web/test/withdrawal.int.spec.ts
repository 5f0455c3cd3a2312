import { openDesk } from './open-desk.js';
import { NOMINEE_ID, nominee } from './scripted-contest.js';
import { APPROVAL_ID, callsTo, visitorOf } from './scripted-desk.js';

const { web, secretary } = openDesk();
beforeEach(() => {
  web.clients.on('nominations', `GET /nominees/${NOMINEE_ID}`, () => nominee);
});

const LIST = '/en/desk/editions/demo-2026/nominees';
const PATH = `${LIST}/${NOMINEE_ID}/withdrawal`;
const CALL = `POST /nominees/${NOMINEE_ID}/withdrawal`;

describe('The frozen list on the desk', () => {
  it('names each nominee with the way to withdraw it, and those that are', async () => {
    web.clients.on('nominations', 'GET /editions/demo-2026/nominees', () => ({
      items: [nominee, { ...nominee, id: APPROVAL_ID, withdrawn: true }],
      nextCursor: 'WzE4XQ',
    }));
    const html = await (await secretary.get(LIST)).text();
    expect(html).toContain(`href="${PATH}"`);
    expect(html).not.toContain(`${APPROVAL_ID}/withdrawal`);
    expect(html).toContain('cursor=WzE4XQ');
    const [asked] = web.clients.calls.filter(({ request }) => request.path.startsWith('/editions/demo-2026/nominees?'));
    expect(asked?.request.onBehalfOf?.token).toBeDefined();
  });
});

describe('Withdrawing a nominee', () => {
  it('says in words and numbers what follows while the vote is open, by the rules, and tells no count of votes', async () => {
    const html = await (await secretary.get(PATH)).text();
    expect(html).toContain('Number 17 leaves the list. Its category has 1 nominee left.');
    expect(html).toContain('Voting is open.');
    expect(html).toContain('its category opens again');
    expect(html).toContain('rules#vote.afterWithdrawal');
    expect(html).toContain('How many ballots hold this nominee is sealed');
    const asked = web.clients.calls.filter(({ service }) => service === 'voting');
    expect(asked).toEqual([]);
  });

  it('leads to the proposal that a second person decides on', async () => {
    web.clients.on('nominations', CALL, () => ({ approvalId: APPROVAL_ID, payload: {} }));
    const answer = await secretary.post(PATH, { reason: 'It asked <us> to' });
    expect([answer.status, answer.headers.get('location')]).toEqual([
      303,
      `/en/desk/approvals/nominations/${APPROVAL_ID}`,
    ]);
    expect(callsTo(web, `nominations ${CALL}`).map(({ body }) => body)).toEqual([{ reason: 'It asked <us> to' }]);
  });

  it('asks for a reason, and keeps it where the service refuses', async () => {
    const without = await secretary.post(PATH, { reason: ' ' });
    expect(without.status).toBe(422);
    expect(await without.text()).toContain('id="reason-error"');
    expect(callsTo(web, `nominations ${CALL}`)).toEqual([]);
    web.refuse('nominations', CALL, 409, { code: 'NOMINATIONS.ALREADY_WITHDRAWN', title: 'Already', detail: 'Gone' });
    const refused = await secretary.post(PATH, { reason: 'It asked <us> to' });
    expect(refused.status).toBe(409);
    const html = await refused.text();
    expect(html).toContain('Already');
    expect(html).toContain('It asked &lt;us> to');
  });

  it('offers nothing for one that is withdrawn, and shows everybody the reason', async () => {
    const gone = { ...nominee, withdrawn: true, withdrawalReason: 'Not <theirs>' };
    web.clients.on('nominations', `GET /nominees/${NOMINEE_ID}`, () => gone);
    const desk = await (await secretary.get(PATH)).text();
    expect(desk).toContain('Not &lt;theirs>');
    expect(desk).not.toContain('<form class="form"');
  });

  it('knows no nominee of another edition, and is for the secretariat alone', async () => {
    expect((await secretary.get(PATH.replace('demo-2026', 'past-2025'))).status).toBe(404);
    const screener = await visitorOf(web, { roles: [{ role: 'screener', edition: '*' }] });
    expect((await screener.get(PATH)).status).toBe(403);
    expect((await screener.post(PATH, { reason: 'Because' })).status).toBe(403);
  });
});

it('everybody reads why a nominee was withdrawn on its page', async () => {
  const gone = { ...nominee, id: APPROVAL_ID, withdrawn: true, withdrawalReason: 'Not <theirs>' };
  web.clients.on('nominations', `GET /nominees/${APPROVAL_ID}`, () => gone);
  const html = await (await fetch(`${web.url}/en/nominees/${APPROVAL_ID}`)).text();
  expect(html).toContain('Not &lt;theirs>');
});
