import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { AccountErasedSchema, OrganisationMergedSchema } from '@wsis/contracts';
import { event } from '@wsis/messaging';
import { testService, type TestService } from '@wsis/testing';
import { nominationsService } from '../src/index.js';
import { Contest, answers } from './contest.js';

/** A person with a session, by what they are to the organisation's submission. */
interface Person {
  readonly accountId: string;
  readonly token: string;
}

let folder: string;
let service: TestService;
let contest: Contest;
let editionId: string;
let organisationId: string;
/** What identity says of each account. */
const memberships = new Map<string, readonly { organisationId: string; administers: boolean }[]>();

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'co-editors-'));
  service = await testService(nominationsService, { environment: { FILES_DIR: folder } });
  contest = await Contest.on(service);
  editionId = await contest.edition();
});
afterAll(async () => {
  await service?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const person = async (administers?: boolean): Promise<Person> => {
  const accountId = randomUUID();
  if (administers !== undefined) memberships.set(accountId, [{ organisationId, administers }]);
  return { accountId, token: await service.account({ accountId }) };
};
const leave = ({ accountId }: Person) => memberships.delete(accountId);

let submitter: Person;
let administrator: Person;
let member: Person;
let stranger: Person;
beforeEach(async () => {
  memberships.clear();
  service.clients.on('identity', 'POST /internal/memberships', ({ body }) => ({
    items: memberships.get((body as { accountId: string }).accountId) ?? [],
  }));
  organisationId = randomUUID();
  submitter = await person(false);
  administrator = await person(true);
  member = await person(false);
  stranger = await person();
});

const request = (method: 'GET' | 'POST' | 'PUT', path: string, as: Person, payload?: object, version?: number) =>
  service.send({
    method,
    url: `/api/nominations${path}`,
    as: as.token,
    ...(payload === undefined ? {} : { payload }),
    ...(version === undefined ? {} : { headers: { 'if-match': `"${version}"` } }),
  });
const draft = async (change: object = {}): Promise<string> => {
  const payload = { language: 'en', values: answers(), organisationId, ...change };
  const begun = await request('POST', `/editions/${editionId}/submissions`, submitter, payload);
  expect(begun.status).toBe(201);
  return begun.body.id;
};
const read = (id: string, as: Person) => request('GET', `/submissions/${id}`, as);
const save = (id: string, as: Person, version: number, change: object = {}) =>
  request('PUT', `/submissions/${id}`, as, { language: 'en', values: answers(), organisationId, ...change }, version);
const submit = (id: string, as: Person, version: number) =>
  request('POST', `/submissions/${id}/submission`, as, {}, version);
const withdraw = (id: string, as: Person) => request('POST', `/submissions/${id}/withdrawal`, as, {});
const mine = (as: Person) => request('GET', `/editions/${editionId}/my/submissions`, as);

/** Everybody by what they are to a draft of the organisation. */
const everybody = async () => {
  const formerMember = await person(false);
  leave(formerMember);
  const elsewhere = await person();
  memberships.set(elsewhere.accountId, [{ organisationId: randomUUID(), administers: true }]);
  return { submitter, administrator, member, formerMember, elsewhere, stranger };
};
const byRelation = async <T>(people: Record<string, Person>, ask: (who: Person) => Promise<T>) => {
  const answered: Record<string, T> = {};
  for (const [name, who] of Object.entries(people)) answered[name] = await ask(who);
  return answered;
};

describe('A submission for an organisation', () => {
  it('is read by who began it and by its members, whole, and by nobody else', async () => {
    const id = await draft();
    expect(
      await byRelation(await everybody(), async (who) => {
        const { body } = await read(id, who);
        return body.relation === undefined ? body.code : [body.relation, body.values.contactEmail];
      }),
    ).toEqual({
      submitter: ['submitter', 'person@example.org'],
      administrator: ['administrator', 'person@example.org'],
      member: ['member', 'person@example.org'],
      formerMember: 'NOMINATIONS.SUBMISSION_UNKNOWN',
      elsewhere: 'NOMINATIONS.SUBMISSION_UNKNOWN',
      stranger: 'NOMINATIONS.SUBMISSION_UNKNOWN',
    });
  });

  it('is written by its members, who are named, and by nobody else', async () => {
    const id = await draft();
    const people = await everybody();
    let version = 1;
    const answered = await byRelation(people, async (who) => {
      const { status } = await save(id, who, version);
      if (status === 200) version += 1;
      return status;
    });
    expect(answered).toEqual({
      submitter: 200,
      administrator: 200,
      member: 200,
      formerMember: 404,
      elsewhere: 404,
      stranger: 404,
    });
    const seen = (await read(id, submitter)).body;
    expect(seen).toMatchObject({ version: 4, savedBy: member.accountId, submitterAccountId: submitter.accountId });
  });

  it('refuses the one of two that saves from an older version, and says which stands', async () => {
    const id = await draft();
    const both = await Promise.all([save(id, submitter, 1), save(id, member, 1)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(both.find(({ status }) => status === 409)?.body).toMatchObject({
      code: 'NOMINATIONS.STALE_DRAFT',
      currentVersion: 2,
    });
  });

  it('is handed in by a member for who began it, and by no stranger', async () => {
    const id = await draft();
    expect(await submit(id, stranger, 1)).toMatchObject({ status: 404 });
    expect(await submit(id, member, 1)).toMatchObject({ status: 200, body: { state: 'submitted' } });
    expect((await read(id, member)).body).toMatchObject({
      state: 'submitted',
      submitterAccountId: submitter.accountId,
    });
    expect(await save(id, member, 2)).toMatchObject({ status: 409, body: { code: 'NOMINATIONS.ALREADY_SUBMITTED' } });
  });

  it('is withdrawn by who began it or speaks for the organisation, and by no other member', async () => {
    const ids = { submitter: await draft(), administrator: await draft() };
    const { submitter: _, administrator: __, ...others } = await everybody();
    expect(await byRelation(others, async (who) => (await withdraw(ids.submitter, who)).body.code)).toEqual({
      member: 'NOMINATIONS.SUBMITTER_REQUIRED',
      formerMember: 'NOMINATIONS.SUBMISSION_UNKNOWN',
      elsewhere: 'NOMINATIONS.SUBMISSION_UNKNOWN',
      stranger: 'NOMINATIONS.SUBMISSION_UNKNOWN',
    });
    expect((await read(ids.submitter, submitter)).body.state).toBe('draft');
    expect(await withdraw(ids.submitter, submitter)).toMatchObject({ status: 200 });
    expect(await withdraw(ids.administrator, administrator)).toMatchObject({ status: 200 });
  });

  it('is not taken to another organisation by a member', async () => {
    const id = await draft();
    const other = randomUUID();
    memberships.set(member.accountId, [
      { organisationId, administers: false },
      { organisationId: other, administers: true },
    ]);
    for (const change of [{ organisationId: other }, { organisationId: undefined }]) {
      expect(await save(id, member, 1, change)).toMatchObject({
        status: 403,
        body: { code: 'NOMINATIONS.SUBMITTER_REQUIRED' },
      });
    }
    expect(await save(id, submitter, 1, { organisationId: other })).toMatchObject({
      status: 403,
      body: { code: 'NOMINATIONS.NOT_A_MEMBER' },
    });
    expect(await save(id, submitter, 1, { organisationId: undefined })).toMatchObject({ status: 200 });
    expect(await read(id, member)).toMatchObject({ status: 404 });
  });

  it('stays with who began it after they left the organisation, and no longer speaks for it', async () => {
    const id = await draft();
    leave(submitter);
    expect((await read(id, submitter)).body).toMatchObject({ relation: 'submitter' });
    expect(await save(id, submitter, 1)).toMatchObject({ status: 403, body: { code: 'NOMINATIONS.NOT_A_MEMBER' } });
    expect(await save(id, submitter, 1, { organisationId: undefined })).toMatchObject({ status: 200 });
  });

  it('shows its pictures to members, who add and remove them, and to no stranger', async () => {
    const id = await draft();
    const create = { width: 700, height: 500, channels: 3 as const, background: { r: 30, g: 90, b: 160 } };
    const payload = await sharp({ create }).png().toBuffer();
    const picture = (as: Person) =>
      service.send({
        method: 'POST',
        url: `/api/nominations/submissions/${id}/pictures?description=A%20bus`,
        headers: { 'content-type': 'image/png' },
        payload,
        as: as.token,
      });
    expect(await picture(stranger)).toMatchObject({ status: 404 });
    const added = await picture(member);
    const file = added.body.variants[0].file;
    expect(await request('GET', `/submissions/${id}/pictures/${file}`, administrator)).toMatchObject({ status: 200 });
    expect(await request('GET', `/submissions/${id}/pictures/${file}`, stranger)).toMatchObject({ status: 404 });
  });
});

describe('The list of an author', () => {
  it('has what they began and what their organisations began, each told apart, page by page', async () => {
    const own = await draft({ organisationId: undefined });
    const shared = await draft();
    expect((await mine(submitter)).body.items).toMatchObject([
      { id: own, own: true },
      { id: shared, own: true },
    ]);
    expect((await mine(member)).body.items).toMatchObject([{ id: shared, own: false }]);
    expect((await mine(stranger)).body.items).toEqual([]);
    leave(member);
    expect((await mine(member)).body.items).toEqual([]);
    const first = await request('GET', `/editions/${editionId}/my/submissions?limit=1`, submitter);
    const rest = `/editions/${editionId}/my/submissions?limit=1&cursor=${first.body.nextCursor}`;
    expect((await request('GET', rest, submitter)).body.items).toMatchObject([{ id: shared }]);
  });
});

it('is found by the staff by a part of its title or organisation, in any case, and by no author', async () => {
  const values = answers({ title: 'Élan of Ziguinchor', organisationName: 'Maison du Fleuve' });
  const id = await draft({ values, organisationId: undefined });
  const found = (q: string, as = contest.screener) =>
    contest.get(`/editions/${editionId}/submissions?q=${encodeURIComponent(q)}`, as);
  // Not while it is a draft.
  expect((await found('ZIGUINCHOR')).body.items).toEqual([]);
  expect(await submit(id, submitter, 1)).toMatchObject({ status: 200 });
  for (const words of ['ZIGUINCHOR', 'élan', 'du fleuve']) {
    expect((await found(words)).body.items).toMatchObject([{ id, title: 'Élan of Ziguinchor' }]);
  }
  expect((await found('%')).body.items).toEqual([]);
  expect(await found('x'.repeat(101))).toMatchObject({ status: 422 });
  expect(await found('élan', submitter.token)).toMatchObject({ status: 403 });
});

describe('While identity is away', () => {
  it('who began a submission reads on, and a co-editor is asked to wait', async () => {
    const id = await draft();
    service.clients.on('identity', 'POST /internal/memberships', () => {
      throw new Error('away');
    });
    expect(await read(id, submitter)).toMatchObject({ status: 200 });
    expect(await read(id, member)).toMatchObject({ status: 503 });
    expect(await save(id, member, 1)).toMatchObject({ status: 503 });
  });

  it('who reviews reads on by their role', async () => {
    const id = await draft();
    await submit(id, submitter, 1);
    const token = await service.account({ roles: [{ role: 'screener', edition: editionId }] });
    service.clients.on('identity', 'POST /internal/memberships', () => {
      throw new Error('away');
    });
    expect(await contest.get(`/submissions/${id}`, token)).toMatchObject({ status: 200 });
  });
});

it('is never screened by a member of its organisation', async () => {
  const id = await draft();
  await submit(id, submitter, 1);
  const accountId = randomUUID();
  memberships.set(accountId, [{ organisationId, administers: false }]);
  const token = await service.account({ accountId, roles: [{ role: 'screener', edition: editionId }] });
  expect(await contest.post(`/submissions/${id}/screening`, { outcome: 'nominate' }, token)).toMatchObject({
    status: 403,
    body: { code: 'NOMINATIONS.OWN_SUBMISSION' },
  });
});

it('outlives the account of who began it when a colleague has written in it, without that person’s contacts', async () => {
  const [shared, alone] = [await draft(), await draft()];
  expect(await save(shared, member, 1)).toMatchObject({ status: 200 });
  expect(await save(shared, submitter, 2)).toMatchObject({ status: 200 });
  const { accountId } = submitter;
  await service.emit([event(AccountErasedSchema, { accountId }, { key: accountId, version: 1 })]);
  await service.settled();
  const { body } = await read(shared, member);
  expect(body).toMatchObject({ relation: 'member', state: 'draft' });
  expect(body.values.contactEmail).toBeUndefined();
  expect(await read(alone, member)).toMatchObject({ status: 404 });
});

describe('A submission of an organisation that became one with another', () => {
  const merge = async (from: string, into: string) => {
    const payload = { organisationId: from, intoOrganisationId: into };
    await service.emit([event(OrganisationMergedSchema, payload, { key: from, version: 1 })]);
    await service.settled();
  };
  const counted = async (id: string) =>
    (
      await service.send({
        method: 'POST',
        url: '/api/nominations/internal/organisation-submissions',
        payload: { organisationId: id },
        as: service.internalToken(),
      })
    ).body;

  it('belongs to the one that remains, in whatever order the news comes, with its version and limit', async () => {
    const id = await draft();
    const [middle, remaining] = [randomUUID(), randomUUID()];
    expect(await counted(organisationId)).toEqual({ count: 1 });
    const newColleague = await person();
    memberships.set(newColleague.accountId, [{ organisationId: remaining, administers: false }]);
    expect((await read(id, newColleague)).status).toBe(404);
    await merge(middle, remaining);
    await merge(organisationId, middle);
    expect((await read(id, newColleague)).body).toMatchObject({ organisationId: remaining, version: 1 });
    expect((await read(id, member)).status).toBe(404);
    expect([await counted(organisationId), await counted(remaining)]).toEqual([{ count: 0 }, { count: 1 }]);
    const [row] = await service.database.query<{ entity_key: string }>(
      'SELECT entity_key FROM nominations.submissions WHERE id = $1',
      [id],
    );
    expect(row?.entity_key).toBe(remaining);
    // A form that was open all the time names the one of old, and loses nothing.
    expect(await save(id, newColleague, 1)).toMatchObject({ status: 200 });
    expect((await read(id, newColleague)).body).toMatchObject({ organisationId: remaining, version: 2 });
  });
});
