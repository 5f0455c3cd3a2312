import { randomUUID } from 'node:crypto';
import { scriptedWeb, type ScriptedWeb } from './scripted-contest.js';
import { HOLDER, ME, OTHER, callsTo, scriptDesk, visitorOf, type DeskVisitor } from './scripted-desk.js';
import { BARRED_ID, ENTRY_ID, scriptJudging } from './scripted-judging.js';
import { SUBMISSION_ID } from './scripted-submissions.js';

const PANELS = '/en/desk/panels';
const MEMBERS = `${PANELS}/demo-2026/C1/members`;
const FORM = 'POST /editions/demo-2026/panels';
const THIRD = randomUUID();

let web: ScriptedWeb;
let secretariat: DeskVisitor;
let expert: DeskVisitor;
beforeAll(async () => {
  web = await scriptedWeb();
  secretariat = await visitorOf(web);
  expert = await visitorOf(web, { roles: [{ role: 'expert', edition: 'demo-2026' }] });
});
afterAll(() => web.stop());
beforeEach(() => {
  scriptDesk(web);
  scriptJudging(web);
  web.clients.on('identity', 'GET /editions/demo-2026/role-holders', ({ path }) => ({
    items: path.includes('role=expert')
      ? [
          HOLDER,
          { ...HOLDER, accountId: ME, displayName: 'Awa', verified: true, role: { role: 'expert', edition: '*' } },
          { ...HOLDER, accountId: THIRD, displayName: '', email: 'third@example.org', role: { role: 'expert' } },
        ]
      : [{ ...HOLDER, accountId: ME, displayName: 'Awa', role: { role: 'panel-chair', edition: 'demo-2026' } }],
  }));
  web.clients.calls.splice(0);
});

const text = async (visitor: DeskVisitor, path: string) => (await visitor.get(path)).text();
const boxOf = (html: string, account: string) =>
  new RegExp(`<input[^>]*value="${account}"[^>]*>`).exec(html)?.[0] ?? '';

describe('The panels of an edition', () => {
  it('are a row for every category, with a way to form or change each that is not decided', async () => {
    const html = await text(secretariat, PANELS);
    expect(html).toContain(`href="${MEMBERS}"`);
    expect(html).toContain(`href="${PANELS}/demo-2026/C11/members"`);
    // C2 is decided.
    expect(html).not.toContain(`href="${PANELS}/demo-2026/C2/members"`);
    expect(html).not.toContain(`href="${PANELS}/demo-2026/C11"`);
    expect(html).toContain('No panel yet');
  });

  it('are not formed by chairs, auditors and experts', async () => {
    for (const role of ['panel-chair', 'auditor', 'expert'] as const) {
      const visitor = await visitorOf(web, { roles: [{ role, edition: 'demo-2026' }] });
      expect((await visitor.get(MEMBERS)).status).toBe(403);
      expect((await visitor.post(MEMBERS, { members: ME, chair: ME })).status).toBe(403);
    }
    expect(callsTo(web, `evaluation ${FORM}`)).toEqual([]);
  });

  it('ask for a fresh second factor first', async () => {
    const stale = await visitorOf(web, { secondFactorAt: new Date(Date.now() - 3_600_000) });
    expect((await stale.get(MEMBERS)).headers.get('location')).toContain('/second-factor');
  });

  it('name who judges, and who chairs', async () => {
    expect(await text(secretariat, `${PANELS}/demo-2026/C1`)).toMatch(/<h2 id="members">.*Amina &lt;i>D\./s);
  });
});

describe('Choosing who judges', () => {
  it('offers experts by name, with what speaks against each, those of now ticked', async () => {
    const html = await text(secretariat, MEMBERS);
    expect([ME, OTHER, THIRD].map((account) => boxOf(html, account).includes('checked'))).toEqual([true, true, false]);
    expect(html).toMatch(/Awa.*third@example\.org.*Amina &lt;i>D\./s);
    expect(html).toMatch(/Invited for .*Judges .* already\..*Has not signed in yet/s);
    expect(html).toContain(`<option value="${ME}" selected>Awa (holds the role of a chair)`);
    expect(html).toContain('Some sheets are sealed already');
  });

  it('sends who was chosen, and says that another person must approve', async () => {
    web.clients.on('evaluation', FORM, () => ({ approvalId: randomUUID() }));
    const answer = await secretariat.post(MEMBERS, [
      ['members', ME],
      ['members', THIRD],
      ['chair', THIRD],
    ]);
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `${PANELS}?edition=demo-2026`]);
    expect(callsTo(web, `evaluation ${FORM}`).map(({ body }) => body)).toEqual([
      { panels: [{ category: 'C1', members: [ME, THIRD], chair: THIRD }] },
    ]);
  });

  it('asks for members and chair, and keeps what was ticked', async () => {
    const answer = await secretariat.post(MEMBERS, { members: THIRD, chair: '' });
    const html = await answer.text();
    expect(answer.status).toBe(422);
    expect([ME, THIRD].map((account) => boxOf(html, account).includes('checked'))).toEqual([false, true]);
    expect(html).toContain('id="chair-error"');
    expect(callsTo(web, `evaluation ${FORM}`)).toEqual([]);
  });

  it('shows why the service refuses, with everything still ticked', async () => {
    web.refuse('evaluation', FORM, 422, { code: 'EVALUATION.PANEL_TOO_SMALL', title: 'Too few', detail: 'Three.' });
    const answer = await secretariat.post(MEMBERS, { members: THIRD, chair: THIRD });
    const html = await answer.text();
    expect([answer.status, html.includes('Too few')]).toEqual([422, true]);
    expect(boxOf(html, THIRD)).toContain('checked');
    expect(html).toContain(`<option value="${THIRD}" selected`);
  });

  it('leads to the invitations where nobody is an expert, and knows no other category', async () => {
    web.clients.on('identity', 'GET /editions/demo-2026/role-holders', () => ({ items: [] }));
    expect(await text(secretariat, MEMBERS)).toMatch(/Nobody is an expert.*href="\/en\/desk\/people\?edition=/s);
    expect((await secretariat.get(`${PANELS}/demo-2026/C99/members`)).status).toBe(404);
  });
});

describe('The whole entry', () => {
  const SHEET = `/desk/judging/demo-2026/sheets/${ENTRY_ID}`;

  it('is read from the sheet, with a translation into the reader’s language beside it', async () => {
    expect(await text(expert, `/en${SHEET}`)).toContain(`href="/en${SHEET}/entry"`);
    const html = await text(expert, `/ar${SHEET}/entry`);
    expect(html).toMatch(/Villages numériques.*القرى الرقمية/s);
    expect(html).toContain(`src="/ar${SHEET}/pictures/`);
    expect(await text(expert, `/ar${SHEET}/entry?beside=none`)).not.toContain('<p class="hint">مسودة');
    expect(await text(expert, `/en${SHEET}/entry`)).toContain(`href="/en${SHEET}/entry?beside=ar"`);
  });

  it('is nothing where a conflict bars the expert, and asks nominations for nothing', async () => {
    const barred = `/en/desk/judging/demo-2026/sheets/${BARRED_ID}`;
    for (const page of ['entry', `pictures/${'0a'.repeat(32)}.webp`]) {
      expect((await expert.get(`${barred}/${page}`)).status).toBe(404);
    }
    expect(web.clients.calls.filter(({ service }) => service === 'nominations')).toEqual([]);
  });

  it('asks for its pictures by the names of their files, and by no other name', async () => {
    const file = `${'0a'.repeat(32)}.webp`;
    web.clients.on('nominations', `GET /submissions/${SUBMISSION_ID}/pictures/${file}`, () => 'bytes');
    expect((await expert.get(`/en${SHEET}/pictures/..%2f${file}`)).status).toBe(404);
    expect((await expert.get(`/en${SHEET}/pictures/${file}`)).status).toBe(404);
    expect(web.clients.calls.map(({ request }) => request.path)).toContain(
      `/submissions/${SUBMISSION_ID}/pictures/${file}`,
    );
  });
});
