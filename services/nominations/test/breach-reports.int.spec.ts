import { randomUUID } from 'node:crypto';
import { testService, type TestService } from '@wsis/testing';
import { nominationsService } from '../src/index.js';
import { Contest } from './contest.js';

let service: TestService;
let contest: Contest;
let editionId: string;
let nominee: string;

beforeAll(async () => {
  const environment = { BREACH_REPORTS_PER_CLIENT_PER_HOUR: '4', DRAFTS_PER_ACCOUNT: '3' };
  service = await testService(nominationsService, { environment: { ...environment, TRUSTED_PROXIES: '127.0.0.1' } });
  contest = await Contest.on(service);
  editionId = await contest.edition();
  await contest.nominated(editionId);
  expect(await contest.freeze(editionId)).toMatchObject({ status: 200 });
  nominee = (await contest.get(`/editions/${editionId}/nominees`)).body.items[0].id;
});

afterAll(() => service?.stop());

let client = 0;
const report = (body: object, { from = `198.51.100.${++client}`, of = nominee } = {}) =>
  service.send({
    method: 'POST',
    url: `/api/nominations/nominees/${of}/breach-reports`,
    payload: { reason: 'votes-bought', words: 'They pay for votes.', language: 'en', ...body },
    headers: { 'x-forwarded-for': from },
  });
const reports = (query = '', as = contest.first) => contest.get(`/editions/${editionId}/breach-reports?${query}`, as);
const note = (id: string, text: string, as = contest.first, edition = editionId) =>
  service.send({
    method: 'PUT',
    url: `/api/nominations/editions/${edition}/breach-reports/${id}/note`,
    payload: { note: text },
    as,
  });

it('takes a report from anybody, and shows it to the secretariat until and after somebody looked at it', async () => {
  const sent = [await report({}), await report({ reason: 'other', words: ' 他们造假 ', language: 'zh' })];
  expect(sent.map((answer) => answer.status)).toEqual([201, 201]);
  const first = await reports('limit=1');
  expect(first.body.items).toMatchObject([
    {
      id: sent[0]!.body.id,
      nominee: { id: nominee, number: 1, category: 'C3' },
      reason: 'votes-bought',
      state: 'open',
    },
  ]);
  const rest = await reports(`limit=1&cursor=${first.body.nextCursor}`);
  expect(rest.body.items).toMatchObject([{ id: sent[1]!.body.id, words: '他们造假', language: 'zh', note: '' }]);

  expect(await note(sent[0]!.body.id, 'Asked the nominee; removed the page.')).toMatchObject({ status: 204 });
  expect((await reports('state=open')).body.items.map((item: any) => item.id)).toEqual([sent[1]!.body.id]);
  expect((await reports('state=looked-at')).body.items).toMatchObject([
    { id: sent[0]!.body.id, note: 'Asked the nominee; removed the page.', lookedAt: expect.any(String) },
  ]);
  const audited = await service.database.query<{ action: string }>(
    `SELECT action FROM nominations.audit_entries WHERE action LIKE '%breach%'`,
  );
  expect(audited.map((entry) => entry.action)).toEqual(
    expect.arrayContaining(['GET /editions/:edition/breach-reports', 'PUT /editions/:edition/breach-reports/:id/note']),
  );
  // Nothing of it shows on the page, and the list is as it was.
  expect(JSON.stringify((await contest.get(`/nominees/${nominee}`)).body)).not.toContain('pay for votes');
  expect((await contest.get(`/editions/${editionId}/nominee-list`)).body).toMatchObject({ listVersion: 1 });
});

it('keeps nothing of who reported', async () => {
  await report({}, { from: '203.0.113.77' });
  const [row] = await service.database.query<{ all: string }>(
    `SELECT string_agg(row_to_json(report)::text, '') AS all FROM nominations.breach_reports AS report`,
  );
  expect(row?.all).not.toContain('203.0.113');
});

it('names what is wrong with a report', async () => {
  for (const [body, field] of [
    [{ reason: 'because' }, 'reason'],
    [{ words: '   ' }, 'words'],
    [{ words: 'x'.repeat(2_001) }, 'words'],
    [{ language: 'tlh' }, 'language'],
    [{ email: 'person@example.org' }, 'email'],
  ] as const) {
    const refused = await report(body);
    expect(refused.status).toBe(422);
    expect(refused.body.errors[0].field).toBe(field);
  }
  expect(await report({}, { of: randomUUID() })).toMatchObject({ status: 404 });
  expect(await note(randomUUID(), 'x')).toMatchObject({
    status: 404,
    body: { code: 'NOMINATIONS.BREACH_REPORT_UNKNOWN' },
  });
});

it('takes no flood from one client, and says when to come again', async () => {
  const answers = [];
  for (let count = 0; count < 5; count++) answers.push(await report({}, { from: '192.0.2.9' }));
  expect(answers.map((answer) => answer.status)).toEqual([201, 201, 201, 201, 429]);
  expect(Number(answers[4]!.headers['retry-after'])).toBeGreaterThan(0);
  expect((await report({}, { from: '192.0.3.9' })).status).toBe(201);
});

it('is for the secretariat alone, of its own edition', async () => {
  expect(await reports('', contest.screener)).toMatchObject({ status: 403 });
  const { body } = await report({});
  const other = await contest.edition();
  expect(await note(body.id, 'x', contest.screener)).toMatchObject({ status: 403 });
  expect(await note(body.id, 'x', contest.first, other)).toMatchObject({ status: 404 });
});

it('lets one account begin so many drafts and no more, however many at once, until one is handed in or withdrawn', async () => {
  const own = await contest.edition();
  const begin = () => contest.post(`/editions/${own}/submissions`, { language: 'en', values: { title: 'An idea' } });
  const begun = await Promise.all(Array.from({ length: 5 }, begin));
  expect(begun.map((answer) => answer.status).sort()).toEqual([201, 201, 201, 409, 409]);
  expect(begun.find((answer) => answer.status === 409)).toMatchObject({
    body: { code: 'NOMINATIONS.DRAFTS_FULL', detail: expect.stringContaining('3') },
  });
  const kept = begun.find((answer) => answer.status === 201)!.body.id;
  expect(await contest.post(`/submissions/${kept}/withdrawal`, {})).toMatchObject({ status: 200 });
  expect(await begin()).toMatchObject({ status: 201 });
});
