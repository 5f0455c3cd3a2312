import { testService, type TestService } from '@wsis/testing';
import { nominationsService } from '../src/index.js';
import { Contest, WHOLE, answers } from './contest.js';

let service: TestService;
let contest: Contest;
beforeAll(async () => {
  service = await testService(nominationsService);
  contest = await Contest.on(service);
});
afterAll(() => service?.stop());

const queue = (editionId: string, query = '', as = contest.screener) =>
  contest.get(`/editions/${editionId}/screening-queue${query}`, as);
const titles = (answer: Awaited<ReturnType<typeof queue>>) =>
  answer.body.items.map((each: { title: string }) => each.title);
const screen = (id: string, decision: object, as = contest.screener) =>
  contest.post(`/submissions/${id}/screening`, decision, as);

it('puts each deed on a submission on record with its edition', async () => {
  const edition = await contest.edition();
  const id = await contest.submitted(edition, { title: 'On record' });
  expect((await screen(id, { outcome: 'nominate', version: 2 })).status).toBe(200);
  const moved = { category: 'C2', reason: 'It fits better there' };
  await contest.post(`/submissions/${id}/category`, moved, contest.first);
  const other = await contest.submitted(edition, { title: 'Of a friend' });
  const stepped = await contest.post(
    `/submissions/${other}/conflict`,
    { reason: 'A relative of mine' },
    contest.screener,
  );
  expect(stepped.status).toBe(204);
  await service.send({
    method: 'PUT',
    url: `/api/nominations/submissions/${id}/texts/fr`,
    payload: { state: 'checked', values: { ...WHOLE, title: 'Consigné' } },
    as: contest.first,
    headers: { 'if-match': '"0"' },
  });
  const { body } = await contest.get(`/audit?edition=${edition}&kind=change`, contest.first);
  expect(body.items.map(({ action }: { action: string }) => action).sort()).toEqual([
    'POST /submissions/:id/category',
    'POST /submissions/:id/conflict',
    'POST /submissions/:id/screening',
    'PUT /submissions/:id/texts/:language',
  ]);
});

describe('The queue of the screeners', () => {
  it('holds what was handed in, the longest waiting first, and no draft', async () => {
    const edition = await contest.edition();
    await contest.submitted(edition, { title: 'Zebra' });
    await contest.submitted(edition, { title: 'apple' });
    await contest.post(`/editions/${edition}/submissions`, { language: 'en', values: answers({ title: 'Unseen' }) });
    expect(titles(await queue(edition))).toEqual(['Zebra', 'apple']);
    expect(titles(await queue(edition, '?sort=title'))).toEqual(['apple', 'Zebra']);
    expect(titles(await queue(edition, '?sort=-submittedAt'))).toEqual(['apple', 'Zebra']);
  });

  it('is narrowed by state, by categories and by words, which mean themselves', async () => {
    const edition = await contest.edition();
    await contest.submitted(edition, { title: 'School 100% online', category: 'C1' });
    await contest.submitted(edition, { title: 'Library', organisationName: 'Online for all', category: 'C2' });
    const nominated = await contest.nominated(edition, { title: 'Clinic', category: 'C3' });
    expect(titles(await queue(edition, '?state=submitted'))).toEqual(['School 100% online', 'Library']);
    expect(titles(await queue(edition, '?state=nominated'))).toEqual(['Clinic']);
    expect(titles(await queue(edition, '?category=C1,C3'))).toEqual(['School 100% online', 'Clinic']);
    expect(titles(await queue(edition, '?q=ONLINE'))).toEqual(['School 100% online', 'Library']);
    expect(titles(await queue(edition, `?q=${encodeURIComponent('0%')}`))).toEqual(['School 100% online']);
    expect(titles(await queue(edition, '?q=_'))).toEqual([]);
    const text = { state: 'checked', values: { ...WHOLE, title: 'Clinique' } };
    const put = { method: 'PUT', url: `/api/nominations/submissions/${nominated}/texts/fr`, payload: text } as const;
    const asNew = { as: contest.first, headers: { 'if-match': '"0"' } };
    expect(await service.send({ ...put, ...asNew })).toMatchObject({ status: 200 });
    expect(titles(await queue(edition, '?q=clinique'))).toEqual(['Clinic']);
  });

  it.each(['submittedAt', '-submittedAt', 'title', '-title'])('comes whole in pages by %s', async (sort) => {
    const edition = await contest.edition();
    const long = '长'.repeat(80);
    for (const title of ['Same', 'same', long, `${long}!`, 'École']) await contest.submitted(edition, { title });
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await queue(edition, `?sort=${sort}&limit=2${cursor === undefined ? '' : `&cursor=${cursor}`}`);
      expect(page.status).toBe(200);
      seen.push(...titles(page));
      cursor = page.body.nextCursor;
    } while (cursor !== undefined);
    expect(seen).toEqual(titles(await queue(edition, `?sort=${sort}`)));
    expect([...seen].sort()).toEqual(['Same', long, `${long}!`, 'same', 'École'].sort());
  });

  it('tells each reviewer what is their own and what they decided', async () => {
    const edition = await contest.edition();
    const both = await service.account({ roles: [{ role: 'screener', edition }] });
    const own = await contest.submitted(edition, { title: 'Mine' }, { as: both });
    const other = await contest.submitted(edition, { title: 'Theirs' });
    await screen(other, { outcome: 'decline', reason: 'No results yet' }, both);
    const [mine, theirs] = (await queue(edition, '', both)).body.items;
    expect(mine).toMatchObject({ id: own, own: true, decidedByMe: false, state: 'submitted' });
    expect(theirs).toMatchObject({ id: other, own: false, decidedByMe: true, state: 'declined' });
    expect((await queue(edition, '', both)).body.decidedByMe).toBe(1);
    expect((await queue(edition)).body.decidedByMe).toBe(0);
  });

  it('is for reviewers of the edition, and refuses what it never offered', async () => {
    const edition = await contest.edition();
    expect((await queue(edition, '', contest.author)).status).toBe(403);
    for (const query of ['?sort=id', '?state=new', '?category=a%20b', '?cursor=W10', '?limit=0']) {
      expect(await queue(edition, query)).toMatchObject({ status: 422 });
    }
  });
});

describe('A declared interest', () => {
  const declare = (id: string, as = contest.screener, reason = 'My sister works there') =>
    contest.post(`/submissions/${id}/conflict`, { reason }, as);

  it('bars from reading and deciding, and from nothing else', async () => {
    const edition = await contest.edition();
    const [id, other] = [await contest.submitted(edition), await contest.submitted(edition)];
    expect((await declare(id)).status).toBe(204);
    const barred = { status: 403, body: { code: 'NOMINATIONS.STEPPED_BACK' } };
    expect(await contest.get(`/submissions/${id}`, contest.screener)).toMatchObject(barred);
    expect(await screen(id, { outcome: 'nominate' })).toMatchObject(barred);
    const decisions = [id, other].map((submissionId) => ({ submissionId, outcome: 'nominate' }));
    const many = await contest.post(`/editions/${edition}/screenings`, { decisions }, contest.screener);
    expect(many.body.results).toMatchObject([
      { submissionId: id, refusal: { code: 'NOMINATIONS.STEPPED_BACK' } },
      { submissionId: other, state: 'nominated' },
    ]);
    const [mine, theirs] = (await queue(edition)).body.items;
    expect([mine.steppedBack, theirs.steppedBack]).toEqual([true, false]);
    expect((await queue(edition, '', contest.first)).body.items[0].steppedBack).toBe(false);
  });

  it('is read by the secretariat alone, and keeps its first reason', async () => {
    const edition = await contest.edition();
    const id = await contest.submitted(edition);
    await declare(id);
    await declare(id, contest.screener, 'Another word');
    const read = async (as: string) => (await contest.get(`/submissions/${id}`, as)).body.conflicts;
    expect(await read(contest.first)).toMatchObject([{ reason: 'My sister works there' }]);
    const colleague = await service.account({ roles: [{ role: 'screener', edition }] });
    expect([await read(colleague), await read(contest.author)]).toEqual([undefined, undefined]);
  });

  it('bars the secretariat from moving it', async () => {
    const edition = await contest.edition();
    const id = await contest.submitted(edition);
    await declare(id, contest.first);
    const move = (as: string) => contest.post(`/submissions/${id}/category`, { category: 'C1', reason: 'Fits' }, as);
    expect(await move(contest.first)).toMatchObject({ status: 403, body: { code: 'NOMINATIONS.STEPPED_BACK' } });
    expect(await move(contest.second)).toMatchObject({ status: 200 });
  });

  it('is declared before the decision, by those who screen, of what was handed in', async () => {
    const edition = await contest.edition();
    const nominated = await contest.nominated(edition);
    expect(await declare(nominated)).toMatchObject({ status: 409, body: { code: 'NOMINATIONS.NOT_SCREENABLE' } });
    const draft = { language: 'en', values: answers() };
    const begun = await contest.post(`/editions/${edition}/submissions`, draft);
    expect(await declare(begun.body.id)).toMatchObject({ status: 404 });
    const id = await contest.submitted(edition);
    const elsewhere = await service.account({ roles: [{ role: 'screener', edition: 'another' }] });
    expect(await declare(id, elsewhere)).toMatchObject({ status: 403 });
    expect(await declare(id, contest.screener, '  ')).toMatchObject({ status: 422 });
  });
});

describe('A decision', () => {
  it('sent twice is made once', async () => {
    const edition = await contest.edition();
    const id = await contest.submitted(edition);
    const decision = { outcome: 'decline', reason: 'No results yet', version: 2 };
    const twice = await Promise.all([screen(id, decision), screen(id, decision)]);
    expect(twice.map(({ status, body }) => [status, body.state])).toEqual([
      [200, 'declined'],
      [200, 'declined'],
    ]);
    const { history, version } = (await contest.get(`/submissions/${id}`, contest.first)).body;
    expect([history.filter(({ what }: { what: string }) => what === 'screened').length, version]).toEqual([1, 3]);
    const colleague = await service.account({ roles: [{ role: 'screener', edition }] });
    for (const [other, as] of [
      [{ ...decision, reason: 'Another reason' }, contest.screener],
      [{ ...decision, outcome: 'return' }, contest.screener],
      [decision, colleague],
    ] as const) {
      expect(await screen(id, other, as)).toMatchObject({ status: 409, body: { code: 'NOMINATIONS.NOT_SCREENABLE' } });
    }
  });

  it('of a move to where it stands changes nothing', async () => {
    const edition = await contest.edition();
    const id = await contest.submitted(edition, { category: 'C3' });
    const move = () => contest.post(`/submissions/${id}/category`, { category: 'C1', reason: 'Fits' }, contest.first);
    expect([(await move()).status, (await move()).status]).toEqual([200, 200]);
    const { history, version } = (await contest.get(`/submissions/${id}`, contest.first)).body;
    expect([history.filter(({ what }: { what: string }) => what === 'moved').length, version]).toEqual([1, 3]);
  });

  it('is made on the version that was read, and on no later one', async () => {
    const edition = await contest.edition();
    const id = await contest.submitted(edition);
    const { version } = (await contest.get(`/submissions/${id}`, contest.screener)).body;
    const moved = await contest.post(`/submissions/${id}/category`, { category: 'C1', reason: 'Fits' }, contest.first);
    expect(moved.status).toBe(200);
    expect(await screen(id, { outcome: 'nominate', version })).toMatchObject({
      status: 409,
      body: { code: 'NOMINATIONS.READ_EARLIER_VERSION', currentVersion: version + 1 },
    });
    expect(await screen(id, { outcome: 'nominate', version: version + 1 })).toMatchObject({ status: 200 });
  });
});
