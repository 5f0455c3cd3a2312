import { createHash, randomUUID } from 'node:crypto';
import { fromBinary } from '@bufbuild/protobuf';
import { CertificateIssuedSchema, ReleasedSchema } from '@wsis/contracts';
import { EventLog } from '@wsis/messaging';
import { eventually, testService, type TestService } from '@wsis/testing';
import { LoggedAnnouncements } from '../src/adapters/messaging/logged-announcements.js';
import { PostgresReleaseStore } from '../src/adapters/postgres/release.store.js';
import { PublishDueReleases } from '../src/application/publish-due-releases.js';
import { promotionService } from '../src/index.js';
import { Contest } from './contest.fixture.js';

let service: TestService;
let first: string;
let second: string;
let address: string;

const inADay = () => new Date(Date.now() + 86_400_000).toISOString();
const now = () => new Date().toISOString();
const secretariat = () => service.account({ roles: [{ role: 'secretariat', edition: '*' }] });
const get = (path: string, headers: Record<string, string> = {}, as?: string) =>
  service.send({ method: 'GET', url: `/api/promotion${path}`, headers, ...(as === undefined ? {} : { as }) });
const post = (path: string, payload: unknown, as = first) =>
  service.send({ method: 'POST', url: `/api/promotion${path}`, payload: payload as object, as });

async function approve(approvalId: string, as = second) {
  const shown = await get(`/approvals/${approvalId}`, {}, as);
  return post(`/approvals/${approvalId}/approval`, { payloadHash: shown.body.payloadHash }, as);
}

async function release(edition: string, kind: string, publishAt: string) {
  const proposed = await post(`/editions/${edition}/releases`, { kind, publishAt });
  expect(proposed.status).toBe(202);
  const approved = await approve(proposed.body.approvalId);
  expect(approved.status).toBe(200);
}

async function releasedNow(edition: string, kind: string) {
  await release(edition, kind, now());
  await eventually(`the ${kind} are public`, async () => {
    const { body } = await get(`/editions/${edition}/releases`);
    expect(body.items.map((one: { kind: string }) => one.kind)).toContain(kind);
  });
}

/** Everything that anybody may read of an edition, as one text. */
async function allPublicWords(contest: Contest): Promise<string> {
  const category = contest.nominees[0]!.category;
  const answers = await Promise.all([
    get(`/editions/${contest.editionId}/releases`),
    get(`/editions/${contest.editionId}/results`),
    get(`/editions/${contest.editionId}/results?category=${category}`),
    get(`/editions/${contest.editionId}/results?limit=1`),
    get(`/editions/${contest.editionId}/releases/staged`),
    get(`/editions/${contest.editionId}/certificates`),
    get('/approvals'),
  ]);
  return answers.map(({ status, body, headers }) => JSON.stringify([status, body, headers])).join('\n');
}

beforeAll(async () => {
  service = await testService(promotionService);
  address = await service.service.app.getUrl();
  first = await secretariat();
  second = await secretariat();
});

afterAll(() => service.stop());

it('refuses a release of what is not certified, and says what is lacking', async () => {
  const contest = new Contest(['C1', 'C2'], 3);
  const stage = (kind: string) => post(`/editions/${contest.editionId}/releases`, { kind, publishAt: inADay() });
  expect((await stage('nominees')).body.code).toBe('PROMOTION.EDITION_UNKNOWN');

  await service.emit([...contest.created(), ...contest.listed()]);
  await service.settled();
  const early = await stage('nominees');
  expect([early.status, early.body.code, early.body.lacking]).toEqual([
    409,
    'PROMOTION.NOT_READY',
    'nominee-list-frozen',
  ]);
  expect((await stage('champions')).body.lacking).toBe('tally-certified');
  expect((await stage('winners')).body.lacking).toBe('tally-certified');

  await service.emit([...contest.frozen(), ...contest.tallied(2), ...contest.decided('C1', contest.of('C1')[0])]);
  await service.settled();
  expect((await stage('nominees')).status).toBe(202);
  expect((await stage('champions')).status).toBe(202);
  expect((await stage('winners')).body).toMatchObject({ lacking: 'decisions-certified', categories: ['C2'] });
});

it('shows those who decide what a release would make public, on record, and nobody else', async () => {
  const contest = new Contest(['C1', 'C2'], 3);
  const { editionId } = contest;
  const preview = (kind: string, as?: string) => get(`/editions/${editionId}/releases/${kind}/preview`, {}, as);
  await service.emit([...contest.created(), ...contest.listed(), ...contest.frozen()]);
  await service.settled();
  expect((await preview('nominees')).status).toBe(401);
  const auditor = await service.account({ roles: [{ role: 'auditor', edition: '*' }] });
  expect((await preview('nominees', auditor)).status).toBe(403);
  expect((await preview('everything', first)).status).toBe(400);
  const early = await preview('champions', first);
  expect([early.status, early.body.lacking]).toEqual([409, 'tally-certified']);

  const publishAt = inADay();
  await release(editionId, 'nominees', publishAt);
  await service.emit(contest.tallied(2));
  await service.settled();
  const nominees = (await preview('nominees', first)).body;
  expect(nominees.publishAt).toBe(publishAt);
  expect(nominees.nominees.items).toHaveLength(6);
  expect(nominees.champions).toBeUndefined();
  const champions = (await preview('champions', first)).body;
  expect(champions.publishAt).toBeNull();
  expect(champions.nominees).toBeUndefined();
  expect(champions.champions.map((one: { entries: unknown[] }) => one.entries.length)).toEqual([2, 2]);

  const { body: trail } = await get('/audit?limit=20', {}, first);
  expect(JSON.stringify(trail)).toContain('GET /editions/:edition/releases/:kind/preview');
  expect((await get(`/editions/${editionId}/results`)).body.released).toEqual([]);
});

it('waits for every nominee of a frozen list, also when the freeze is heard of first', async () => {
  const contest = new Contest(['C1'], 2);
  await service.emit([...contest.created(), ...contest.frozen(), ...contest.listed().slice(0, 1)]);
  await service.settled();
  const stage = () => post(`/editions/${contest.editionId}/releases`, { kind: 'nominees', publishAt: inADay() });
  expect((await stage()).body.code).toBe('PROMOTION.NOT_READY');
  await service.emit(contest.listed().slice(1));
  await service.settled();
  expect((await stage()).status).toBe(202);
});

it('does not let one person propose and approve a release', async () => {
  const contest = new Contest(['C1'], 2);
  await service.emit([...contest.created(), ...contest.listed(), ...contest.frozen()]);
  await service.settled();
  const proposed = await post(`/editions/${contest.editionId}/releases`, { kind: 'nominees', publishAt: now() });
  const refused = await approve(proposed.body.approvalId, first);
  expect([refused.status, refused.body.code]).toEqual([403, 'APPROVAL.SAME_PERSON']);
  const staged = await get(`/editions/${contest.editionId}/releases/staged`, {}, first);
  expect(staged.body.items).toEqual([]);
});

it('shows nothing of a staged release before its instant, and all of it after, once', async () => {
  const contest = new Contest(['C1', 'C2'], 3);
  const { editionId } = contest;
  const winner = contest.of('C1')[0]!;
  await service.emit([
    ...contest.created(),
    ...contest.listed(),
    ...contest.frozen(),
    ...contest.tallied(2),
    ...contest.decided('C1', winner, [contest.of('C1')[1]!]),
    ...contest.decided('C2', undefined),
  ]);
  await service.settled();
  for (const kind of ['nominees', 'champions', 'winners']) await release(editionId, kind, inADay());

  const before = await allPublicWords(contest);
  for (const { nomineeId, title } of contest.nominees) {
    expect(before).not.toContain(nomineeId);
    expect(before).not.toContain(title);
  }
  for (const word of ['publishAt', '"champions"', '"winners"', '"nominees"', 'nextCursor'])
    expect(before).not.toContain(word);
  expect((await get(`/editions/${editionId}/releases`)).body).toEqual({ items: [] });
  expect((await get(`/editions/${editionId}/results`)).body).toEqual({
    edition: { id: editionId, name: 'WSIS Prizes 2026', year: 2026 },
    released: [],
  });
  const staged = await get(`/editions/${editionId}/releases/staged`, {}, first);
  expect(staged.body.items.map((one: { state: string }) => one.state)).toEqual(['staged', 'staged', 'staged']);

  // Two persons move the instant; the other two stay under embargo.
  await releasedNow(editionId, 'nominees');
  const partly = (await get(`/editions/${editionId}/results`)).body;
  expect(Object.keys(partly)).toEqual(['edition', 'released', 'nominees']);
  expect(partly.nominees.items).toHaveLength(6);
  expect(JSON.stringify(partly)).not.toContain('rank');

  await releasedNow(editionId, 'champions');
  const voted = (await get(`/editions/${editionId}/results`)).body;
  expect(
    voted.champions.map((one: any) => [one.category, one.entries.map((entry: any) => [entry.number, entry.rank])]),
  ).toEqual([
    [
      'C1',
      [
        [1, 1],
        [2, 2],
      ],
    ],
    [
      'C2',
      [
        [4, 1],
        [5, 2],
      ],
    ],
  ]);
  expect(voted.winners).toBeUndefined();
  expect(JSON.stringify(voted)).not.toMatch(/total|votes/i);

  await releasedNow(editionId, 'winners');
  const final = (await get(`/editions/${editionId}/results`)).body;
  expect(final.winners).toMatchObject([
    {
      category: 'C1',
      outcome: 'winner',
      winner: { nomineeId: winner.nomineeId, withdrawn: false },
      specialRecognition: [{ number: 2 }],
    },
    {
      category: 'C2',
      outcome: 'no-winner',
      winner: null,
      specialRecognition: [],
      statement: 'No entry reached the threshold',
    },
  ]);

  const again = await post(`/editions/${editionId}/releases`, { kind: 'winners', publishAt: inADay() });
  expect([again.status, again.body.code]).toEqual([409, 'PROMOTION.ALREADY_RELEASED']);
  const told = (await service.emitted('promotion.released.v1')).filter(({ key }) => key === editionId);
  expect(told.map(({ payload, version }) => [Number(version), fromBinary(ReleasedSchema, payload).kind])).toEqual([
    [1, 'nominees'],
    [2, 'champions'],
    [3, 'winners'],
  ]);
});

it('publishes once when two workers race, and never before the instant by the clock of the database', async () => {
  const contest = new Contest(['C1'], 1);
  const { editionId } = contest;
  await service.emit([...contest.created(), ...contest.listed(), ...contest.frozen()]);
  await service.settled();
  const { database } = service;
  const worker = () =>
    new PublishDueReleases(
      database,
      new PostgresReleaseStore(database),
      new LoggedAnnouncements(new EventLog({ schema: 'promotion' })),
    );
  for (let round = 0; round < 20; round += 1) {
    await database.execute(`DELETE FROM promotion.releases WHERE edition_id = $1`, [editionId]);
    await database.execute(
      `INSERT INTO promotion.releases (release_id, edition_id, kind, publish_at, approval_id)
       SELECT $2, $1, kind, clock_timestamp(), $3 FROM (VALUES ('nominees')) AS k (kind)`,
      [editionId, randomUUID(), randomUUID()],
    );
    await Promise.all([worker().execute(), worker().execute(), worker().execute()]);
    const told = (await service.emitted('promotion.released.v1')).filter(({ key }) => key === editionId);
    expect(told).toHaveLength(round + 1);
  }
  await database.execute(`DELETE FROM promotion.releases WHERE edition_id = $1`, [editionId]);
  await release(editionId, 'nominees', inADay());
  expect(await worker().execute()).toBe(0);
  const [row] = await database.query<{ early: boolean }>(
    `SELECT bool_or(published_at < publish_at) AS early FROM promotion.releases WHERE published_at IS NOT NULL`,
  );
  expect(row?.early).not.toBe(true);
});

it('gives the nominees out in pages, by category, without those who left, and answers 304 to who has them', async () => {
  const contest = new Contest(['C1', 'C2'], 4);
  const { editionId } = contest;
  const gone = contest.of('C1')[1]!;
  await service.emit([...contest.created(), ...contest.listed(), ...contest.frozen(), ...contest.withdrawn(gone)]);
  await service.settled();
  await releasedNow(editionId, 'nominees');
  const seen: number[] = [];
  let cursor = '';
  do {
    const page = (await get(`/editions/${editionId}/results?limit=3&cursor=${cursor}`)).body.nominees;
    expect(page.items.length).toBeLessThanOrEqual(3);
    seen.push(...page.items.map((one: { number: number }) => one.number));
    cursor = page.nextCursor ?? '';
  } while (cursor !== '');
  expect(seen).toEqual([1, 3, 4, 5, 6, 7, 8]);
  const ofOne = await get(`/editions/${editionId}/results?category=C1`);
  expect(ofOne.body.nominees.items.map((one: { number: number }) => one.number)).toEqual([1, 3, 4]);
  expect(ofOne.headers['cache-control']).toBe('public, max-age=5');
  const known = await get(`/editions/${editionId}/results?category=C1`, {
    'if-none-match': String(ofOne.headers['etag']),
  });
  expect([known.status, known.body]).toEqual([304, '']);
  const wrong = await get(`/editions/${editionId}/results?limit=201`);
  expect([wrong.status, wrong.body.errors[0].field]).toEqual([422, 'limit']);
  for (const place of ['nonsense', '[1e20]', '[-1e20]', '[1.5]', '["a"]', '[{}]', '[]', '[1,2]']) {
    const made = Buffer.from(place).toString('base64url');
    expect((await get(`/editions/${editionId}/results?cursor=${made}`)).body.errors[0].field).toBe('cursor');
  }
  const certificates = `/editions/${editionId}/certificates?cursor=`;
  for (const place of ['["a"]', '[1]', '[]']) {
    const made = Buffer.from(place).toString('base64url');
    expect((await get(certificates + made, {}, first)).body.errors[0].field).toBe('cursor');
  }
});

it('names the field and the rule of a release that cannot be', async () => {
  const stage = (payload: unknown) => post('/editions/any/releases', payload);
  const rules = async (payload: unknown) =>
    (await stage(payload)).body.errors.map((one: { field: string; rule: string }) => `${one.field} ${one.rule}`);
  expect(await rules({ kind: 'everything', publishAt: inADay() })).toEqual(['kind isIn']);
  expect(await rules({ kind: 'nominees', publishAt: '2026-07-08T09:30:00' })).toEqual(['publishAt pattern']);
  expect(await rules({ kind: 'nominees', publishAt: '2026-02-31T09:30:00Z' })).toEqual(['publishAt isInstant']);
  expect(await rules({ kind: 'nominees', publishAt: inADay(), now: true })).toEqual(['now unknownField']);
});

describe('Certificates', () => {
  const contest = new Contest(['C1', 'C2'], 4);
  const { editionId } = contest;
  const winner = contest.of('C1')[0]!;
  const runnerUp = contest.of('C1')[1]!;
  const order = (nomineeId: string, honour: string, language = 'en') =>
    post(`/editions/${editionId}/certificates`, { nomineeId, honour, language });

  it('are refused before the release, in the same words for winners and losers', async () => {
    await service.emit([
      ...contest.created(),
      ...contest.listed(),
      ...contest.frozen(),
      ...contest.tallied(2),
      ...contest.decided('C1', winner, [runnerUp]),
      ...contest.decided('C2', undefined),
    ]);
    await service.settled();
    await release(editionId, 'winners', inADay());
    const [won, lost] = [await order(winner.nomineeId, 'winner'), await order(runnerUp.nomineeId, 'winner')];
    expect([won.status, won.body.code]).toEqual([409, 'PROMOTION.EMBARGOED']);
    expect({ ...won.body, instance: '' }).toEqual({ ...lost.body, instance: '' });
    const batch = await post(`/editions/${editionId}/certificates/batch`, { honour: 'winner', languages: ['en'] });
    expect(batch.body.code).toBe('PROMOTION.EMBARGOED');
    for (const kind of ['nominees', 'champions', 'winners']) await releasedNow(editionId, kind);
  });

  it('are refused for a project that did not win, and issued for the one that did', async () => {
    const refused = await order(runnerUp.nomineeId, 'winner');
    expect([refused.status, refused.body.code]).toEqual([422, 'PROMOTION.HONOUR_NOT_HELD']);
    expect((await order(randomUUID(), 'nominee')).body.code).toBe('PROMOTION.HONOUR_NOT_HELD');
    expect((await order(contest.of('C1')[3]!.nomineeId, 'champion')).body.code).toBe('PROMOTION.HONOUR_NOT_HELD');

    const issued = await order(winner.nomineeId, 'winner', 'ar');
    expect([issued.status, issued.body.issued]).toEqual([201, true]);
    const id = issued.body.certificateId as string;
    const shown = await get(`/certificates/${id}`);
    expect(shown.body).toMatchObject({
      edition: editionId,
      nomineeId: winner.nomineeId,
      honour: 'winner',
      language: 'ar',
      title: winner.title,
    });
    const document = await fetch(`${address}/api/promotion/certificates/${id}/document.pdf`);
    expect(document.headers.get('content-type')).toBe('application/pdf');
    const bytes = Buffer.from(await document.arrayBuffer());
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
    const hash = createHash('sha256').update(bytes).digest('hex');
    expect(hash).toBe(shown.body.documentHash);
    const [told] = (await service.emitted('promotion.certificate-issued.v1')).filter(({ key }) => key === id);
    expect(fromBinary(CertificateIssuedSchema, told!.payload)).toMatchObject({
      documentHash: hash,
      honour: 'winner',
      language: 'ar',
    });

    const again = await order(winner.nomineeId, 'winner', 'ar');
    expect(again.body).toEqual({ certificateId: id, issued: false });
  });

  it('are issued once when several people ask at the same time', async () => {
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => order(runnerUp.nomineeId, 'special-recognition', 'fr')),
    );
    expect(new Set(answers.map(({ body }) => body.certificateId)).size).toBe(1);
    expect(answers.filter(({ body }) => body.issued)).toHaveLength(1);
  });

  it('are issued for all holders in all languages, call after call until none remain', async () => {
    const languages = ['ar', 'zh', 'en', 'fr', 'ru', 'es'];
    const path = `/editions/${editionId}/certificates/batch`;
    expect((await post(path, { honour: 'champion', languages })).body).toEqual({ issued: 24, remaining: 0 });
    expect((await post(path, { honour: 'champion', languages })).body).toEqual({ issued: 0, remaining: 0 });
    expect((await post(path, { honour: 'winner', languages })).body).toEqual({ issued: 5, remaining: 0 });
    const wrong = await post(path, { honour: 'winner', languages: ['de'] });
    expect([wrong.status, wrong.body.errors[0].field]).toEqual([422, 'languages']);
    const listed = await get(`/editions/${editionId}/certificates?limit=200`, {}, first);
    expect(listed.body.items).toHaveLength(31);
  });

  it('are not known by a number that was made up, and a project that left gets none', async () => {
    expect((await get(`/certificates/${randomUUID()}`)).body.code).toBe('PROMOTION.CERTIFICATE_UNKNOWN');
    expect((await get(`/certificates/${randomUUID()}/document.pdf`)).status).toBe(404);
    await service.emit(contest.withdrawn(contest.of('C2')[0]!));
    await service.settled();
    expect((await order(contest.of('C2')[0]!.nomineeId, 'nominee')).body.code).toBe('PROMOTION.HONOUR_NOT_HELD');
  });
});

it('lets only the secretariat stage and issue', async () => {
  const screener = await service.account({ roles: [{ role: 'screener', edition: '*' }] });
  const body = { kind: 'nominees', publishAt: inADay() };
  expect((await post('/editions/any/releases', body, screener)).body.code).toBe('ACCESS.ROLE_REQUIRED');
  expect((await get('/editions/any/releases/staged')).body.code).toBe('SESSION.MISSING');
  const elsewhere = await service.account({ roles: [{ role: 'secretariat', edition: 'another' }] });
  expect(
    (await post('/editions/any/certificates', { nomineeId: randomUUID(), honour: 'winner', language: 'en' }, elsewhere))
      .body.code,
  ).toBe('ACCESS.ROLE_REQUIRED');
});
