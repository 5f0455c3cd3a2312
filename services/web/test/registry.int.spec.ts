import { openDesk } from './open-desk.js';
import { callsTo, visitorOf } from './scripted-desk.js';
import { ME, OTHER, REMAINING, TWIN } from './scripted-people.js';
import { ORGANISATION_ID, scriptSubmissions } from './scripted-submissions.js';

const PATH = `/desk/people/organisations/${TWIN.organisationId}`;
const MERGING = `${PATH}/merging/${REMAINING.organisationId}`;

const { web, secretary } = openDesk();

describe('The register of organisations', () => {
  it('is sorted, filtered and paged by identity, and the next page keeps both', async () => {
    web.clients.on('identity', 'GET /registry/organisations', () => ({ items: [TWIN], nextCursor: 'more' }));
    const query = 'search=ong&country=SN&sort=-members&cursor=first';
    const html = await (await secretary.get(`/en/desk/people/organisations?${query}`)).text();
    expect(callsTo(web, 'identity GET /registry/organisations')[0]?.path.split('?')[1]).toBe(`${query}&limit=50`);
    expect(html).toContain('ONG &lt;i>Savoir&lt;/i>');
    expect(html).toContain('search=ong&amp;country=SN&amp;sort=-members&amp;cursor=more');
    expect(html).toContain('/desk/people/organisations/file?search=ong&amp;country=SN&amp;sort=-members"');
  });

  it('can be taken along as a table, all pages of it', async () => {
    web.clients.on('identity', 'GET /registry/organisations', ({ path }) =>
      path.includes('cursor=') ? { items: [REMAINING] } : { items: [{ ...TWIN, name: '=1+1' }], nextCursor: 'more' },
    );
    expect((await (await secretary.get('/en/desk/people/organisations/file')).text()).split('\r\n')).toEqual([
      'organisation_id,name,country,stakeholder_type,members,created_at',
      `${TWIN.organisationId},'=1+1,SN,civil-society,2,2026-02-03T08:00:00.000Z`,
      `${REMAINING.organisationId},ONG Savoir,SN,civil-society,4,2026-02-03T08:00:00.000Z`,
      '',
    ]);
  });

  it('is for the secretariat alone', async () => {
    const auditor = await visitorOf(web, { roles: [{ role: 'auditor', edition: '*' }] });
    for (const path of ['/desk/people/organisations', `${PATH}/merging`, MERGING]) {
      expect((await auditor.get(`/en${path}`)).status).toBe(403);
    }
  });
});

describe('Merging two organisations', () => {
  it('leads from one by its name to the other, and shows the effect in words and numbers before it is proposed', async () => {
    const choice = await (await secretary.get(`/en${PATH}/merging?search=ong`)).text();
    expect(callsTo(web, 'identity GET /registry/organisations')[0]?.path).toContain('search=ong&limit=50');
    expect(choice).toContain(`href="/en${MERGING}"`);
    expect(choice).not.toContain(`merging/${TWIN.organisationId}"`);
    const html = await (await secretary.get(`/en${MERGING}`)).text();
    expect(html).toContain(
      'Merge the organization “ONG &lt;i>Savoir&lt;/i>” into “ONG Savoir”: 2 people and 3 submissions move, and 5 people belong to it then',
    );
  });

  it('asks for a reason, keeps what was typed, and leads on to what waits for the second person', async () => {
    const post = (reason: string) => secretary.post(`/fr${MERGING}`, { reason });
    expect((await post('')).status).toBe(422);
    web.refuse('identity', `POST /registry/organisations/${TWIN.organisationId}/merging`, 422, {
      code: 'HTTP.VALIDATION_FAILED',
      errors: [{ field: 'reason', rule: 'minLength', params: { min: 10 } }],
    });
    const short = await post('doublon');
    expect([short.status, await short.text()]).toEqual([422, expect.stringContaining('doublon</textarea>')]);
    web.clients.on('identity', `POST /registry/organisations/${TWIN.organisationId}/merging`, () => ({
      approvalId: 'x',
    }));
    const proposed = await post('Enregistrée deux fois');
    expect([proposed.status, proposed.headers.get('location')]).toEqual([303, '/fr/desk/approvals']);
    const [sent] = callsTo(web, `identity POST /registry/organisations/${TWIN.organisationId}/merging`).slice(-1);
    expect(sent?.body).toEqual({ into: REMAINING.organisationId, reason: 'Enregistrée deux fois' });
  });

  it('asks for the second factor first where it is old, and comes back', async () => {
    const stale = await visitorOf(web, { secondFactorAt: new Date(Date.now() - 3_600_000) });
    const answer = await stale.get(`/en${MERGING}`);
    expect(answer.headers.get('location')).toContain(
      `/en/sign-in/second-factor?to=${encodeURIComponent(`/en${MERGING}`)}`,
    );
  });
});

describe('A member', () => {
  it('is removed by the secretariat after a page that says what it means', async () => {
    const path = `${PATH}/members/${OTHER}/removal`;
    const html = await (await secretary.get(`/en${path}`)).text();
    expect(html).toMatch(/Amina &lt;i>D.&lt;\/i>.*This person administers the organization/s);
    const call = `/registry/organisations/${TWIN.organisationId}/members/${OTHER}/removal`;
    web.refuse('identity', `POST ${call}`, 404, { code: 'IDENTITY.MEMBER_UNKNOWN' });
    const gone = await secretary.post(`/en${path}`, {});
    expect([gone.status, await gone.text()]).toEqual([404, expect.stringContaining('Not a member any more')]);
    web.clients.on('identity', `POST ${call}`, () => ({}));
    expect((await secretary.post(`/en${path}`, {})).headers.get('location')).toBe(`/en${PATH}`);
    expect((await secretary.get(`/en${PATH}/members/nobody/removal`)).status).toBe(404);
  });

  it('is removed by the administrator, to whom alone it is offered', async () => {
    scriptSubmissions(web);
    const page = `/en/desk/organisations/${ORGANISATION_ID}`;
    const [me, administrator] = [await visitorOf(web, { roles: [] }), await visitorOf(web, { accountId: OTHER })];
    expect(await (await me.get(page)).text()).not.toContain('/removal');
    const html = await (await administrator.get(page)).text();
    expect(html).toContain(`/members/${ME}/removal`);
    expect(html).not.toContain(`/members/${OTHER}/removal`);
    const refused = await me.get(`${page}/members/${OTHER}/removal`);
    expect([refused.status, await refused.text()]).toEqual([403, expect.stringContaining('Only the administrator')]);
    web.clients.on('identity', `DELETE /organisations/${ORGANISATION_ID}/members/${ME}`, () => ({}));
    const removed = await administrator.post(`${page}/members/${ME}/removal`, {});
    expect([removed.status, removed.headers.get('location')]).toEqual([303, page]);
  });
});
