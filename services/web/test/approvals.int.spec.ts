import { openDesk } from './open-desk.js';
import { NOMINEE_ID } from './scripted-contest.js';
import { APPROVAL_ID, ME, OTHER, approvalOf, callsTo, visitorOf } from './scripted-desk.js';

const { web, secretary, auditor } = openDesk();

const PATH = `/en/desk/approvals/competition/${APPROVAL_ID}`;
const APPROVE = `POST /approvals/${APPROVAL_ID}/approval`;
const REFUSE = `POST /approvals/${APPROVAL_ID}/refusal`;

describe('The inbox of approvals', () => {
  it('gathers what waits in every service, with one call each, and says it in words and names', async () => {
    web.clients.on('identity', 'GET /approvals', () => ({
      items: [
        approvalOf({
          id: '01900000-0000-7000-8000-0000000000c4',
          kind: 'identity.grant-role',
          editionId: undefined,
          effect: { key: 'approval.identity.grant-role', params: { role: 'auditor', edition: '*' } },
          proposedBy: ME,
        }),
      ],
    }));
    const html = await (await secretary.get('/fr/desk/approvals')).text();
    expect(html).toContain('WSIS Prizes 2026');
    expect(html).toContain('9 mai 2026 à 23:00 UTC+2');
    expect(html).toContain('Amina &lt;i>D.&lt;/i>');
    expect(html).toContain('&lt;b>More &amp; more&lt;/b>');
    expect(html).toContain('Auditeur');
    expect(html).toContain('toutes les éditions');
    const asked = web.clients.calls.filter(({ request }) => request.path.startsWith('/approvals?'));
    expect(asked.map(({ service }) => service).sort()).toEqual([
      'competition',
      'evaluation',
      'identity',
      'nominations',
      'notifications',
      'promotion',
      'voting',
    ]);
    for (const { request } of asked) expect(request.path).toContain('state=proposed');
    expect(callsTo(web, 'identity GET /colleagues')).toHaveLength(1);
  });

  it('names whom a role is for before it is agreed to', async () => {
    const about = '01900000-0000-7000-8000-0000000000aa';
    const proposal = approvalOf({
      id: '01900000-0000-7000-8000-0000000000c4',
      kind: 'identity.grant-role',
      effect: { key: 'approval.identity.grant-role', params: { role: 'auditor', edition: '*' } },
      payload: { accountId: about, role: 'auditor' },
    });
    web.clients.on('identity', 'GET /approvals/01900000-0000-7000-8000-0000000000c4', () => proposal);
    web.clients.on('identity', 'GET /colleagues', () => ({
      items: [{ accountId: about, name: 'odile@audit.example' }],
    }));
    const path = '/fr/desk/approvals/identity/01900000-0000-7000-8000-0000000000c4';
    for (const page of [path, `${path}/approval`])
      expect(await (await secretary.get(page)).text()).toContain('odile@audit.example');
  });

  it('names who would judge each category, and who would chair, before a panel is agreed to', async () => {
    const panels = [{ category: 'C7-egov', members: [ME, OTHER], chair: OTHER }];
    web.clients.on('evaluation', `GET /approvals/${APPROVAL_ID}`, () => ({
      ...approvalOf({ kind: 'evaluation.form-panels' }),
      payload: { panels },
    }));
    for (const page of ['', '/approval']) {
      const html = await (await secretary.get(`/en/desk/approvals/evaluation/${APPROVAL_ID}${page}`)).text();
      expect(html).toMatch(/e-government.*<li>[^<]*<.*Amina &lt;i>D.&lt;\/i>.*\(Chair\)/is);
    }
    const many = Array.from({ length: 130 }, () => crypto.randomUUID());
    panels.push({ category: 'C1', members: many, chair: ME });
    web.clients.calls.splice(0);
    await secretary.get(`/en/desk/approvals/evaluation/${APPROVAL_ID}`);
    const asked = callsTo(web, 'identity GET /colleagues').map(({ path }) => path.split(',').length);
    expect(asked.sort()).toEqual([100, 32]);
  });

  it('names the nominee that would leave the list, and leads to its page', async () => {
    web.clients.on('nominations', `GET /approvals/${APPROVAL_ID}`, () => ({
      ...approvalOf({
        kind: 'nominations.withdraw-nominee',
        effect: {
          key: 'approval.nominations.withdraw-nominee',
          params: { edition: 'demo-2026', number: 17, reason: 'Gone' },
        },
      }),
      payload: { nomineeId: NOMINEE_ID, number: 17, reason: 'Gone' },
    }));
    for (const page of ['', '/approval']) {
      const html = await (await secretary.get(`/fr/desk/approvals/nominations/${APPROVAL_ID}${page}`)).text();
      expect(html).toContain('Villages numériques');
      expect(html).toContain(`href="/fr/nominees/${NOMINEE_ID}"`);
    }
  });

  it('pages through the history of all services by one id', async () => {
    const many = (service: string, digit: string) =>
      web.clients.on(service as 'voting', 'GET /approvals', () => ({
        items: Array.from({ length: 50 }, (_, n) =>
          approvalOf({ id: `01900000-0000-7000-8000-${digit}000000000${String(99 - n).padStart(2, '0')}` }),
        ),
        nextCursor: 'more',
      }));
    many('voting', '2');
    many('nominations', '1');
    web.clients.on('competition', 'GET /approvals', () => ({ items: [] }));
    const html = await (await secretary.get('/en/desk/approvals/history?state=refused&edition=demo-2026')).text();
    expect(html.match(/<th scope="row"/g)).toHaveLength(50);
    expect(html).toContain('cursor=01900000-0000-7000-8000-200000000050');
    expect(html).not.toContain('/approvals/nominations/');
    const [asked] = callsTo(web, 'voting GET /approvals');
    expect(asked?.path).toBe('/approvals?state=refused&edition=demo-2026&limit=50');
  });

  it('is sorted and narrowed over all services, page by page', async () => {
    const listed = (digits: string, expiresAt: string) =>
      approvalOf({ id: `01900000-0000-7000-8000-0000000000${digits}`, expiresAt });
    const late = '2099-05-09T09:00:00.000Z';
    web.clients.on('competition', 'GET /approvals', () => ({ items: [listed('c5', late)] }));
    web.clients.on('voting', 'GET /approvals', () => ({
      items: [listed('c7', '2099-05-01T09:00:00.000Z'), listed('c6', late)],
      nextCursor: 'more',
    }));
    const html = await (await secretary.get('/en/desk/approvals?sort=expires&edition=demo-2026')).text();
    const shown = [...html.matchAll(/<th scope="row"[^>]*><a href="[^"]*\/([^"/]+)"/g)].map(([, id]) => id?.slice(-2));
    expect(shown).toEqual(['c7', 'c5', 'c6']);
    const [asked] = callsTo(web, 'voting GET /approvals');
    expect(asked?.path).toBe('/approvals?state=proposed&edition=demo-2026&sort=expires&limit=50');
    // The next page begins where this one ended, for every service.
    const cursor = /cursor=([^"&]+)/.exec(html)?.[1] ?? '';
    expect(JSON.parse(Buffer.from(decodeURIComponent(cursor), 'base64url').toString())).toEqual([
      late,
      '01900000-0000-7000-8000-0000000000c6',
    ]);
    await secretary.get(`/en/desk/approvals?sort=expires&cursor=${cursor}`);
    expect(callsTo(web, 'competition GET /approvals').at(-1)?.path).toContain(`cursor=${cursor}`);
    expect(html).toContain('aria-sort="ascending"');
  });

  it('asks only the service that has proposals of a kind', async () => {
    const html = await (await secretary.get('/en/desk/approvals/history?kind=voting.certify&state=approved')).text();
    expect(html).toContain('<option value="voting.certify" selected>Certification of the tally</option>');
    expect(callsTo(web, 'voting GET /approvals')[0]?.path).toContain('state=approved&kind=voting.certify');
    expect(callsTo(web, 'competition GET /approvals')).toEqual([]);
  });

  it('is taken along as a table, as it is narrowed, with what each would do in words', async () => {
    web.clients.on('competition', 'GET /approvals', () => ({
      items: [approvalOf({ reason: '=1+1', state: 'refused' })],
    }));
    const page = await (await auditor.get('/en/desk/approvals/history?state=refused')).text();
    const [, file = ''] = /href="([^"]*\/history\/file[^"]*)"/.exec(page) ?? [];
    expect(file).toBe('/en/desk/approvals/history/file?state=refused');
    const answer = await auditor.get(file);
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="approvals.csv"');
    const [head, line, ...rest] = (await answer.text()).split('\r\n');
    expect(head).toMatch(/^id,service,kind,editionId,state,effect,/);
    expect(line).toMatch(new RegExp(`^${APPROVAL_ID},competition,competition.extend-phase,demo-2026,refused,`));
    expect(line).toContain('Extend a phase of WSIS Prizes 2026');
    expect(line).toContain(`'=1+1`);
    expect(rest).toEqual(['']);
    web.refuse('voting', 'GET /approvals?state=refused&limit=200', 503, {});
    expect((await auditor.get(file)).status).toBe(503);
    web.clients.on('voting', 'GET /approvals?state=refused&limit=200', () => ({ items: [] }));
  });

  it('shows the others when a service is away, and says which', async () => {
    web.refuse('voting', 'GET /approvals?state=proposed&limit=50', 503, {});
    const html = await (await secretary.get('/en/desk/approvals')).text();
    expect(html).toContain('cannot be asked at the moment');
    expect(html).toContain(APPROVAL_ID);
    web.clients.on('voting', 'GET /approvals?state=proposed&limit=50', () => ({ items: [] }));
  });

  it('says what can no longer be carried out and why, and lets it be closed and not approved', async () => {
    const obstacle = { code: 'COMPETITION.CALENDAR_CHANGED', params: { version: 4 } };
    web.clients.on('competition', 'GET /approvals', () => ({ items: [approvalOf({ obstacle })] }));
    expect(await (await secretary.get('/en/desk/approvals')).text()).toContain('No longer possible');
    web.clients.on('competition', `GET /approvals/${APPROVAL_ID}`, () => approvalOf({ obstacle }));
    const html = await (await secretary.get(PATH)).text();
    expect(html).toContain('No longer possible');
    expect(html).toContain('The calendar changed meanwhile');
    expect(html).toContain(`href="${PATH}/refusal"`);
    expect(html).not.toContain(`href="${PATH}/approval"`);
  });

  it('lets auditors read and not decide', async () => {
    const html = await (await auditor.get(PATH)).text();
    expect(html).not.toContain(`${APPROVAL_ID}/approval`);
    expect((await auditor.get(`${PATH}/approval`)).status).toBe(403);
  });

  it('offers the proposer to withdraw, and not to approve', async () => {
    web.clients.on('competition', `GET /approvals/${APPROVAL_ID}`, () => approvalOf({ proposedBy: ME }));
    const html = await (await secretary.get(PATH)).text();
    expect(html).toContain('Withdraw my proposal');
    expect(html).not.toContain(`${APPROVAL_ID}/approval`);
  });
});

describe('Approving', () => {
  it('asks for a fresh second factor before it shows the button', async () => {
    const tired = await visitorOf(web, { secondFactorAt: new Date(Date.now() - 11 * 60_000) });
    const answer = await tired.get(`${PATH}/approval`);
    expect([answer.status, answer.headers.get('location')]).toEqual([
      303,
      `/en/sign-in/second-factor?to=${encodeURIComponent(`${PATH}/approval`)}`,
    ]);
  });

  it('sends the hash that was shown, not the one that stands there now', async () => {
    const shown = await (await secretary.get(`${PATH}/approval`)).text();
    const hash = /name="payloadHash" value="([0-9a-f]{64})"/.exec(shown)?.[1] ?? '';
    web.clients.on('competition', `GET /approvals/${APPROVAL_ID}`, () => approvalOf({ payloadHash: 'cd'.repeat(32) }));
    web.clients.on('competition', APPROVE, () => ({ result: {} }));
    const answer = await secretary.post(`${PATH}/approval`, { payloadHash: hash });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/en/desk/approvals']);
    expect(callsTo(web, `competition ${APPROVE}`).map(({ body }) => body)).toEqual([{ payloadHash: 'ab'.repeat(32) }]);
  });

  it('says why it was not carried out', async () => {
    web.refuse('competition', APPROVE, 409, {
      code: 'COMPETITION.RULES_FIXED',
      title: 'The rules are fixed',
      detail: 'No.',
    });
    const answer = await secretary.post(`${PATH}/approval`, { payloadHash: 'ab'.repeat(32) });
    expect(answer.status).toBe(409);
    expect(await answer.text()).toContain('The rules are fixed');
  });

  it('is not possible for what no service knows', async () => {
    expect((await secretary.get(`/en/desk/approvals/voting/${APPROVAL_ID}`)).status).toBe(404);
    expect((await secretary.get(`/en/desk/approvals/web/${APPROVAL_ID}`)).status).toBe(404);
    expect((await secretary.get(`/en/desk/approvals/competition/..%2Faudit`)).status).toBe(404);
  });
});

describe('Refusing', () => {
  it('keeps the reason that was typed, with what is wrong beside the field', async () => {
    web.refuse('competition', REFUSE, 422, {
      code: 'HTTP.VALIDATION_FAILED',
      errors: [{ field: 'reason', rule: 'maxLength', params: { max: 1000 } }],
    });
    const answer = await secretary.post(`${PATH}/refusal`, { reason: 'Not <yet>' });
    const html = await answer.text();
    expect(answer.status).toBe(422);
    expect(html).toContain('Not &lt;yet>');
    expect(html).toContain('id="reason-error"');
  });

  it('closes the proposal with its reason', async () => {
    web.clients.on('competition', REFUSE, () => ({ state: 'refused' }));
    const answer = await secretary.post(`${PATH}/refusal`, { reason: ' Not yet ' });
    expect(answer.status).toBe(303);
    expect(callsTo(web, `competition ${REFUSE}`)[0]?.body).toEqual({ reason: 'Not yet' });
  });
});
