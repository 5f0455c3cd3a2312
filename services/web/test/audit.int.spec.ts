import { AUDITED, deedId, deedOf } from './scripted-audit.js';
import { openDesk } from './open-desk.js';
import { ME, OTHER, callsTo, visitorOf } from './scripted-desk.js';

const PATH = '/en/desk/audit';

const { web, secretary, auditor } = openDesk();

const read = async (path: string, as = secretary) => (await as.get(path)).text();
const queryTo = (service: string) =>
  Object.fromEntries(new URLSearchParams(callsTo(web, `${service} GET /audit`)[0]?.path.split('?')[1]));

describe('The audit trail', () => {
  it('puts the deeds of all services in one order of time, in words and names', async () => {
    const html = await read('/fr/desk/audit');
    expect([...html.matchAll(/datetime="2026-05-01T08:(\d\d)/g)].map(([, minute]) => Number(minute))).toEqual([
      20, 9, 7, 5, 4, 3,
    ]);
    expect(html).toContain('Enregistrement d’un projet de règlement');
    expect(html).toContain('Amina &lt;i>D.&lt;/i>');
    expect(html).toContain('la plateforme elle-même');
    expect(html).toContain('&lt;b>why');
    expect(web.clients.calls.filter(({ request }) => request.path.startsWith('/audit'))).toHaveLength(AUDITED.length);
    expect(callsTo(web, 'identity GET /colleagues')).toHaveLength(1);
  });

  it('shows what one person did several times in a row as one line', async () => {
    const html = await read(PATH);
    expect(html.match(/<th scope="row"/g)).toHaveLength(6);
    expect(html).toContain('7 times since');
    expect(html).toContain('All parts of the platform');
  });

  it('leads from each deed to what it changed, as far as the reader may go', async () => {
    const html = await read(PATH);
    expect(html).toContain('href="/en/desk/editions/demo-2026/rules"');
    expect(html).toContain(`href="/en/desk/approvals/voting/${deedId(77)}"`);
    expect(html).toContain(`href="/en/desk/approvals/identity/${deedId(44)}"`);
    expect(html).toContain(`href="/en/desk/audit?about=${deedId(55)}"`);
    const theirs = await read(PATH, auditor);
    expect(theirs).not.toContain('/desk/editions/demo-2026/rules');
    expect(theirs).toContain('href="/en/desk/audit/editions/demo-2026/rules"');
    expect(theirs).not.toContain('href="/en/desk/support"');
  });

  it('is for the secretariat and auditors alone', async () => {
    const expert = await visitorOf(web, { roles: [{ role: 'expert', edition: 'demo-2026' }] });
    expect((await expert.get(PATH)).status).toBe(403);
    expect((await expert.get(`${PATH}/file`)).status).toBe(403);
  });

  it('shows the others when a service is away, and says which', async () => {
    web.refuse('voting', 'GET /audit?edition=past-2025&limit=50', 503, {});
    const html = await read(`${PATH}?edition=past-2025`);
    expect(html).toContain('cannot be asked at the moment');
    expect(html).toContain('The vote');
    expect(html).toContain('Saved a draft of the rules');
  });

  it('is paged by one id over all services, and the next page keeps the filters', async () => {
    for (const [service, begin] of [['voting', 200] as const, ['competition', 100] as const]) {
      const items = Array.from({ length: 50 }, (_, n) => deedOf(begin - n, { subjectId: `${service}-${n}` }));
      web.clients.on(service, 'GET /audit', () => ({ items, nextCursor: 'more' }));
    }
    const html = await read(`${PATH}?edition=demo-2026&cursor=${deedId(900)}`);
    expect(html.match(/<th scope="row"/g)).toHaveLength(50);
    expect(html).toContain(`edition=demo-2026&amp;cursor=${deedId(151)}`);
    expect(html).not.toContain('competition-0');
    expect(queryTo('nominations')).toEqual({ edition: 'demo-2026', cursor: deedId(900), limit: '50' });
  });
});

describe('Filters of the audit trail', () => {
  it('reach the services: deed, edition, what it is about, whole days, and one service only', async () => {
    const action = 'PUT /editions/:edition/rule-book/draft';
    const query = new URLSearchParams({ action, service: 'competition', edition: 'demo-2026', about: 'demo-2026' });
    const html = await read(`${PATH}?${query.toString()}&from=2026-05-01&until=2026-05-02`);
    expect(queryTo('competition')).toEqual({
      exactAction: action,
      edition: 'demo-2026',
      subjectId: 'demo-2026',
      from: '2026-05-01T00:00:00.000Z',
      until: '2026-05-03T00:00:00.000Z',
      limit: '50',
    });
    expect(callsTo(web, 'voting GET /audit')).toHaveLength(0);
    expect(html).toContain(`<option value="${action}" selected`);
    expect(html).toContain('value="2026-05-02"');
  });

  it('tell looks from changes', async () => {
    await read(`${PATH}?action=look`);
    expect(queryTo('voting')).toEqual({ kind: 'look', limit: '50' });
  });

  it('find a person by name, and by id from a line', async () => {
    web.clients.on('identity', 'GET /colleagues', () => ({ items: [{ accountId: OTHER, name: 'Amina' }] }));
    await read(`${PATH}?person=ami`);
    expect(callsTo(web, 'identity GET /colleagues')[0]?.path).toBe('/colleagues?search=ami');
    expect(queryTo('voting')).toMatchObject({ actor: OTHER });
    const html = await read(`${PATH}?person=${OTHER}`);
    expect(html).toContain('name="person" value="Amina"');
  });

  it('let the reader choose where several people have the name, and ask the services nothing before', async () => {
    const items = [
      { accountId: OTHER, name: 'Amina B.' },
      { accountId: ME, name: 'Amina C.' },
    ];
    web.clients.on('identity', 'GET /colleagues', () => ({ items }));
    const html = await read(`${PATH}?person=amina&action=look`);
    expect(html).toContain(`href="/en/desk/audit?person=${OTHER}&amp;action=look"`);
    expect(html).toContain('Amina C.');
    expect(callsTo(web, 'voting GET /audit')).toHaveLength(0);
  });

  it.each([
    ['person', 'Nobody <b>', 'Nobody with a role is called that'],
    ['from', '2026-02-30', 'Write a day such as'],
    ['until', 'yesterday', 'Write a day such as'],
  ])('keep %s as it was written when it is wrong, and say so beside it', async (field, typed, said) => {
    web.clients.on('identity', 'GET /colleagues', () => ({ items: [] }));
    const answer = await secretary.get(`${PATH}?${new URLSearchParams({ [field]: typed }).toString()}`);
    const html = await answer.text();
    expect(answer.status).toBe(422);
    expect(html).toContain(typed.replace('<', '&lt;'));
    expect(html).toMatch(new RegExp(`id="${field}-error">\\s*${said}`));
    expect(callsTo(web, 'voting GET /audit')).toHaveLength(0);
  });
});

describe('The audit trail as a file', () => {
  it('holds all pages of all services in order of time, and no cell acts as a formula', async () => {
    web.clients.on('voting', 'GET /audit', ({ path }) =>
      path.includes('cursor=')
        ? { items: [deedOf(2, { subjectId: '=cmd(),"x"' })] }
        : { items: [deedOf(8)], nextCursor: deedId(8) },
    );
    const answer = await auditor.get(`${PATH}/file?edition=demo-2026`);
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="audit.csv"');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const [head, ...lines] = (await answer.text()).trimEnd().split('\r\n');
    expect(head).toBe('id,at,service,actor,action,subjectKind,subjectId,editionId,requestId,details');
    const ids = lines.map((line) => line.split(',')[0]);
    expect(ids).toEqual(ids.toSorted().toReversed());
    expect(lines.at(-1)).toContain(`voting,${OTHER},PUT /editions/:edition/rule-book/draft,RuleBooks,"'=cmd(),""x""",`);
    expect(queryTo('voting')).toEqual({ edition: 'demo-2026', limit: '200' });
  });

  it('is refused as a whole while a service cannot be asked', async () => {
    web.refuse('promotion', 'GET /audit?edition=past-2025&limit=200', 503, {});
    const answer = await auditor.get(`${PATH}/file?edition=past-2025`);
    expect(answer.status).toBe(503);
    expect(answer.headers.get('content-type')).toContain('text/html');
  });
});
