import { openDesk } from './open-desk.js';
import { APPROVAL_ID, EXTENSION_EFFECT, callsTo, visitorOf } from './scripted-desk.js';

const { web, secretary } = openDesk();

const CALENDAR = '/en/desk/editions/demo-2026/calendar';
const DATES = 'POST /editions/demo-2026/calendar/changes';
const NOW = EXTENSION_EFFECT.now;
const EFFECT = 'POST /editions/demo-2026/calendar/effect';
const typed = {
  _base: '3',
  'evaluation.opensAt': '2026-05-06T10:00',
  'evaluation.closesAt': '2026-07-01T18:00',
  'announcement.opensAt': '',
  'announcement.closesAt': '',
  reason: 'As <planned>',
};

describe('The calendar of an edition', () => {
  it('shows phases as a picture and a table, with what can be done about each', async () => {
    const html = await (await secretary.get(CALENDAR)).text();
    expect(html).toMatch(/<svg[^>]*class="timeline"/);
    expect(html).toContain('5 May 2026 at 23:00 UTC+2');
    expect(html).toContain(`${CALENDAR}/voting/extension`);
    expect(html).toContain(`${CALENDAR}/announcement/opening`);
    expect(html).not.toContain(`${CALENDAR}/submission/`);
    expect(html).toContain('More &lt;time>');
  });

  it('says of a copied edition whose dates wait to be checked, and which', async () => {
    expect(await (await secretary.get(CALENDAR)).text()).not.toContain('Dates that wait');
    const copy = { id: 'copy-2027', year: 2027, name: 'WSIS Prizes 2027', timeZone: 'Europe/Zurich', openPhases: [] };
    web.clients.on('competition', 'GET /editions/copy-2027', () => ({ ...copy, copiedFrom: 'demo-2026' }));
    web.clients.on('competition', 'GET /editions/copy-2027/calendar', () => ({
      version: 0,
      timeZone: 'Europe/Zurich',
      now: NOW,
      phases: [{ phase: 'submission', state: 'unplanned', opensAt: null, closesAt: null }],
      template: [{ phase: 'submission', opensAt: '2027-01-05T08:00:00Z', closesAt: '2027-03-01T22:00:00Z' }],
    }));
    for (const path of ['calendar', 'calendar/dates']) {
      const html = await (await secretary.get(`/en/desk/editions/copy-2027/${path}`)).text();
      expect(html).toContain('Dates that wait to be checked');
      expect(html).toContain('The dates of WSIS Prizes 2026 were moved');
      expect(html).toContain('5 January 2027 at 09:00 UTC+1');
    }
  });

  it('proposes the dates that differ, in the zone of the edition', async () => {
    web.clients.on('competition', DATES, () => ({ approvalId: 'x' }));
    const shown = await secretary.post(`${CALENDAR}/dates`, typed);
    const html = await shown.text();
    expect([shown.status, callsTo(web, `competition ${DATES}`)]).toEqual([200, []]);
    expect(html).toContain('name="evaluation.closesAt" value="2026-07-01T18:00"');
    expect(callsTo(web, `competition ${EFFECT}`)[0]?.body).toMatchObject({ type: 'change-calendar', fromVersion: 3 });
    const answer = await secretary.post(`${CALENDAR}/dates`, { ...typed, step: 'propose' });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/en/desk/approvals']);
    expect(callsTo(web, `competition ${DATES}`)[0]?.body).toEqual({
      fromVersion: 3,
      phases: [{ phase: 'evaluation', opensAt: '2026-05-06T08:00:00.000Z', closesAt: '2026-07-01T16:00:00.000Z' }],
      reason: 'As <planned>',
    });
  });

  it('keeps what was typed, with what is wrong beside the field', async () => {
    const refusal = {
      code: 'COMPETITION.CALENDAR_INVALID',
      errors: [{ field: 'phases.0.closesAt', rule: 'mustBeFuture' }],
    };
    // Before anything is shown, and where it came to that only meanwhile.
    for (const [call, step] of [
      [EFFECT, {}],
      [DATES, { step: 'propose' }],
    ] as const) {
      web.refuse('competition', call, 422, refusal);
      const answer = await secretary.post(`${CALENDAR}/dates`, { ...typed, ...step });
      const html = await answer.text();
      expect(answer.status).toBe(422);
      expect(html).toContain('id="evaluation.closesAt-error"');
      expect(html).toContain('value="2026-07-01T18:00"');
      expect(html).toContain('As &lt;planned>');
    }
    const rubbish = await secretary.post(`${CALENDAR}/dates`, { ...typed, 'evaluation.opensAt': 'soon' });
    expect(await rubbish.text()).toContain('id="evaluation.opensAt-error"');
  });

  it('says what closing means before it is proposed, and takes a reason', async () => {
    const html = await (await secretary.get(`${CALENDAR}/voting/closing`)).text();
    expect(html).toContain('No ballot can be saved any more');
    web.clients.on('competition', 'POST /editions/demo-2026/phases/voting/closing', () => ({ approvalId: 'x' }));
    web.clients.on('competition', EFFECT, () => ({
      ...EXTENSION_EFFECT,
      changes: EXTENSION_EFFECT.changes.map((change) => ({ ...change, after: { ...change.after, closesAt: NOW } })),
      closes: 'voting',
    }));
    const effect = await (await secretary.post(`${CALENDAR}/voting/closing`, { reason: 'Done' })).text();
    expect(effect).toMatch(/<dt>When the second person approves<\/dt><dd>[^<]*: No ballot can be saved any more/);
    expect(effect).toContain('No mail goes out.');
    expect(effect).toContain('the ballots are counted twice');
    expect((await secretary.post(`${CALENDAR}/voting/closing`, { reason: 'Done', step: 'propose' })).status).toBe(303);
    expect(callsTo(web, 'competition POST /editions/demo-2026/phases/voting/closing')[0]?.body).toEqual({
      reason: 'Done',
    });
    expect((await secretary.get(`${CALENDAR}/voting/burning`)).status).toBe(404);
  });

  it('shows dates, mails and work of an extension, the same to who proposes it and to who is to approve it', async () => {
    const extension = { closesAt: '2026-05-09T23:00', reason: 'As <planned>' };
    const proposer = await (await secretary.post(`${CALENDAR}/voting/extension`, extension)).text();
    expect(callsTo(web, `competition ${EFFECT}`)[0]?.body).toEqual({
      type: 'extend-phase',
      phase: 'voting',
      closesAt: '2026-05-09T21:00:00.000Z',
      reason: 'As <planned>',
    });
    const approver = await (await secretary.get(`/en/desk/approvals/competition/${APPROVAL_ID}`)).text();
    const followsIn = (html: string) => /<caption>Times in the zone.*?(?=<p>Reason|<details>)/s.exec(html)?.[0] ?? '';
    expect(followsIn(proposer)).toContain('5 May 2026 at 23:00 UTC+2');
    expect(followsIn(proposer)).toContain('data-mine');
    expect(followsIn(proposer)).toContain('at most 1,200 mails');
    expect(followsIn(proposer)).toContain('The calendar opens and closes the phases');
    expect(followsIn(approver)).toBe(followsIn(proposer));
  });

  it('says what could not be found out, and lets what was typed be changed', async () => {
    web.refuse('identity', 'GET /editions/demo-2026/reminder-figures', 503, { code: 'HTTP.UNAVAILABLE' });
    const extension = { closesAt: '2026-05-09T23:00', reason: 'As <planned>' };
    const html = await (await secretary.post(`${CALENDAR}/voting/extension`, extension)).text();
    expect(html).toContain('How many could not be found out at the moment.');
    const steps: [string, string][] = [...Object.entries(extension), ['step', 'propose'], ['step', 'change']];
    const again = await (await secretary.post(`${CALENDAR}/voting/extension`, steps)).text();
    expect(again).toMatch(/<input[^>]*type="datetime-local"[^>]*value="2026-05-09T23:00"/);
    expect(callsTo(web, 'competition POST /editions/demo-2026/phases/voting/extension')).toEqual([]);
  });

  it('asks for a fresh second factor first', async () => {
    const tired = await visitorOf(web, { secondFactorAt: new Date(Date.now() - 11 * 60_000) });
    for (const path of ['dates', 'voting/closing']) expect((await tired.get(`${CALENDAR}/${path}`)).status).toBe(303);
  });
});
