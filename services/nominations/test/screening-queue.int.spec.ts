import { testService, type TestService } from '@wsis/testing';
import { nominationsService } from '../src/index.js';
import { Contest, answers } from './contest.js';

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
    const text = { state: 'checked', values: { title: 'Clinique', shortDescription: 'Une clinique.' } };
    const put = { method: 'PUT', url: `/api/nominations/submissions/${nominated}/texts/fr`, payload: text } as const;
    expect(await service.send({ ...put, as: contest.first })).toMatchObject({ status: 200 });
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

describe('A decision', () => {
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
