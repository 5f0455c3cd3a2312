import { scriptedWeb, type ScriptedWeb } from './scripted-contest.js';
import { callsTo, scriptDesk, visitorOf, type DeskVisitor } from './scripted-desk.js';

let web: ScriptedWeb;
let secretary: DeskVisitor;
beforeAll(async () => {
  web = await scriptedWeb();
  scriptDesk(web);
  secretary = await visitorOf(web);
});
afterAll(() => web.stop());

const CALENDAR = '/en/desk/editions/demo-2026/calendar';
const DATES = 'POST /editions/demo-2026/calendar/changes';
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

  it('proposes the dates that differ, in the zone of the edition', async () => {
    web.clients.on('competition', DATES, () => ({ approvalId: 'x' }));
    const answer = await secretary.post(`${CALENDAR}/dates`, typed);
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/en/desk/approvals']);
    expect(callsTo(web, `competition ${DATES}`)[0]?.body).toEqual({
      fromVersion: 3,
      phases: [{ phase: 'evaluation', opensAt: '2026-05-06T08:00:00.000Z', closesAt: '2026-07-01T16:00:00.000Z' }],
      reason: 'As <planned>',
    });
  });

  it('keeps what was typed, with what is wrong beside the field', async () => {
    web.refuse('competition', DATES, 422, {
      code: 'COMPETITION.CALENDAR_INVALID',
      errors: [{ field: 'phases.0.closesAt', rule: 'mustBeFuture' }],
    });
    const answer = await secretary.post(`${CALENDAR}/dates`, typed);
    const html = await answer.text();
    expect(answer.status).toBe(422);
    expect(html).toContain('id="evaluation.closesAt-error"');
    expect(html).toContain('value="2026-07-01T18:00"');
    expect(html).toContain('As &lt;planned>');
    const rubbish = await secretary.post(`${CALENDAR}/dates`, { ...typed, 'evaluation.opensAt': 'soon' });
    expect(await rubbish.text()).toContain('id="evaluation.opensAt-error"');
  });

  it('says what closing means before it is proposed, and takes a reason', async () => {
    const html = await (await secretary.get(`${CALENDAR}/voting/closing`)).text();
    expect(html).toContain('No ballot can be saved any more');
    web.clients.on('competition', 'POST /editions/demo-2026/phases/voting/closing', () => ({ approvalId: 'x' }));
    expect((await secretary.post(`${CALENDAR}/voting/closing`, { reason: 'Done' })).status).toBe(303);
    expect(callsTo(web, 'competition POST /editions/demo-2026/phases/voting/closing')[0]?.body).toEqual({
      reason: 'Done',
    });
    expect((await secretary.get(`${CALENDAR}/voting/burning`)).status).toBe(404);
  });

  it('asks for a fresh second factor first', async () => {
    const tired = await visitorOf(web, { secondFactorAt: new Date(Date.now() - 11 * 60_000) });
    for (const path of ['dates', 'voting/closing']) expect((await tired.get(`${CALENDAR}/${path}`)).status).toBe(303);
  });
});
