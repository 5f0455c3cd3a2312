import { LANGUAGES } from '@wsis/kernel';
import { openDesk } from './open-desk.js';
import { HOSTILE_ID, NOMINEE_ID } from './scripted-contest.js';
import { APPROVAL_ID, approvalOf, callsTo, visitorOf } from './scripted-desk.js';

const { web, secretary } = openDesk();

const PATH = '/en/desk/editions/demo-2026/outcome';
const of = (call: string) => `POST /editions/demo-2026/${call}`;
const steps = (html: string) => [...html.matchAll(/class="badge (good|warn)"/g)].map(([, mood]) => mood);

describe('The outcome of an edition', () => {
  it('says what is done and what is open, with who can mend it', async () => {
    const html = await (await secretary.get(PATH)).text();
    expect(steps(html)).toEqual(['good', 'good', 'warn', 'good', 'warn', 'warn']);
    expect(html).toContain('The panels have decided (1 of 3).');
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
  it('says in numbers what becomes public, what that does, and offers the preview in six languages', async () => {
    const html = await (await secretary.get(`${PATH}/releases/winners`)).text();
    expect(html).toContain('1 Winner and 1 special recognition in 2 categories become public.');
    expect(html).toContain('the statements of the panels appear');
    expect(html).toContain('value="2099-07-09T09:30"');
    for (const language of LANGUAGES) {
      expect(html).toContain(`href="/${language}/desk/editions/demo-2026/outcome/releases/winners/preview"`);
    }
  });

  it('offers no instant as long as nothing is certified', async () => {
    const read = 'GET /editions/demo-2026/releases/champions/preview?limit=1';
    web.refuse('promotion', read, 409, {
      code: 'PROMOTION.NOT_READY',
      title: 'Not ready',
      detail: 'Wait',
    });
    const html = await (await secretary.get(`${PATH}/releases/champions`)).text();
    expect(html).toContain('Not ready');
    expect(html).not.toContain('name="publishAt"');
    expect((await secretary.get(`${PATH}/releases/champions/preview`)).status).toBe(409);
    web.clients.on('promotion', read, () => ({}));
  });

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
    // Where nothing is staged, with now.
    const unstaged = await (await secretary.get(`${PATH}/releases/winners`)).text();
    expect(unstaged).toMatch(/value="\d{4}-\d\d-\d\dT\d\d:\d\d"/);
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

describe('The preview of a release', () => {
  const preview = (kind: string, more = '') => secretary.get(`${PATH}/releases/${kind}/preview${more}`);
  const content = (html: string) => html.slice(html.indexOf('<h1'), html.indexOf('</main>'));

  it('is the page that everybody will read, under a banner', async () => {
    const html = await (await preview('champions')).text();
    expect(html).toContain('Preview of the Champions: not public yet');
    expect(html).toContain('Two persons have not agreed on an instant yet.');
    const everybody = await (await fetch(`${web.url}/en/editions/demo-2026/results`)).text();
    const withoutInstant = (page: string) => content(page).replace(/<time[\s\S]*?<\/time>/g, '');
    expect(withoutInstant(html)).toBe(withoutInstant(everybody));
    expect(withoutInstant(html)).toContain('Ministère du Numérique');
  });

  it('says when a staged one becomes public, in the zone of the edition and the language of the page', async () => {
    const html = await (await secretary.get(`/fr${PATH.slice(3)}/releases/winners/preview`)).text();
    expect(html).toContain('Tout le monde verra cette page à partir du 9 juillet 2099');
    expect(html).toContain('Of one mind.');
  });

  it('of the nominees stays in the preview, asks as the reader, and keeps nothing', async () => {
    const html = await (await preview('nominees', '?category=C1')).text();
    expect(html).toContain(`href="${PATH}/releases/nominees/preview/${NOMINEE_ID}"`);
    expect(html).not.toContain(`href="/en/nominees/${NOMINEE_ID}`);
    const asked = web.clients.calls.filter(({ request }) => request.path.startsWith('/editions/demo-2026/nominees?'));
    expect(asked.map(({ request }) => request.onBehalfOf?.token !== undefined)).toEqual([true]);
    const one = await preview('nominees', `/${NOMINEE_ID}`);
    const page = await one.text();
    expect(one.headers.get('cache-control')).toBe('no-store');
    expect(page).toContain(`${PATH}/releases/nominees/preview/${NOMINEE_ID}/pictures/`);
    expect(page).not.toContain(`/nominees/${NOMINEE_ID}/share`);
    expect((await preview('nominees', `/${HOSTILE_ID}`)).status).toBe(200);
  });

  it('is linked from the proposal that the second person decides on', async () => {
    web.clients.on('promotion', `GET /approvals/${APPROVAL_ID}`, () => ({
      ...approvalOf({
        kind: 'promotion.publish-release',
        effect: { key: 'approval.promotion.publish-release', params: { edition: 'demo-2026', kind: 'winners' } },
      }),
      payload: {},
    }));
    const html = await (await secretary.get(`/en/desk/approvals/promotion/${APPROVAL_ID}`)).text();
    expect(html).toContain('href="/ar/desk/editions/demo-2026/outcome/releases/winners/preview"');
  });

  it('is for the secretariat alone', async () => {
    const auditor = await visitorOf(web, { roles: [{ role: 'auditor', edition: '*' }] });
    expect((await auditor.get(`${PATH}/releases/winners/preview`)).status).toBe(403);
    expect((await fetch(`${web.url}${PATH}/releases/winners/preview`, { redirect: 'manual' })).status).toBe(303);
    expect((await preview('everything')).status).toBe(404);
  });
});
