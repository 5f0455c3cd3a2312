import { LANGUAGES } from '@wsis/kernel';
import { countWords, demonstration2026, type LanguageGate } from '@wsis/rule-book';
import { testService, type TestService } from '@wsis/testing';
import { nominationsService } from '../src/index.js';
import { Contest, OPEN, answers, words } from './contest.js';

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

const translate = (id: string, language: string, state: 'machine-draft' | 'checked') =>
  service.send({
    method: 'PUT',
    url: `/api/nominations/submissions/${id}/texts/${language}`,
    payload: { state, values: { title: 'x' } },
    as: contest.first,
  });

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
    const returned = { outcome: 'return', reason: 'Say more' };
    expect(await contest.post(`/submissions/${id}/screening`, returned, contest.screener)).toMatchObject({
      status: 200,
    });
    const saved = await service.send({
      method: 'PUT',
      url: `/api/nominations/submissions/${id}`,
      payload: { language: 'en', values: answers({ title: `${TITLE} for all of us` }) },
      as: contest.author,
      headers: { 'if-match': '"3"' },
    });
    expect(saved).toMatchObject({ status: 200 });
    const again = await contest.post(`/submissions/${id}/submission`, {}, contest.author, { 'if-match': '"4"' });
    expect(again).toMatchObject({ status: 200 });
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
