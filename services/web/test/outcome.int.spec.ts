import { scriptedWeb, type ScriptedWeb } from './scripted-contest.js';
import { APPROVAL_ID, approvalOf, callsTo, scriptDesk, visitorOf, type DeskVisitor } from './scripted-desk.js';

let web: ScriptedWeb;
let secretary: DeskVisitor;
beforeAll(async () => {
  web = await scriptedWeb();
  secretary = await visitorOf(web);
});
afterAll(() => web.stop());
beforeEach(() => {
  web.clients.calls.splice(0);
  scriptDesk(web);
});

const PATH = '/en/desk/editions/demo-2026/outcome';
const of = (call: string) => `POST /editions/demo-2026/${call}`;
const steps = (html: string) => [...html.matchAll(/class="badge (good|warn)"/g)].map(([, mood]) => mood);

describe('The outcome of an edition', () => {
  it('says what is done and what is open, with who can mend it', async () => {
    const html = await (await secretary.get(PATH)).text();
    expect(steps(html)).toEqual(['good', 'good', 'warn', 'good', 'warn', 'warn']);
    expect(html).toContain('The panels have decided (1 of 2).');
    expect(html).toContain('1,199');
    expect(html).toContain('becomes public on 9 May 2099 at 23:00 UTC+2');
  });

  it('never asks for standings, and shows no figure of a category', async () => {
    const html = await (await secretary.get(PATH)).text();
    expect(html).not.toMatch(/4[,.]?321/);
    const asked = web.clients.calls.map(({ request }) => request.path);
    expect(asked.filter((path) => /\/(tally|running-counts|ranking|decisions)(\?|$)/.test(path))).toEqual([]);
  });

  it('waits for the close, for the running count, and for objections', async () => {
    web.refuse('voting', 'GET /editions/demo-2026/statement', 409, { code: 'VOTING.NOT_CLOSED' });
    web.clients.on('voting', 'GET /editions/demo-2026/tally-progress', () => ({ size: 9, read: 8, differs: false }));
    web.clients.on('voting', 'GET /approvals', () => ({
      items: [approvalOf({ state: 'approved', decidedAt: new Date().toISOString() })],
    }));
    const html = await (await secretary.get(PATH)).text();
    // Whether a ballot is under review is not known before the close, and not said.
    expect(steps(html)).toEqual(['warn', 'warn', 'warn', 'good', 'warn']);
    expect(html).not.toContain('under review.');
    expect(html).toContain('(8 of 9 rows)');
    web.clients.on('voting', 'GET /editions/demo-2026/statement', () => ({}));
  });

  it('is not for auditors to change', async () => {
    const auditor = await visitorOf(web, { roles: [{ role: 'auditor', edition: '*' }] });
    expect((await auditor.get(`${PATH}/certification`)).status).toBe(403);
    expect((await auditor.post(`${PATH}/certification`, {})).status).toBe(403);
  });
});

describe('Certifying', () => {
  it('leads to the proposal that a second person decides on', async () => {
    web.clients.on('voting', of('certification'), () => ({ approvalId: APPROVAL_ID, summary: {} }));
    const answer = await secretary.post(`${PATH}/certification`, {});
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `/en/desk/approvals/voting/${APPROVAL_ID}`]);
  });

  it('says why it cannot be', async () => {
    web.refuse('voting', of('certification'), 409, {
      code: 'VOTING.TALLY_DIFFERS',
      title: 'They differ',
      detail: 'No',
    });
    const answer = await secretary.post(`${PATH}/certification`, {});
    expect(answer.status).toBe(409);
    expect(await answer.text()).toContain('They differ');
  });
});

describe('Deciding on ballots', () => {
  const typed = { ledgerNumbers: '7\r\n12, 7', rule: 'One <person>', evidence: 'Found & kept' };

  it.each(['reviews', 'restorations', 'removals'])('sends the pasted numbers of %s once each', async (decision) => {
    web.clients.on('voting', of(decision), () => ({ approvalId: APPROVAL_ID, summary: { ballots: 2 } }));
    const answer = await secretary.post(`${PATH}/ballots/${decision}`, typed);
    expect(answer.headers.get('location')).toBe(`/en/desk/approvals/voting/${APPROVAL_ID}`);
    expect(callsTo(web, `voting ${of(decision)}`).map(({ body }) => body)).toEqual([
      { ledgerNumbers: [7, 12], rule: 'One <person>', evidence: 'Found & kept' },
    ]);
  });

  it.each([{ ledgerNumbers: '7, eight' }, { evidence: ' ' }])(
    'keeps what was typed where %j is wrong',
    async (wrong) => {
      const answer = await secretary.post(`${PATH}/ballots/removals`, { ...typed, ...wrong });
      const html = await answer.text();
      expect(answer.status).toBe(422);
      expect(html).toContain(`id="${Object.keys(wrong)[0]}-error"`);
      expect(html).toContain('One &lt;person>');
      expect(callsTo(web, `voting ${of('removals')}`)).toEqual([]);
    },
  );

  it('knows no other decision', async () => {
    expect((await secretary.get(`${PATH}/ballots/certification`)).status).toBe(404);
  });
});

describe('Releasing', () => {
  it('proposes the instant in the zone of the edition', async () => {
    web.clients.on('promotion', of('releases'), () => ({ approvalId: APPROVAL_ID }));
    const answer = await secretary.post(`${PATH}/releases/winners`, { publishAt: '2026-07-08T09:30' });
    expect(answer.headers.get('location')).toBe(`/en/desk/approvals/promotion/${APPROVAL_ID}`);
    expect(callsTo(web, `promotion ${of('releases')}`).map(({ body }) => body)).toEqual([
      { kind: 'winners', publishAt: '2026-07-08T07:30:00.000Z' },
    ]);
  });

  it('begins with the instant that is staged, and keeps what is no instant', async () => {
    expect(await (await secretary.get(`${PATH}/releases/nominees`)).text()).toContain('value="2099-05-09T23:00"');
    const answer = await secretary.post(`${PATH}/releases/nominees`, { publishAt: 'soon' });
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain('value="soon"');
  });

  it('says what is lacking', async () => {
    web.refuse('promotion', of('releases'), 409, { code: 'PROMOTION.NOT_READY', title: 'Not ready', detail: 'Wait' });
    const answer = await secretary.post(`${PATH}/releases/champions`, { publishAt: '2026-07-08T09:30' });
    expect(answer.status).toBe(409);
    expect(await answer.text()).toContain('Not ready');
  });
});
