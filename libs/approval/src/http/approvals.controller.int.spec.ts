import { Body, Controller, Inject, Module, Post } from '@nestjs/common';
import { Access, type AccountClaims, Actor, type HeldRole, registerProblems } from '@wsis/http';
import { err, ok, uuidV7Ids } from '@wsis/kernel';
import { Database } from '@wsis/persistence';
import { testService, type TestService } from '@wsis/testing';
import { approvalProblem, Approvals } from '../index.js';

registerProblems({ 'COMPETITION.TRIED_TOO_EARLY': 409 });

@Controller('proposals')
class ProposalsController {
  constructor(
    @Inject(Approvals) private readonly approvals: Approvals,
    @Inject(Database) private readonly database: Database,
  ) {
    approvals.register<{ early: boolean }>('open-phase', {
      roles: ['secretariat'],
      execute: async (_tx, { payload }) =>
        payload.early ? err({ code: 'COMPETITION.TRIED_TOO_EARLY' }) : ok({ opened: true }),
    });
  }

  @Post()
  @Access.role('secretariat', { fresh: true })
  async propose(@Body() body: { early: boolean }, @Actor() actor: AccountClaims): Promise<{ id: string }> {
    const proposal = {
      kind: 'open-phase',
      editionId: 'demo-2026',
      payload: body,
      summary: 'Open the vote',
      proposedBy: actor,
    };
    const id = await this.database.transaction((tx) => this.approvals.propose(tx, proposal));
    if (!id.ok) throw approvalProblem(id.error);
    return { id: id.value };
  }
}

@Module({ controllers: [ProposalsController] })
class OfficeModule {}

let office: TestService;
let ann: string;
let ben: string;
const roles: readonly HeldRole[] = [{ role: 'secretariat', edition: 'demo-2026' }];

beforeAll(async () => {
  office = await testService({ name: 'competition', migrations: [], module: () => OfficeModule });
  ann = await office.account({ accountId: uuidV7Ids.next(), roles });
  ben = await office.account({ accountId: uuidV7Ids.next(), roles });
});

afterAll(async () => {
  await office?.stop();
});

const url = (path = '') => `/api/competition/approvals${path}`;
const post = (as: string, path: string, payload: object) => office.send({ method: 'POST', url: path, as, payload });
const propose = async (early = false): Promise<string> => {
  const { status, body } = await post(ann, '/api/competition/proposals', { early });
  expect({ status, id: typeof body.id }).toEqual({ status: 201, id: 'string' });
  return body.id as string;
};
const seen = async (id: string, as = ben) => (await office.send({ method: 'GET', url: url(`/${id}`), as })).body;

test('a second person sees a proposal with its payload and hash, and approves what was seen', async () => {
  const id = await propose();
  const shown = await seen(id);
  expect(shown).toMatchObject({
    id,
    kind: 'open-phase',
    state: 'proposed',
    payload: { early: false },
    summary: 'Open the vote',
  });
  const listed = await office.send({ method: 'GET', url: url('?state=proposed&limit=200'), as: ben });
  expect(listed.body.items.map((item: { id: string }) => item.id)).toContain(id);
  const { payloadHash } = shown;
  expect(await post(ann, url(`/${id}/approval`), { payloadHash })).toMatchObject({
    status: 403,
    body: { code: 'APPROVAL.SAME_PERSON' },
  });
  const other = { payloadHash: '0'.repeat(64) };
  expect(await post(ben, url(`/${id}/approval`), other)).toMatchObject({
    status: 409,
    body: { code: 'APPROVAL.PAYLOAD_CHANGED' },
  });
  expect(await post(ben, url(`/${id}/approval`), { payloadHash })).toMatchObject({
    status: 200,
    body: { result: { opened: true } },
  });
  const again = await post(ben, url(`/${id}/approval`), { payloadHash });
  expect(again).toMatchObject({ status: 409, body: { code: 'APPROVAL.ALREADY_DECIDED' } });
});

test('a refusal by what was to be carried out reaches the reader under its own code', async () => {
  const id = await propose(true);
  const { payloadHash } = await seen(id);
  expect(await post(ben, url(`/${id}/approval`), { payloadHash })).toMatchObject({
    status: 409,
    body: { code: 'COMPETITION.TRIED_TOO_EARLY' },
  });
  expect(await seen(id)).toMatchObject({ state: 'proposed', lastRefusal: { code: 'COMPETITION.TRIED_TOO_EARLY' } });
  expect(await post(ben, url(`/${id}/refusal`), { reason: 'too early' })).toMatchObject({
    status: 200,
    body: { state: 'refused' },
  });
  expect(await seen(id)).toMatchObject({ state: 'refused', reason: 'too early' });
});

test('bad input is refused by field', async () => {
  const id = await propose();
  for (const [path, body, field] of [
    ['approval', {}, 'payloadHash'],
    ['approval', { payloadHash: 'ABC' }, 'payloadHash'],
    ['approval', { payloadHash: '0'.repeat(64), approvedBy: 'me' }, 'approvedBy'],
    ['refusal', { reason: '' }, 'reason'],
    ['refusal', { reason: 7 }, 'reason'],
    ['refusal', { reason: '   ' }, 'reason'],
  ] as const) {
    expect(await post(ben, url(`/${id}/${path}`), body)).toMatchObject({
      status: 422,
      body: { errors: expect.arrayContaining([expect.objectContaining({ field })]) },
    });
  }
  const listed = await office.send({ method: 'GET', url: url('?state=open'), as: ben });
  expect(listed).toMatchObject({ status: 422, body: { errors: [expect.objectContaining({ field: 'state' })] } });
  expect((await office.send({ method: 'GET', url: url('/nothing'), as: ben })).status).toBe(404);
});

test('only those of the edition see a proposal, and only with a fresh second factor is it decided', async () => {
  const id = await propose();
  const elsewhere = await office.account({
    accountId: uuidV7Ids.next(),
    roles: [{ role: 'secretariat', edition: 'demo-2027' }],
  });
  expect(await seen(id, elsewhere)).toMatchObject({ code: 'APPROVAL.NOT_FOUND' });
  expect((await office.send({ method: 'GET', url: url(), as: elsewhere })).body.items).toEqual([]);
  const auditor = await office.account({ accountId: uuidV7Ids.next(), roles: [{ role: 'auditor', edition: '*' }] });
  const { payloadHash } = await seen(id, auditor);
  expect((await post(auditor, url(`/${id}/approval`), { payloadHash })).status).toBe(403);
  const stale = await office.account({
    accountId: uuidV7Ids.next(),
    roles,
    secondFactorAt: new Date(Date.now() - 11 * 60_000),
  });
  expect(await post(stale, url(`/${id}/approval`), { payloadHash })).toMatchObject({
    status: 403,
    body: { code: 'ACCESS.SECOND_FACTOR_STALE' },
  });
  const nominator = await office.account({ accountId: uuidV7Ids.next(), roles: [{ role: 'nominator', edition: '*' }] });
  expect((await office.send({ method: 'GET', url: url(), as: nominator })).status).toBe(403);
  expect(await seen(id)).toMatchObject({ state: 'proposed' });
});

test('the list is sorted as it is asked, page by page, and refuses an order or a place that nobody gave', async () => {
  for (let count = 0; count < 3; count += 1) await propose();
  const list = (query: string) => office.send({ method: 'GET', url: url(`?${query}`), as: ann });
  const all = (await list('limit=200&sort=proposed')).body.items.map(({ id }: { id: string }) => id);
  expect(all).toEqual([...all].sort());
  for (const sort of ['proposed', '-proposed', 'expires', '-expires', 'kind', '-kind']) {
    const paged: string[] = [];
    let cursor: string | undefined = '';
    do {
      const { body } = await list(`limit=2&sort=${sort}${cursor === '' ? '' : `&cursor=${cursor}`}`);
      paged.push(...body.items.map(({ id }: { id: string }) => id));
      cursor = body.nextCursor as string | undefined;
    } while (cursor !== undefined);
    expect(paged).toHaveLength(all.length);
    expect(paged.sort()).toEqual(all);
  }
  expect((await list('sort=name')).body.errors[0].field).toBe('sort');
  expect((await list('cursor=x')).body.errors[0].field).toBe('cursor');
  expect((await list('sort=kind&cursor=x')).body.errors[0].field).toBe('cursor');
});

test('the effect of a proposal is told as a key with its plain values, and the audit trail finds who did what', async () => {
  const id = await propose();
  expect(await seen(id)).toMatchObject({
    effect: { key: 'approval.open-phase', params: { edition: 'demo-2026', early: 'no' } },
  });
  await post(ben, url(`/${id}/refusal`), { reason: 'not yet' });
  const audit = (query: string, as = ann) => office.send({ method: 'GET', url: `/api/competition/audit?${query}`, as });
  const { body } = await audit(`subjectKind=approval&subjectId=${id}`);
  expect(body.items.map((entry: { action: string }) => entry.action)).toEqual([
    'approval.refused',
    'approval.proposed',
  ]);
  const [refused, proposed] = body.items;
  expect(refused).toMatchObject({ editionId: 'demo-2026', subjectId: id, details: { kind: 'open-phase' } });
  const mine = await audit(`actor=${proposed.actor}&action=approval.&limit=1`);
  expect(mine.body.items[0]).toMatchObject({ id: proposed.id });
  const older = await audit(`actor=${proposed.actor}&action=approval.&limit=1&cursor=${mine.body.nextCursor}`);
  expect(older.body.items[0].id).not.toBe(proposed.id);
  const at = `subjectKind=approval&subjectId=${id}&from=${encodeURIComponent(refused.at)}`;
  expect((await audit(at)).body.items).toHaveLength(1);
  expect((await audit(`subjectId=${id}&until=2000-01-01T00:00:00Z`)).body.items).toEqual([]);

  const refusals = await audit(`subjectId=${id}&exactAction=approval.refused`);
  expect(refusals.body.items.map((entry: { id: string }) => entry.id)).toEqual([refused.id]);
  expect((await audit(`subjectId=${id}&exactAction=approval.`)).body.items).toEqual([]);
  expect((await audit(`subjectId=${id}&kind=change`)).body.items).toHaveLength(2);
  expect((await audit(`subjectId=${id}&kind=look`)).body.items).toEqual([]);

  // Looking is a deed as well; one of no single edition, so those who hold a role for all see it.
  const everywhere = await office.account({ roles: [{ role: 'auditor', edition: '*' }] });
  const looks = await audit(`action=${encodeURIComponent('GET /audit')}`, everywhere);
  expect(looks.body.items.length).toBeGreaterThan(0);
  const looked = await audit('kind=look&limit=1', everywhere);
  expect(looked.body.items[0].action).toBe('GET /audit');
  for (const [field, query] of [
    ['actor', 'actor=me'],
    ['from', 'from=yesterday'],
    ['cursor', 'cursor=x'],
    ['limit', 'limit=1000'],
    ['kind', 'kind=both'],
  ]) {
    expect((await audit(query as string)).body.errors[0].field).toBe(field);
  }
});

test('the audit trail is exported as a table, for those who may read it and for their editions only', async () => {
  const id = await propose();
  const exported = await fetch(`${await office.service.app.getUrl()}/api/competition/audit/export?subjectId=${id}`, {
    headers: { authorization: `Bearer ${ann}` },
  });
  expect(exported.headers.get('content-type')).toContain('text/csv');
  expect(exported.headers.get('content-disposition')).toContain('audit-competition.csv');
  const lines = (await exported.text()).trimEnd().split('\r\n');
  expect(lines).toHaveLength(2);
  expect(lines[1]).toContain(`approval.proposed,approval,${id},demo-2026`);
  const elsewhere = await office.account({ roles: [{ role: 'secretariat', edition: 'demo-2027' }] });
  const audit = (as: string) => office.send({ method: 'GET', url: `/api/competition/audit?subjectId=${id}`, as });
  expect((await audit(elsewhere)).body.items).toEqual([]);
  const screener = await office.account({ roles: [{ role: 'screener', edition: '*' }] });
  expect((await audit(screener)).status).toBe(403);
  expect((await office.send({ method: 'GET', url: '/api/competition/audit/export', as: screener })).status).toBe(403);
});
