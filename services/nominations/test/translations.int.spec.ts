import { AccountErasedSchema } from '@wsis/contracts';
import { LANGUAGES } from '@wsis/kernel';
import { event } from '@wsis/messaging';
import { countWords, demonstration2026, type LanguageGate } from '@wsis/rule-book';
import { testService, type TestService } from '@wsis/testing';
import { nominationsService } from '../src/index.js';
import { Contest, OPEN, WHOLE, answers, words } from './contest.js';

let service: TestService;
let contest: Contest;
beforeAll(async () => {
  service = await testService(nominationsService);
  contest = await Contest.on(service);
});
afterAll(() => service?.stop());

const TITLE = 'Libraries on wheels';

function editionWith(nomineeTexts: LanguageGate['nomineeTexts']): Promise<string> {
  const { languages, submission } = demonstration2026;
  const gate = { ...languages.gate, nomineeTexts };
  return contest.edition(OPEN, {
    ...demonstration2026,
    languages: { ...languages, gate },
    submission: { ...submission, languages: LANGUAGES },
  });
}

const translate = (
  id: string,
  language: string,
  state: 'machine-draft' | 'checked',
  { from = 0, title = 'x', as = contest.first }: { from?: number; title?: string; as?: string } = {},
) =>
  service.send({
    method: 'PUT',
    url: `/api/nominations/submissions/${id}/texts/${language}`,
    payload: { state, values: { ...WHOLE, title } },
    headers: { 'if-match': `"${from}"` },
    as,
  });

/** Gives an entry back to its author, who writes another title and hands it in again. */
async function writtenAnew(id: string, title: string): Promise<void> {
  const returned = { outcome: 'return', reason: 'Say more' };
  expect(await contest.post(`/submissions/${id}/screening`, returned, contest.screener)).toMatchObject({ status: 200 });
  const saved = await service.send({
    method: 'PUT',
    url: `/api/nominations/submissions/${id}`,
    payload: { language: 'en', values: answers({ title }) },
    as: contest.author,
    headers: { 'if-match': '"3"' },
  });
  expect(saved).toMatchObject({ status: 200 });
  const again = await contest.post(`/submissions/${id}/submission`, {}, contest.author, { 'if-match': '"4"' });
  expect(again).toMatchObject({ status: 200 });
}

async function overview(editionId: string) {
  const { status, body } = await contest.get(`/editions/${editionId}/translations`, contest.first);
  expect(status).toBe(200);
  const line = (language: string, category = 'C3') =>
    body.items.find(
      (item: { language: string; category: string }) => item.language === language && item.category === category,
    );
  return { body, line };
}

/** The words of what is translated of an entry, each answer counted by itself. */
async function wordsOfOriginal(id: string): Promise<number> {
  const { body } = await contest.get(`/submissions/${id}`, contest.first);
  const { language, values } = body.texts.find((text: { state: string }) => text.state === 'original');
  const texts = (value: unknown): string[] =>
    typeof value === 'string' ? [value] : Object.values(value as object).flatMap(texts);
  return texts(values).reduce((sum, text) => sum + countWords(text, language), 0);
}

describe('the overview of translations', () => {
  it('counts texts and words by category and language, for whatever was handed in', async () => {
    const editionId = await editionWith('original');
    const drafted = await contest.nominated(editionId, { title: TITLE });
    const untouched = await contest.submitted(editionId, { title: `${TITLE} again` });
    await contest.submitted(editionId, { category: 'C1', title: '农村数字图书馆网络' }, { language: 'zh' });
    await contest.post(`/editions/${editionId}/submissions`, { language: 'en', values: answers() });
    expect(await translate(drafted, 'fr', 'machine-draft')).toMatchObject({ status: 200 });
    expect(await translate(untouched, 'ar', 'checked')).toMatchObject({ status: 200 });

    const { body, line } = await overview(editionId);
    const [first, second] = [await wordsOfOriginal(drafted), await wordsOfOriginal(untouched)];
    expect(second).toBe(first + 1);
    expect(body).toMatchObject({ languages: demonstration2026.languages.interface, frozen: false });
    expect(body.items).toHaveLength(2 * LANGUAGES.length);
    const none = {
      originals: 0,
      checked: 0,
      machineDrafts: 0,
      missing: 0,
      missingWords: 0,
      draftWords: 0,
      heldByGate: 0,
    };
    const c3 = { ...none, category: 'C3', entries: 2 };
    expect(line('en')).toEqual({ ...c3, language: 'en', originals: 2 });
    expect(line('fr')).toEqual({
      ...c3,
      language: 'fr',
      machineDrafts: 1,
      missing: 1,
      missingWords: second,
      draftWords: first,
    });
    expect(line('ar')).toEqual({ ...c3, language: 'ar', checked: 1, missing: 1, missingWords: first });
    expect(line('es')).toEqual({ ...c3, language: 'es', missing: 2, missingWords: first + second });
    expect(line('zh', 'C1')).toMatchObject({ originals: 1, missing: 0 });
  });

  it('counts an original anew when its author has written it anew', async () => {
    const editionId = await editionWith('original');
    const id = await contest.submitted(editionId, { title: TITLE });
    const before = (await overview(editionId)).line('fr').missingWords;
    await writtenAnew(id, `${TITLE} for all of us`);
    expect((await overview(editionId)).line('fr').missingWords).toBe(before + 4);
  });

  it.each([
    ['original', 0, 0],
    ['machine-draft', 0, 1],
    ['checked', 1, 1],
  ] as const)('says what the gate of the rules holds: %s', async (gate, french, spanish) => {
    const editionId = await editionWith(gate);
    const id = await contest.nominated(editionId, { shortDescription: words(160) });
    await contest.submitted(editionId);
    await translate(id, 'fr', 'machine-draft');
    const { body, line } = await overview(editionId);
    expect(body.gate.nomineeTexts).toBe(gate);
    expect([line('en'), line('fr'), line('es')].map((each) => each.heldByGate)).toEqual([0, french, spanish]);
  });

  it('is for translators of the edition, and is of an edition', async () => {
    const editionId = await editionWith('original');
    const path = `/editions/${editionId}/translations`;
    const translator = (edition: string) => service.account({ roles: [{ role: 'translator', edition }] });
    expect(await contest.get(path, await translator(editionId))).toMatchObject({ status: 200, body: { items: [] } });
    expect(await contest.get(path, await translator('another'))).toMatchObject({ status: 403 });
    expect(await contest.get(path, contest.author)).toMatchObject({ status: 403 });
    expect(await contest.get('/editions/none/translations', contest.first)).toMatchObject({
      status: 404,
      body: { code: 'NOMINATIONS.EDITION_UNKNOWN' },
    });
  });
});

describe('a translation', () => {
  const textIn = async (id: string, language: string) => {
    const { body } = await contest.get(`/submissions/${id}`, contest.first);
    return body.texts.find((text: { language: string }) => text.language === language);
  };

  it('is written from the version that its translator saw, and overwrites no other', async () => {
    const id = await contest.submitted(await editionWith('original'));
    const url = `/api/nominations/submissions/${id}/texts/fr`;
    const payload = { state: 'checked', values: WHOLE };
    expect(await service.send({ method: 'PUT', url, payload, as: contest.first })).toMatchObject({ status: 428 });
    expect(await translate(id, 'fr', 'machine-draft', { title: 'Un' })).toMatchObject({
      status: 200,
      body: { version: 1 },
    });
    expect(await translate(id, 'fr', 'checked', { title: 'Deux' })).toMatchObject({
      status: 409,
      body: { code: 'NOMINATIONS.STALE_TRANSLATION', currentVersion: 1 },
    });
    const two = await Promise.all(
      ['Trois', 'Quatre'].map((title) => translate(id, 'fr', 'checked', { from: 1, title })),
    );
    expect(two.map(({ status }) => status).sort()).toEqual([200, 409]);
    const stored = two.findIndex(({ status }) => status === 200);
    expect(await textIn(id, 'fr')).toMatchObject({ version: 2, values: { title: ['Trois', 'Quatre'][stored] } });
  });

  it('is checked only with all that everybody will read', async () => {
    const id = await contest.submitted(await editionWith('original'));
    const save = (state: string, values: object) =>
      service.send({
        method: 'PUT',
        url: `/api/nominations/submissions/${id}/texts/fr`,
        payload: { state, values },
        headers: { 'if-match': '"0"' },
        as: contest.first,
      });
    const partly = { ...WHOLE, shortDescription: ' ', sdgLinks: { 4: 'Trois' } };
    expect(await save('checked', partly)).toMatchObject({
      status: 422,
      body: {
        code: 'NOMINATIONS.DRAFT_INVALID',
        errors: [
          { field: 'sdgLinks.9', rule: 'required' },
          { field: 'shortDescription', rule: 'required' },
        ],
      },
    });
    expect(await save('machine-draft', partly)).toMatchObject({ status: 200 });
  });

  it('is no longer checked, and no longer what its translator saw, once its author has written other words', async () => {
    const id = await contest.submitted(await editionWith('original'));
    await translate(id, 'fr', 'checked');
    const before = await textIn(id, 'en');
    await writtenAnew(id, 'Another title');
    expect(await textIn(id, 'fr')).toMatchObject({ state: 'machine-draft', version: 2 });
    expect((await textIn(id, 'en')).version).toBeGreaterThan(before.version);
    expect(await translate(id, 'fr', 'checked', { from: 1 })).toMatchObject({ status: 409 });
  });

  it('lets a translator of the edition read what is to be translated, and nothing more', async () => {
    const editionId = await editionWith('original');
    const id = await contest.submitted(editionId, { title: TITLE });
    const translator = (edition: string) => service.account({ roles: [{ role: 'translator', edition }] });
    const { status, body } = await contest.get(`/submissions/${id}`, await translator(editionId));
    expect(status).toBe(200);
    expect(Object.keys(body).sort()).toEqual(
      ['category', 'edition', 'generated', 'id', 'language', 'state', 'texts', 'values', 'version'].sort(),
    );
    const translatable = demonstration2026.submission.fields.filter((field) => field.translatable).map(({ id }) => id);
    expect(body.values.title).toBe(TITLE);
    expect(translatable).toEqual(expect.arrayContaining(Object.keys(body.values)));
    expect(JSON.stringify(body)).not.toContain('person@example.org');
    expect(await contest.get(`/submissions/${id}`, await translator('another'))).toMatchObject({ status: 404 });
    await contest.post(`/submissions/${id}/withdrawal`, {}, contest.author);
    expect(await contest.get(`/submissions/${id}`, await translator(editionId))).toMatchObject({ status: 404 });
  });
});

describe('the entries to translate', () => {
  it('are those of other languages, by state and category, a page at a time', async () => {
    const editionId = await editionWith('original');
    const missing = await contest.submitted(editionId, { title: TITLE });
    const drafted = await contest.nominated(editionId, { category: 'C1' });
    await contest.submitted(editionId, {}, { language: 'fr' });
    await translate(drafted, 'fr', 'machine-draft');
    const list = async (query: string) => {
      const { status, body } = await contest.get(`/editions/${editionId}/translations/fr${query}`, contest.first);
      expect(status).toBe(200);
      return body;
    };
    const all = await list('');
    expect(all.items.map(({ id }: { id: string }) => id)).toEqual([missing, drafted]);
    expect(all.items[0]).toEqual({
      id: missing,
      category: 'C3',
      title: TITLE,
      original: 'en',
      words: await wordsOfOriginal(missing),
      nominated: false,
      state: 'missing',
      version: 0,
      mine: false,
    });
    expect((await list('?state=machine-draft')).items).toMatchObject([
      { id: drafted, state: 'machine-draft', version: 1, nominated: true },
    ]);
    expect((await list('?category=C3')).items).toMatchObject([{ id: missing }]);
    expect((await list('?state=checked')).items).toEqual([]);
    const { items, nextCursor } = await list('?limit=1');
    expect(items).toMatchObject([{ id: missing }]);
    expect((await list(`?limit=1&cursor=${nextCursor}`)).items).toMatchObject([{ id: drafted }]);
  });

  it('are of a language, and for those who translate in the edition', async () => {
    const editionId = await editionWith('original');
    const path = `/editions/${editionId}/translations`;
    expect(await contest.get(`${path}/de`, contest.first)).toMatchObject({ status: 404 });
    expect(await contest.get(`${path}/fr`, contest.author)).toMatchObject({ status: 403 });
    expect(await contest.get(`${path}/fr?state=done`, contest.first)).toMatchObject({ status: 422 });
  });
});

describe('checking drafts together', () => {
  const check = (editionId: string, items: readonly object[], as = contest.first) =>
    contest.post(`/editions/${editionId}/translations/fr/checks`, { items }, as);
  const put = (id: string, values: object, state = 'machine-draft') =>
    service.send({
      method: 'PUT',
      url: `/api/nominations/submissions/${id}/texts/fr`,
      payload: { state, values },
      headers: { 'if-match': '"0"' },
      as: contest.first,
    });

  it('marks what is whole and still is what was read, and names the others', async () => {
    const editionId = await editionWith('original');
    const [whole, partly, changed, without] = await Promise.all(
      Array.from({ length: 4 }, () => contest.submitted(editionId)),
    );
    const elsewhere = await contest.submitted(await editionWith('original'));
    await put(whole ?? '', WHOLE);
    await put(partly ?? '', { ...WHOLE, sdgLinks: { 4: 'Trois' } });
    await put(changed ?? '', WHOLE);
    await put(elsewhere, WHOLE);
    const { status, body } = await check(editionId, [
      { id: whole, version: 1 },
      { id: partly, version: 1 },
      { id: changed, version: 2 },
      { id: without, version: 1 },
      { id: elsewhere, version: 1 },
    ]);
    expect(status).toBe(200);
    expect(body.items).toEqual([
      { id: whole, outcome: 'checked' },
      { id: partly, outcome: 'incomplete' },
      { id: changed, outcome: 'stale' },
      { id: without, outcome: 'unknown' },
      { id: elsewhere, outcome: 'unknown' },
    ]);
    const { body: list } = await contest.get(`/editions/${editionId}/translations/fr`, contest.first);
    const states = Object.fromEntries(
      list.items.map((item: { id: string; state: string; version: number }) => [item.id, [item.state, item.version]]),
    );
    expect(states).toEqual({
      [whole ?? '']: ['checked', 2],
      [partly ?? '']: ['machine-draft', 1],
      [changed ?? '']: ['machine-draft', 1],
      [without ?? '']: ['missing', 0],
    });
  });

  it('is for those who translate in the edition, before its list is frozen', async () => {
    const editionId = await editionWith('original');
    const id = await contest.nominated(editionId);
    await put(id, WHOLE);
    expect(await check(editionId, [{ id, version: 1 }], contest.screener)).toMatchObject({ status: 403 });
    expect(await check(editionId, [{ id: 'x', version: 0 }])).toMatchObject({ status: 422 });
    expect(await contest.freeze(editionId)).toMatchObject({ status: 200 });
    expect(await check(editionId, [{ id, version: 1 }])).toMatchObject({
      status: 409,
      body: { code: 'NOMINATIONS.LIST_FROZEN' },
    });
  });
});

describe('the texts to translate', () => {
  it('stand beside what there is in the other language, without what is private', async () => {
    const editionId = await editionWith('original');
    const id = await contest.submitted(editionId, { title: TITLE });
    await translate(id, 'fr', 'machine-draft', { title: 'Bibliothèques' });
    const { status, body } = await contest.get(
      `/editions/${editionId}/translations/fr/texts?category=C3`,
      contest.first,
    );
    expect(status).toBe(200);
    expect(body.items).toMatchObject([
      {
        id,
        original: 'en',
        originalVersion: 1,
        version: 1,
        source: { title: TITLE },
        values: { title: 'Bibliothèques' },
      },
    ]);
    expect(JSON.stringify(body)).not.toContain('person@example.org');
    expect(body.items[0].source.country).toBeUndefined();
  });
});

describe('lowering the language gate', () => {
  const wanted = { categories: ['C3'], languages: ['fr'], level: 'original', reason: 'No translator could be found' };
  const path = (editionId: string) => `/editions/${editionId}/language-gate/lowered`;

  it('takes two persons, lets the list be frozen with less, and is public with its reason', async () => {
    const { languages } = demonstration2026;
    const gate = { ...languages.gate, nomineeTexts: 'checked' as const };
    const ruleBook = { ...demonstration2026, languages: { ...languages, interface: ['en', 'fr'] as const, gate } };
    const editionId = await contest.edition(OPEN, ruleBook);
    await contest.nominated(editionId);
    expect((await overview(editionId)).line('fr').heldByGate).toBe(1);
    expect(await contest.post(`/editions/${editionId}/nominee-list/freeze`, {}, contest.first)).toMatchObject({
      status: 409,
    });
    const proposed = await contest.post(path(editionId), wanted, contest.first);
    expect(proposed).toMatchObject({ status: 202, body: { payload: { categories: 'C3', languages: 'fr' } } });
    expect((await contest.get(path(editionId))).body.items).toEqual([]);
    expect(await contest.approve(proposed.body.approvalId)).toMatchObject({ status: 200 });
    expect((await contest.get(path(editionId))).body.items).toEqual([{ ...wanted, loweredAt: expect.any(String) }]);
    expect((await overview(editionId)).line('fr').heldByGate).toBe(0);
    expect(await contest.freeze(editionId)).toMatchObject({ status: 200 });
    expect(await contest.post(path(editionId), wanted, contest.first)).toMatchObject({
      status: 409,
      body: { code: 'NOMINATIONS.LIST_FROZEN' },
    });
  });

  it('is for the secretariat, with a reason, and where it makes a difference', async () => {
    const editionId = await editionWith('checked');
    expect(await contest.post(path(editionId), wanted, contest.screener)).toMatchObject({ status: 403 });
    expect(await contest.post(path(editionId), { ...wanted, reason: '' }, contest.first)).toMatchObject({
      status: 422,
      body: { errors: [{ field: 'reason' }] },
    });
    expect(await contest.post(path(editionId), { ...wanted, level: 'checked' }, contest.first)).toMatchObject({
      status: 409,
      body: { code: 'NOMINATIONS.GATE_NOT_LOWERED' },
    });
    // What two agreed to is looked at again: meanwhile it may have been lowered already.
    const [one, other] = [
      await contest.post(path(editionId), wanted, contest.first),
      await contest.post(path(editionId), { ...wanted, level: 'machine-draft' }, contest.first),
    ];
    expect(await contest.approve(one.body.approvalId)).toMatchObject({ status: 200 });
    expect(await contest.approve(other.body.approvalId)).toMatchObject({ status: 409 });
    expect((await contest.get(path(editionId))).body.items).toHaveLength(1);
  });
});

describe('assigning translators', () => {
  const NOBODY = '01900000-0000-7000-8000-0000000000ff';
  const put = (editionId: string, items: readonly object[], as = contest.first) =>
    service.send({
      method: 'PUT',
      url: `/api/nominations/editions/${editionId}/translations/fr/assignments`,
      payload: { items },
      as,
    });

  const standing = async (editionId: string) => (await overview(editionId)).body.assignments;

  async function withTranslators(ids: readonly string[]) {
    service.clients.on('identity', 'POST /internal/accounts-by-role', ({ body }) => {
      expect(body).toMatchObject({ role: 'translator' });
      return { accountIds: (body as { after?: string }).after === undefined ? ids : [] };
    });
    const editionId = await editionWith('original');
    const roles = [{ role: 'translator', edition: editionId }] as const;
    const people = await Promise.all(ids.map((accountId) => service.account({ accountId, roles: [...roles] })));
    return { editionId, people };
  }

  it('puts what is given to somebody first in their list, over all pages, and says in the overview to whom', async () => {
    const amina = '01900000-0000-7000-8000-00000000000a';
    const { editionId, people } = await withTranslators([amina]);
    const [other, mine] = [await contest.submitted(editionId), await contest.submitted(editionId, { category: 'C1' })];
    const also = await contest.submitted(editionId, { category: 'C1' });
    expect(await put(editionId, [{ category: 'C1', translator: amina, from: null }])).toMatchObject({ status: 204 });

    const seen: unknown[] = [];
    let cursor: string | undefined;
    do {
      const query = `?limit=1${cursor === undefined ? '' : `&cursor=${cursor}`}`;
      const { body } = await contest.get(`/editions/${editionId}/translations/fr${query}`, people[0]);
      seen.push(...body.items.map((item: { id: string; mine: boolean }) => [item.id, item.mine]));
      cursor = body.nextCursor;
    } while (cursor !== undefined);
    expect(seen).toEqual([
      [mine, true],
      [also, true],
      [other, false],
    ]);
    const { body } = await contest.get(`/editions/${editionId}/translations/fr`, contest.first);
    expect(body.items.map((item: { id: string }) => item.id)).toEqual([other, mine, also]);
    expect(await standing(editionId)).toEqual([{ language: 'fr', category: 'C1', translator: amina }]);
  });

  it('can be looked through by title and by words, both ways, over all pages', async () => {
    const editionId = await editionWith('original');
    for (const [title, count] of [
      ['Bridges', 170],
      ['avenues', 150],
      ['Canals', 160],
    ] as const) {
      await contest.submitted(editionId, { title, shortDescription: words(count) });
    }
    const through = async (sort: string) => {
      const titles: string[] = [];
      let cursor: string | undefined;
      do {
        const query = `?sort=${sort}&limit=1${cursor === undefined ? '' : `&cursor=${cursor}`}`;
        const { body } = await contest.get(`/editions/${editionId}/translations/fr${query}`, contest.first);
        titles.push(...body.items.map((item: { title: string }) => item.title));
        cursor = body.nextCursor;
      } while (cursor !== undefined);
      return titles;
    };
    expect(await through('title')).toEqual(['avenues', 'Bridges', 'Canals']);
    expect(await through('-title')).toEqual(['Canals', 'Bridges', 'avenues']);
    expect(await through('words')).toEqual(['avenues', 'Canals', 'Bridges']);
    expect(await through('-words')).toEqual(['Bridges', 'Canals', 'avenues']);
    expect((await contest.get(`/editions/${editionId}/translations/fr?sort=votes`, contest.first)).status).toBe(422);
  });

  it('is taken away or given to somebody else over nobody’s head, and all of it or nothing', async () => {
    const [amina, boris] = ['01900000-0000-7000-8000-00000000001a', '01900000-0000-7000-8000-00000000001b'];
    const { editionId } = await withTranslators([amina, boris]);
    await contest.submitted(editionId, { category: 'C1' });
    await put(editionId, [{ category: 'C1', translator: amina, from: null }]);
    const both = [
      { category: 'C2', translator: boris, from: null },
      { category: 'C1', translator: boris, from: null },
    ];
    expect(await put(editionId, both)).toMatchObject({
      status: 409,
      body: { code: 'NOMINATIONS.ASSIGNMENT_CHANGED' },
    });
    expect(await standing(editionId)).toMatchObject([{ category: 'C1', translator: amina }]);
    expect(await put(editionId, [{ category: 'C1', translator: boris, from: amina }])).toMatchObject({ status: 204 });
    expect(await standing(editionId)).toMatchObject([{ category: 'C1', translator: boris }]);
    expect(await put(editionId, [{ category: 'C1', translator: null, from: boris }])).toMatchObject({ status: 204 });
    expect(await standing(editionId)).toEqual([]);
    // Once more, by who did not see that.
    expect(await put(editionId, [{ category: 'C1', translator: null, from: boris }])).toMatchObject({ status: 409 });
  });

  it('is for the secretariat, to translators, before the list is frozen', async () => {
    const amina = '01900000-0000-7000-8000-00000000002a';
    const { editionId, people } = await withTranslators([amina]);
    const items = [{ category: 'C3', translator: amina, from: null }];
    expect(await put(editionId, items, people[0])).toMatchObject({ status: 403 });
    for (const wrong of [{ translator: NOBODY }, { category: 'C99' }]) {
      expect(await put(editionId, [{ ...items[0], ...wrong }])).toMatchObject({
        status: 422,
        body: { code: 'NOMINATIONS.TRANSLATOR_UNKNOWN' },
      });
    }
    expect(await put(editionId, [{ category: 'C3', translator: 'x', from: null }])).toMatchObject({ status: 422 });
    await contest.nominated(editionId);
    expect(await contest.freeze(editionId)).toMatchObject({ status: 200 });
    expect(await put(editionId, items)).toMatchObject({ status: 409, body: { code: 'NOMINATIONS.LIST_FROZEN' } });
  });

  it('ends where the account is erased, and is refused while nobody can say who translates', async () => {
    const amina = '01900000-0000-7000-8000-00000000003a';
    const { editionId } = await withTranslators([amina]);
    await contest.submitted(editionId);
    const items = [{ category: 'C3', translator: amina, from: null }];
    await put(editionId, items);
    await service.emit([event(AccountErasedSchema, { accountId: amina }, { key: amina, version: 1 })]);
    await service.settled();
    expect(await standing(editionId)).toEqual([]);
    service.clients.on('identity', 'POST /internal/accounts-by-role', () => {
      throw new Error('away');
    });
    expect(await put(editionId, items)).toMatchObject({ status: 503 });
  });
});
