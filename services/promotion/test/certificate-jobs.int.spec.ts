import { Jobs } from '@wsis/service';
import { eventually, testService, type TestService } from '@wsis/testing';
import { promotionService } from '../src/index.js';
import { Contest } from './contest.fixture.js';

let service: TestService;
let secretary: string;
let second: string;

beforeAll(async () => {
  service = await testService(promotionService);
  secretary = await service.account({ roles: [{ role: 'secretariat', edition: '*' }] });
  second = await service.account({ roles: [{ role: 'secretariat', edition: '*' }] });
});
afterAll(() => service.stop());

const get = (path: string, as = secretary) => service.send({ method: 'GET', url: `/api/promotion${path}`, as });
const post = (path: string, payload: object = {}, as = secretary) =>
  service.send({ method: 'POST', url: `/api/promotion${path}`, payload, as });
const begin = (edition: string, honour = 'nominee', languages = ['ar', 'fr']) =>
  post(`/editions/${edition}/certificates/jobs`, { honour, languages });

/** A contest whose nominees are public. */
async function publicContest(perCategory: number): Promise<Contest> {
  const contest = new Contest(['C1'], perCategory);
  await service.emit([...contest.created(), ...contest.listed(), ...contest.frozen()]);
  await service.settled();
  const staged = { kind: 'nominees', publishAt: new Date().toISOString() };
  const { approvalId } = (await post(`/editions/${contest.editionId}/releases`, staged)).body;
  const { payloadHash } = (await get(`/approvals/${approvalId}`, second)).body;
  await post(`/approvals/${approvalId}/approval`, { payloadHash }, second);
  await eventually('the nominees are public', async () => {
    expect((await get(`/editions/${contest.editionId}/releases`)).body.items).toHaveLength(1);
  });
  return contest;
}

it('issues all certificates of an honour step by step, and says how far it is and who began it', async () => {
  const { editionId } = await publicContest(23);
  const begun = await begin(editionId);
  expect(begun.status).toBe(202);
  const { jobId } = begun.body;
  await eventually('all are issued', async () => {
    expect((await get(`/jobs/${jobId}`)).body).toMatchObject({ state: 'done', done: 46, total: 46, editionId });
  });
  const { items } = (await get('/jobs')).body;
  expect(items[0]).toMatchObject({ id: jobId, kind: 'certificates', params: { honour: 'nominee' } });
  expect(items[0].startedBy).toMatch(/^[0-9a-f-]{36}$/);
  const { body } = await get(`/editions/${editionId}/certificates/figures`);
  expect(body.items).toEqual([{ honour: 'nominee', holders: 23, issued: { ar: 23, fr: 23 } }]);

  const again = (await begin(editionId)).body.jobId;
  expect((await get(`/jobs/${again}`)).body).toMatchObject({ state: 'done', total: 0 });
}, 120_000);

it('gives the documents of one honour and language in one file, and none that is not there', async () => {
  const { editionId } = await publicContest(2);
  const { jobId } = (await begin(editionId, 'nominee', ['zh'])).body;
  await eventually('they are issued', async () => {
    expect((await get(`/jobs/${jobId}`)).body.state).toBe('done');
  });
  const path = `/api/promotion/editions/${editionId}/certificates/documents.zip?honour=nominee&part=1&language=`;
  const address = await service.service.app.getUrl();
  const bytes = async (answer: Response) => Buffer.from(await answer.arrayBuffer());
  const answer = await fetch(`${address}${path}zh`, { headers: { authorization: `Bearer ${secretary}` } });
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/zip']);
  expect(answer.headers.get('content-disposition')).toBe('attachment; filename="nominee-zh-1.zip"');
  const zip = await bytes(answer);
  const listed = (await get(`/editions/${editionId}/certificates`)).body.items;
  for (const { certificateId } of listed) {
    const pdf = await bytes(await fetch(`${address}/api/promotion/certificates/${certificateId}/document.pdf`));
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    expect(zip.includes(pdf)).toBe(true);
  }
  expect(zip.includes(Buffer.from('1-nominee-zh.pdf'))).toBe(true);
  expect(zip.includes(Buffer.from('2-nominee-zh.pdf'))).toBe(true);
  const missing = await service.send({ method: 'GET', url: `${path}ru`, as: secretary });
  expect([missing.status, missing.body.code]).toEqual([404, 'PROMOTION.CERTIFICATE_UNKNOWN']);
}, 60_000);

it('begins nothing before the honour is public', async () => {
  const { editionId } = await publicContest(1);
  const early = await begin(editionId, 'winner');
  expect([early.status, early.body.code]).toEqual([409, 'PROMOTION.EMBARGOED']);
  const figures = (await get(`/editions/${editionId}/certificates/figures`)).body.items;
  expect(figures.map(({ honour }: { honour: string }) => honour)).toEqual(['nominee']);
});

it('stops between two steps where it is cancelled, and goes on where it is resumed', async () => {
  const jobs = service.service.app.get(Jobs);
  let left = 3;
  let release: () => void = () => undefined;
  jobs.register('test-steps', async () => {
    await new Promise<void>((resolve) => (release = resolve));
    left -= 1;
    if (left === 1) throw new Error('The press is jammed');
    return { left };
  });
  const startedBy = '01900000-0000-7000-8000-00000000ffff';
  const id = await service.database.transaction((tx) =>
    jobs.begin(tx, { kind: 'test-steps', editionId: null, params: {}, total: 3, startedBy }),
  );
  const waitingInStep = () =>
    eventually('the step waits', async () => {
      expect(release).not.toBe(released);
    });
  const released = release;
  await waitingInStep();
  expect((await post(`/jobs/${id}/cancellation`)).body.state).toBe('cancelled');
  const first = release;
  first();
  await eventually('the step is done', async () => {
    expect((await get(`/jobs/${id}`)).body).toMatchObject({ state: 'cancelled', done: 1, total: 3 });
  });
  expect((await post(`/jobs/${id}/resumption`)).body.state).toBe('running');
  await eventually('the next step waits', async () => {
    expect(release).not.toBe(first);
  });
  release();
  await eventually('a step that throws stops the job', async () => {
    expect((await get(`/jobs/${id}`)).body).toMatchObject({ state: 'failed', fault: 'HTTP.INTERNAL', done: 1 });
  });
  const last = release;
  await post(`/jobs/${id}/resumption`);
  await eventually('the last step waits', async () => {
    expect(release).not.toBe(last);
  });
  release();
  await eventually('it is done', async () => {
    expect((await get(`/jobs/${id}`)).body).toMatchObject({ state: 'done', done: 3, fault: null });
  });
  expect((await post(`/jobs/${id}/cancellation`)).body.state).toBe('done');
}, 60_000);

it('tells how its sweeps do, lets the secretariat hurry one, and auditors look only', async () => {
  const jobs = service.service.app.get(Jobs);
  await eventually('a sweep has run', async () => {
    await jobs.writeDown();
    const { sweeps } = (await get('/jobs')).body;
    expect(sweeps.map(({ name }: { name: string }) => name)).toEqual(['jobs', 'promotion:due-releases']);
    expect(sweeps[1]).toMatchObject({ everySeconds: 1, failedAt: null });
  });
  expect((await post('/jobs/sweeps/promotion:due-releases')).status).toBe(202);
  expect((await post('/jobs/sweeps/promotion:nothing')).status).toBe(404);
  const auditor = await service.account({ roles: [{ role: 'auditor', edition: '*' }] });
  expect((await get('/jobs', auditor)).status).toBe(200);
  expect((await post('/jobs/sweeps/promotion:due-releases', {}, auditor)).status).toBe(403);
  const nominator = await service.account({ roles: [{ role: 'nominator', edition: '*' }] });
  expect((await get('/jobs', nominator)).status).toBe(403);
  const { body: trail } = await get('/audit?limit=50');
  expect(JSON.stringify(trail)).toContain('POST /jobs/sweeps/:name');
});
