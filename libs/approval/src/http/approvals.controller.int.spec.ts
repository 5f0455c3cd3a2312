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
