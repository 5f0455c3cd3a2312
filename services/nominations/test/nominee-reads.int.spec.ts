import { LANGUAGES } from '@wsis/kernel';
import { demonstration2026, placeInOrder } from '@wsis/rule-book';
import { eventually, testService, type TestService } from '@wsis/testing';
import { nominationsService } from '../src/index.js';
import { Contest, OPEN, words } from './contest.js';

let service: TestService;
let contest: Contest;
let editionId: string;

const CHINESE = '农村数字图书馆网络。'.repeat(36);

beforeAll(async () => {
  service = await testService(nominationsService);
  contest = await Contest.on(service);
  const submission = { ...demonstration2026.submission, languages: LANGUAGES };
  editionId = await contest.edition(OPEN, { ...demonstration2026, submission });
  const nominees: [string, Record<string, unknown>][] = [
    ['en', { category: 'C1', title: 'Mobile libraries', country: 'SN', sdgs: [4, 9], sdgLinks: links(4, 9) }],
    ['ar', { category: 'C1', title: 'مُكْتَبَاتُ الأحـــياء', country: 'EG', stakeholderType: 'government' }],
    ['zh', { category: 'C1', title: '农村数字图书馆网络', country: 'CN', shortDescription: CHINESE }],
    ['ru', { category: 'C3', title: 'Ёлки и сельские библиотеки', country: 'KZ', sdgs: [4], sdgLinks: links(4) }],
    ['fr', { category: 'C3', title: 'Bibliothèques numériques', country: 'FR' }],
    ['es', { category: 'C7-egov', title: 'El señor Ávila enseña', country: 'INT', organisationName: 'Łódź 7777%' }],
  ];
  for (const [language, change] of nominees) await contest.nominated(editionId, change, language);
  expect(await contest.freeze(editionId)).toMatchObject({ status: 200 });
});

afterAll(() => service?.stop());

const links = (...goals: number[]) => Object.fromEntries(goals.map((goal) => [goal, words(12)]));
const list = async (query: string) => (await contest.get(`/editions/${editionId}/nominees?${query}`)).body;
const countries = async (query: string) =>
  (await list(query)).items.map((item: { country: string }) => item.country).sort();
const found = (q: string) => countries(new URLSearchParams({ q }).toString());

describe('a search', () => {
  it.each([
    ['MOBIL', ['SN']],
    ['مكتبات', ['EG']],
    ['الاحياء', ['EG']],
    ['احيا', ['EG']],
    ['图书', ['CN']],
    ['馆', ['CN']],
    ['елки', ['KZ']],
    ['библиотек', ['KZ']],
    ['bibliotheques numeriques', ['FR']],
    ['numériques bibliothèques', ['FR']],
    ['avila ensena', ['INT']],
    ['lodz', ['INT']],
    ['bibliotheques lodz', []],
    ['7777%', ['INT']],
    ['%', []],
    ['🙂', []],
    ['_', []],
    ["'; DROP TABLE nominees; --", []],
    ['   ', ['CN', 'EG', 'FR', 'INT', 'KZ', 'SN']],
  ])('for %s finds %s', async (q, expected) => {
    expect(await found(q)).toEqual(expected);
  });

  it('is refused by name when it is longer than a page takes', async () => {
    const refused = await contest.get(`/editions/${editionId}/nominees?q=${'a'.repeat(201)}`);
    expect(refused).toMatchObject({ status: 422, body: { errors: [{ field: 'q', rule: 'maxLength' }] } });
  });
});

describe('a filter', () => {
  it.each([
    ['category=C1', ['CN', 'EG', 'SN']],
    ['country=INT', ['INT']],
    ['region=AFR', ['SN']],
    ['region=ARB', ['EG']],
    ['sdg=9&category=C1', ['CN', 'EG', 'SN']],
    ['sdg=9&category=C3', ['FR']],
    ['stakeholderType=government', ['EG']],
    ['stakeholderType=government&region=AFR', []],
    [`q=${encodeURIComponent('библиотек')}&category=C3&sdg=4`, ['KZ']],
  ])('by %s leaves %s', async (query, expected) => {
    expect(await countries(query)).toEqual(expected);
  });

  it.each([
    'sdg=18',
    'sdg=x',
    'region=MOON',
    'country=sn',
    'stakeholderType=kings',
    'order=64',
    'order=-1',
    'mood=good',
  ])('by %s is refused by name', async (query) => {
    const refused = await contest.get(`/editions/${editionId}/nominees?${query}`);
    expect(refused.status).toBe(422);
    expect(refused.body.errors.map((error: { field: string }) => error.field)).toContain(query.split('=')[0]);
  });

  it('tells how many each of its values would leave, whatever value of it is chosen now', async () => {
    const counts = async (query: string) =>
      (await contest.get(`/editions/${editionId}/nominees/counts?${query}`)).body.counts;
    const { category, region, sdg } = await counts('category=C1&sdg=9');
    expect(category).toEqual({ C1: 3, C3: 1, 'C7-egov': 1 });
    expect(region).toEqual({ AFR: 1, ARB: 1, ASP: 1 });
    expect(sdg).toEqual({ 4: 3, 9: 3 });
    expect((await counts(`q=${encodeURIComponent('图书')}`)).country).toEqual({ CN: 1 });
    expect((await counts('q=nothingofthekind')).country).toEqual({});
  });
});

describe('a random order', () => {
  it('is the shuffle that anybody can repeat, page by page', async () => {
    const { listHash } = await list('limit=1');
    for (const order of [0, 17, 63]) {
      const whole: { number: number; category: string }[] = (await list(`category=C1&order=${order}`)).items;
      const repeated = [...whole].sort((one, other) =>
        placeInOrder(listHash, 'C1', order, one.number) < placeInOrder(listHash, 'C1', order, other.number) ? -1 : 1,
      );
      expect(whole.map((nominee) => nominee.number)).toEqual(repeated.map((nominee) => nominee.number));
      const paged: number[] = [];
      for (let cursor = ''; ;) {
        const page = await list(`category=C1&order=${order}&limit=1&cursor=${cursor}`);
        paged.push(...page.items.map((nominee: { number: number }) => nominee.number));
        if (page.nextCursor === undefined) break;
        cursor = page.nextCursor;
      }
      expect(paged).toEqual(whole.map((nominee) => nominee.number));
    }
    const orders = await Promise.all(Array.from({ length: 64 }, (_, order) => list(`category=C1&order=${order}`)));
    const shown = orders.map(({ items }) => items.map((nominee: { number: number }) => nominee.number).join());
    expect(new Set(shown).size).toBe(6);
  });

  it('refuses a cursor of the list by number', async () => {
    const { nextCursor } = await list('limit=1');
    const refused = await contest.get(`/editions/${editionId}/nominees?order=3&cursor=${nextCursor}`);
    expect(refused).toMatchObject({ status: 422, body: { errors: [{ field: 'cursor' }] } });
  });
});

describe('texts', () => {
  it('are shown in the language asked for where they exist, and always as their author wrote them', async () => {
    const { items } = await list('language=fr');
    expect(items.map((item: any) => item.texts.map((text: any) => `${text.language} ${text.state}`))).toEqual(
      expect.arrayContaining([['ar original'], ['fr original']]),
    );
    expect(items.every((item: any) => item.texts.length === 1)).toBe(true);
  });
});

describe('a version of the list', () => {
  it('is kept by caches for good, and never given for another', async () => {
    const own = await contest.edition();
    for (const category of ['C1', 'C1']) await contest.nominated(own, { category });
    expect(await contest.freeze(own)).toMatchObject({ status: 200 });
    const nominees = (version: number) => contest.get(`/editions/${own}/nominees?order=5&listVersion=${version}`);
    const kept = await nominees(1);
    expect(kept).toMatchObject({ status: 200, body: { listVersion: 1 } });
    expect(kept.headers['cache-control']).toMatch(/^public, max-age=\d{7}, immutable$/);
    const one = kept.body.items[0];
    const page = await contest.get(`/nominees/${one.id}?listVersion=1`);
    expect(page.headers['cache-control']).toContain('immutable');
    const again = { 'if-none-match': String(page.headers['etag']) };
    expect(await contest.get(`/nominees/${one.id}?listVersion=1`, undefined, again)).toMatchObject({ status: 304 });

    for (const wrong of [2, 99]) {
      const refused = await nominees(wrong);
      expect(refused).toMatchObject({
        status: 404,
        body: { code: 'NOMINATIONS.LIST_VERSION_UNKNOWN', currentVersion: 1 },
      });
      expect(refused.headers['cache-control']).toBe('no-store');
    }
    expect(await contest.withdraw(one.id)).toMatchObject({ status: 200 });
    for (const path of [`/editions/${own}/nominees`, `/editions/${own}/nominees/counts`, `/nominees/${one.id}`]) {
      expect(await contest.get(`${path}?listVersion=1`)).toMatchObject({ status: 404, body: { currentVersion: 2 } });
    }
    const withdrawn = await nominees(2);
    expect(withdrawn.body.items.map((item: any) => item.number)).toEqual(
      kept.body.items.map((item: any) => item.number),
    );
    expect(withdrawn.body.items[0]).toMatchObject({ id: one.id, withdrawn: true });
    const { body } = await contest.get(`/editions/${own}/nominees/counts`);
    expect(body).toMatchObject({ listVersion: 2, counts: { category: { C1: 1 } } });
  });

  it('exists for nobody before its release', async () => {
    const own = await contest.edition();
    await contest.nominated(own);
    const proposed = await contest.post(`/editions/${own}/nominee-list/freeze`, {}, contest.first);
    expect(await contest.approve(proposed.body.approvalId)).toMatchObject({ status: 200 });
    expect(await contest.get(`/editions/${own}/nominees?listVersion=1`)).toMatchObject({ status: 404 });
    expect(await contest.get(`/editions/${own}/nominees/counts`)).toMatchObject({
      status: 200,
      body: { listVersion: 0, counts: {} },
    });
    const early = await contest.get(`/editions/${own}/nominees?listVersion=1`, contest.first);
    expect(early).toMatchObject({ status: 200, body: { items: [{ number: 1 }] } });
    expect(early.headers['cache-control']).toBe('no-store');
  });
});

describe('a category, as a ballot offers it', () => {
  const category = () => contest.get(`/editions/${editionId}/categories/C1/nominees?order=5&language=ar`);
  const pauseLists = async (paused: boolean) => {
    const proposed = await contest.post('/switches/lists', { paused, reason: 'The last hour' }, contest.first);
    expect(await contest.approve(proposed.body.approvalId)).toMatchObject({ status: 200 });
    await eventually(
      'the lists to follow',
      async () => (await list('category=C1')).code === (paused ? 'HTTP.PAUSED' : undefined),
      {
        timeoutMs: 10_000,
      },
    );
  };

  it('is whole, in the order of the list, and goes on while the lists are paused', async () => {
    const numbers = (items: { number: number }[]) => items.map(({ number }) => number);
    const listed = numbers((await list('category=C1&order=5')).items);
    expect(listed).toHaveLength(3);
    await pauseLists(true);
    try {
      const { status, body } = await category();
      expect([status, numbers(body.items)]).toEqual([200, listed]);
    } finally {
      await pauseLists(false);
    }
  });
});
