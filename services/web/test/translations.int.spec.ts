import { demonstration2026 } from '@wsis/rule-book';
import { scriptedWeb, type ScriptedWeb } from './scripted-contest.js';
import { callsTo, visitorOf, type DeskVisitor } from './scripted-desk.js';
import {
  ASSIGNMENTS_PATH,
  ENTRY_ID,
  GATE_PATH,
  MISSING_ID,
  OTHER_TRANSLATOR,
  TRANSLATION_PATHS,
  TRANSLATOR,
  entry,
  overview,
  scriptTranslations,
  textsOfEntry,
} from './scripted-translations.js';

const LIST = '/en/desk/translations/demo-2026/ar';
const EDITOR = `${LIST}/entries/${ENTRY_ID}`;
const SAVE = `PUT /submissions/${ENTRY_ID}/texts/ar`;

let web: ScriptedWeb;
let translator: DeskVisitor;
beforeAll(async () => {
  web = await scriptedWeb();
  translator = await visitorOf(web, { roles: [{ role: 'translator', edition: 'demo-2026' }] });
});
afterAll(() => web.stop());
beforeEach(() => {
  web.clients.calls.splice(0);
  web.clients.on('competition', 'GET /editions/demo-2026/rule-book', () => ({ ruleBook: demonstration2026 }));
  scriptTranslations(web);
});

const page = async (path: string, as = translator) => (await as.get(path)).text();
const hidden = (html: string, name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? '';
const standing = (more: Parameters<typeof entry>[0]) =>
  web.clients.on('nominations', `GET /submissions/${ENTRY_ID}`, () => entry(more));

/** What a browser would send of the editor as it is shown. */
async function editorShown(): Promise<Record<string, string>> {
  const html = await page(EDITOR);
  return {
    _base: hidden(html, '_base'),
    _was: hidden(html, '_was'),
    title: 'القرى الرقمية',
    'sdgLinks.4': '',
    shortDescription: 'ربط القرى.',
  };
}

describe('The translation desk', () => {
  it('is for translators, secretariat and auditors, each in their editions', async () => {
    const screener = await visitorOf(web, { roles: [{ role: 'screener', edition: 'demo-2026' }] });
    const elsewhere = await visitorOf(web, { roles: [{ role: 'translator', edition: 'past-2025' }] });
    for (const path of TRANSLATION_PATHS) {
      expect((await translator.get(`/en${path}`)).status).toBe(200);
      expect((await screener.get(`/en${path}`)).status).toBe(403);
    }
    for (const path of TRANSLATION_PATHS.slice(1)) expect((await elsewhere.get(`/en${path}`)).status).toBe(403);
  });

  it('sums up by language what is missing and unchecked, and leads from each category to its entries', async () => {
    const html = await page('/en/desk/translations');
    expect(html).toContain('href="/en/desk/translations/demo-2026/ar?state=missing">4 entries, 2,000 words');
    expect(html).toContain('href="/en/desk/translations/demo-2026/ar?state=machine-draft">1 entry, 55 words');
    expect(html).toContain('href="/en/desk/translations/demo-2026/ar?category=C2">2 entries, 821 words');
    expect(html).not.toContain('/demo-2026/fr?');
  });

  it('says what the language gate of the rules asks for, and how many texts it still holds', async () => {
    expect(await page('/en/desk/translations')).not.toContain('cannot be frozen');
    const languages = { ...demonstration2026.languages, gate: { categoryNames: 'any', nomineeTexts: 'checked' } };
    web.clients.on('competition', 'GET /editions/demo-2026/rule-book', () => ({
      ruleBook: { ...demonstration2026, languages },
    }));
    // The rules serve all readers for a while: another service has not read the former ones.
    const fresh = await scriptedWeb();
    try {
      fresh.clients.on('competition', 'GET /editions/demo-2026/rule-book', () => ({
        ruleBook: { ...demonstration2026, languages },
      }));
      const [item] = overview().items;
      fresh.clients.on('nominations', 'GET /editions/demo-2026/translations', () =>
        overview({ items: [{ ...item, heldByGate: 3 }] }),
      );
      const html = await page('/en/desk/translations', await visitorOf(fresh));
      expect(html).toContain('3 texts are still missing or unchecked');
      expect(html).toContain('checked translation in every language');
      expect(html).toContain('/en/editions/demo-2026/rules#languages.gate');
    } finally {
      await fresh.stop();
    }
  });

  it('asks for the entries of the wanted state and category alone, and goes on where a page ended', async () => {
    const html = await page(`${LIST}?state=machine-draft&category=C1&cursor=abc`);
    const [asked] = callsTo(web, 'nominations GET /editions/demo-2026/translations/ar');
    expect(new URLSearchParams(asked?.path.split('?')[1])).toEqual(
      new URLSearchParams({ limit: '50', state: 'machine-draft', category: 'C1', cursor: 'abc' }),
    );
    expect(html).toContain(`href="/en/desk/translations/demo-2026/ar/entries/${ENTRY_ID}"`);
    expect(html).toContain('cursor=WzE4XQ');
    expect(html).toContain('Villages &lt;i>');
  });
});

describe('The editor', () => {
  it('shows each text of the author beside its translation, in its language and direction', async () => {
    const html = await page(EDITOR);
    expect(html).toContain('<div class="text" lang="fr" dir="ltr">Relier les villages.</div>');
    expect(html).toMatch(/<textarea[^>]* id="shortDescription"[^>]* lang="ar"[^>]*>\nربط القرى\./);
    expect(html).toContain('data-max="300" data-language="en">At most 300 characters');
    expect(html).toContain('In the author’s text: 3 words.');
  });

  it('saves a draft from the version that stands', async () => {
    web.clients.on('nominations', SAVE, () => ({ version: 5 }));
    const answer = await translator.post(EDITOR, { ...(await editorShown()), 'sdgLinks.4': ' القراءة ' });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, EDITOR]);
    const [sent] = callsTo(web, `nominations ${SAVE}`);
    expect(sent?.headers?.['if-match']).toBe('"4"');
    expect(sent?.body).toEqual({
      state: 'machine-draft',
      values: { title: 'القرى الرقمية', sdgLinks: { 4: 'القراءة' }, shortDescription: 'ربط القرى.' },
    });
  });

  it('begins a translation where there is none', async () => {
    const into = `PUT /submissions/${ENTRY_ID}/texts/en`;
    web.clients.on('nominations', into, () => ({ version: 1 }));
    await translator.post(`/en/desk/translations/demo-2026/en/entries/${ENTRY_ID}`, { title: 'Digital villages' });
    const [sent] = callsTo(web, `nominations ${into}`);
    expect([sent?.headers?.['if-match'], sent?.body]).toEqual([
      '"0"',
      { state: 'machine-draft', values: { title: 'Digital villages' } },
    ]);
  });

  it('keeps what somebody else has written in another text meanwhile', async () => {
    const shown = await editorShown();
    standing({ arabic: { version: 7, values: { title: 'عنوانهم', shortDescription: 'ربط القرى.' } } });
    web.clients.on('nominations', SAVE, () => ({ version: 8 }));
    await translator.post(EDITOR, { ...shown, shortDescription: 'نصي' });
    const [sent] = callsTo(web, `nominations ${SAVE}`);
    expect(sent?.headers?.['if-match']).toBe('"7"');
    expect(sent?.body).toMatchObject({ values: { title: 'عنوانهم', shortDescription: 'نصي' } });
  });

  it('shows both versions where two people wrote the same text, and saves nothing before one is chosen', async () => {
    const shown = await editorShown();
    standing({ arabic: { version: 7, values: { title: 'عنوانهم', shortDescription: 'ربط القرى.' } } });
    const answer = await translator.post(EDITOR, { ...shown, title: 'عنواني' });
    const html = await answer.text();
    expect(answer.status).toBe(409);
    expect(html).toContain('عنوانهم');
    expect(html).toContain('عنواني');
    expect(callsTo(web, `nominations ${SAVE}`)).toEqual([]);
  });

  it('puts a save that was overtaken onto the newer version', async () => {
    let asked = 0;
    web.clients.on('nominations', `GET /submissions/${ENTRY_ID}`, () =>
      entry({ arabic: { version: (asked += 1) < 3 ? 4 : 5 } }),
    );
    const shown = await editorShown();
    web.refuse('nominations', SAVE, 409, { code: 'NOMINATIONS.STALE_TRANSLATION', currentVersion: 5 });
    await translator.post(EDITOR, { ...shown, title: 'عنواني' });
    expect(callsTo(web, `nominations ${SAVE}`).map(({ headers }) => headers?.['if-match'])).toEqual([
      '"4"',
      '"5"',
      '"5"',
    ]);
  });

  it('keeps what was typed when it is refused, with what is wrong at its field', async () => {
    web.refuse('nominations', SAVE, 422, {
      code: 'NOMINATIONS.DRAFT_INVALID',
      errors: [{ field: 'title', rule: 'characters-maximum', params: { max: 300, limit: 300 } }],
    });
    const answer = await translator.post(EDITOR, {
      ...(await editorShown()),
      title: 'So <long>',
      shortDescription: 'Q',
    });
    const html = await answer.text();
    expect(answer.status).toBe(422);
    expect(html).toContain('So &lt;long>');
    expect(html).toContain('>\nQ<');
    expect(html).toContain('href="#title"');
  });

  it('saves itself as a draft while somebody writes, and no text that is approved', async () => {
    expect(await page(EDITOR)).toContain('data-autosave');
    standing({ arabic: { state: 'checked' } });
    expect(await page(EDITOR)).not.toContain('data-autosave');
  });

  it('knows nothing of the author’s own language, nor of entries of other editions', async () => {
    expect((await translator.get(`/en/desk/translations/demo-2026/fr/entries/${ENTRY_ID}`)).status).toBe(404);
    web.clients.on('nominations', `GET /submissions/${ENTRY_ID}`, () => ({ ...entry(), edition: 'past-2025' }));
    expect((await translator.get(EDITOR)).status).toBe(404);
  });

  it('is there to read alone for auditors, and for everybody once the list is frozen', async () => {
    const auditor = await visitorOf(web, { roles: [{ role: 'auditor', edition: '*' }] });
    const html = await page(EDITOR, auditor);
    expect(html).toContain('ربط القرى.');
    expect(html).not.toContain('<form class="form"');
    expect((await auditor.post(EDITOR, { title: 'x' })).status).toBe(403);
    web.clients.on('nominations', 'GET /editions/demo-2026/translations', () => overview({ frozen: true }));
    expect(await page(EDITOR)).not.toContain('<form class="form"');
  });
});

describe('Approval', () => {
  const approval = { approve: 'yes', 'sdgLinks.4': 'القراءة' };

  it('approves exactly what was shown and typed', async () => {
    web.clients.on('nominations', SAVE, () => ({ version: 5 }));
    const answer = await translator.post(EDITOR, { ...(await editorShown()), ...approval, title: 'عنواني' });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, LIST]);
    expect(callsTo(web, `nominations ${SAVE}`)[0]?.body).toEqual({
      state: 'checked',
      values: { title: 'عنواني', sdgLinks: { 4: 'القراءة' }, shortDescription: 'ربط القرى.' },
    });
  });

  it('asks for every text that everybody will read, and keeps what was typed', async () => {
    const answer = await translator.post(EDITOR, {
      ...(await editorShown()),
      ...approval,
      title: '',
      'sdgLinks.4': 'Z',
    });
    const html = await answer.text();
    expect(answer.status).toBe(422);
    expect(html).toContain('href="#title"');
    expect(html).toContain('>\nZ<');
    expect(callsTo(web, `nominations ${SAVE}`)).toEqual([]);
  });

  it.each([
    ['the author’s text', { originalVersion: 6 }],
    ['the translation', { arabic: { version: 5, values: { title: 'القرى الرقمية', shortDescription: 'غيره' } } }],
  ])('is asked for again where somebody has changed %s since it was shown', async (_, change) => {
    const shown = await editorShown();
    standing(change);
    const answer = await translator.post(EDITOR, { ...shown, ...approval, title: 'عنواني' });
    const html = await answer.text();
    expect(answer.status).toBe(409);
    expect(html).toContain('Please read once more');
    expect(html).toContain('عنواني');
    expect(callsTo(web, `nominations ${SAVE}`)).toEqual([]);
    expect(hidden(html, '_base')).not.toBe(shown['_base']);
  });
});

describe('Approval in bulk', () => {
  const CHECK = 'POST /editions/demo-2026/translations/ar/checks';
  const answers = (outcome: string) =>
    web.clients.on('nominations', CHECK, () => ({ items: [{ id: ENTRY_ID, outcome }] }));

  it('offers a box at each draft, and at nothing else', async () => {
    const html = await page(LIST);
    expect([...html.matchAll(/type="checkbox" name="entry" value="([^"]*)"/g)].map(([, value]) => value)).toEqual([
      `${ENTRY_ID}.4`,
    ]);
    expect(html).toContain('aria-label="Choose: Villages &lt;i>numériques&lt;/i>"');
    const auditor = await visitorOf(web, { roles: [{ role: 'auditor', edition: '*' }] });
    expect(await page(LIST, auditor)).not.toContain('name="entry"');
    expect((await auditor.post(`${LIST}/checks`, { entry: `${ENTRY_ID}.4` })).status).toBe(403);
    web.clients.on('nominations', 'GET /editions/demo-2026/translations', () => overview({ frozen: true }));
    expect(await page(LIST)).not.toContain('name="entry"');
  });

  it.each([
    ['the chosen', { entry: `${ENTRY_ID}.4`, shown: `${MISSING_ID}.1` }],
    ['all that are shown', { all: 'yes', shown: `${ENTRY_ID}.4` }],
  ])('approves %s in the version that was shown, and stays in the list', async (_, chosen) => {
    const answer = await translator.post(`${LIST}/checks`, { ...chosen, category: 'C1' });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `${LIST}?category=C1`]);
    expect(callsTo(web, `nominations ${CHECK}`)[0]?.body).toEqual({ items: [{ id: ENTRY_ID, version: 4 }] });
  });

  it('is offered in a list that nominations has sorted, and a refusal leaves it sorted', async () => {
    const html = await page(`${LIST}?sort=-words&state=missing`);
    const asked = () => callsTo(web, 'nominations GET /editions/demo-2026/translations/ar').at(-1)?.path.split('?')[1];
    expect(asked()).toBe('limit=50&state=missing&sort=-words');
    expect(html).toMatch(/aria-sort="descending"[^>]*><a class="sort" href="[^"]*state=missing&amp;sort=words"/);
    await translator.post(`${LIST}/checks`, { sort: 'title', category: 'C1' });
    expect(asked()).toBe('limit=50&category=C1&sort=title');
    await page(`${LIST}?sort=votes`);
    expect(asked()).toBe('limit=50');
  });

  it.each([
    ['stale', 'changed after this page was made'],
    ['incomplete', 'a text that everybody will read is missing'],
    ['unknown', 'there is no draft to approve any more'],
  ])('names what was not approved: %s', async (outcome, words) => {
    answers(outcome);
    const answer = await translator.post(`${LIST}/checks`, { entry: `${ENTRY_ID}.4` });
    expect(answer.status).toBe(409);
    expect(await answer.text()).toContain(`Villages &lt;i>numériques&lt;/i>: ${words}`);
  });

  it.each([{}, { entry: '../../etc.1' }])('asks to choose where nothing is chosen', async (chosen) => {
    const answer = await translator.post(`${LIST}/checks`, chosen);
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain('Choose: this field is required.');
    expect(callsTo(web, `nominations ${CHECK}`)).toEqual([]);
  });

  it('keeps the choice where the service refuses', async () => {
    web.refuse('nominations', CHECK, 409, { code: 'NOMINATIONS.LIST_FROZEN', title: 'Frozen', detail: 'Since.' });
    const answer = await translator.post(`${LIST}/checks`, { entry: `${ENTRY_ID}.4` });
    const html = await answer.text();
    expect(answer.status).toBe(409);
    expect(html).toContain('Frozen');
    expect(html).toMatch(/name="entry" value="[^"]*" checked/);
  });
});

describe('A file of translations', () => {
  const FILE = `${LIST}/file?category=C1`;
  const TABLE = `${LIST}/file/translations.csv?category=C1`;
  /** Sends a table as a browser sends a file. */
  const bring = (content: string | Uint8Array<ArrayBuffer>) => {
    const body = new FormData();
    body.set('file', new Blob([content], { type: 'text/csv' }), 'translations.csv');
    const headers = { origin: web.url, cookie: translator.cookie };
    return fetch(`${web.url}${FILE}`, { method: 'POST', headers, body, redirect: 'manual' });
  };
  const taken = async () => (await translator.get(TABLE)).text();
  const row = (part: string, translation: string) => `${ENTRY_ID},2.4,${part},${translation}\r\n`;
  const HEAD = 'entry,version,part,translation\r\n';

  it('is taken out by category, all pages of it, with what stands of each text', async () => {
    const pages = [
      { items: [textsOfEntry()], nextCursor: 'abc' },
      { items: [textsOfEntry({ id: MISSING_ID, values: {} })] },
    ];
    web.clients.on('nominations', 'GET /editions/demo-2026/translations/ar/texts', () => pages.shift());
    const answer = await translator.get(TABLE);
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(answer.headers.get('content-disposition')).toContain('translations-ar-C1.csv');
    const text = await answer.text();
    expect(text).toContain(`${ENTRY_ID},2.4,title,Project title,Villages <i>numériques</i>,القرى الرقمية\r\n`);
    expect(text).toContain(`${MISSING_ID},2.4,shortDescription,`);
    const asked = callsTo(web, 'nominations GET /editions/demo-2026/translations/ar/texts');
    expect(asked.map(({ path }) => new URLSearchParams(path.split('?')[1]).get('cursor'))).toEqual([null, 'abc']);
  });

  it('is asked for by a category of the rules', async () => {
    expect((await translator.get(`${LIST}/file/translations.csv?category=C99`)).status).toBe(404);
    expect(await page(`${LIST}/file`)).toContain('Choose a category first');
  });

  const XLIFF = `${LIST}/file/translations.xlf?category=C1`;
  const unit = (id: string, line: string) => `<unit id="${id}">${line}</unit>`;
  const xliff = (units: string, head = 'trgLang="ar"') =>
    `<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="fr" ${head}>
<file id="${ENTRY_ID}.2.4">${units}</file></xliff>`;
  const segment = (target: string, state = 'translated') =>
    `<segment state="${state}"><source>x</source><target>${target}</target></segment>`;

  it('is taken out for translation programs by the languages of the authors', async () => {
    expect(await page('/en/desk/translations/demo-2026/fr/file?category=C1')).not.toContain('translations.xlf');
    expect(await page(FILE)).toContain(
      'href="/en/desk/translations/demo-2026/ar/file/translations.xlf?category=C1&amp;from=fr">Take out for a translation program (XLIFF), from French',
    );
    const answer = await translator.get(`${XLIFF}&from=fr`);
    expect(answer.headers.get('content-type')).toBe('application/xliff+xml; charset=utf-8');
    expect(answer.headers.get('content-disposition')).toContain('translations-fr-ar-C1.xlf');
    const text = await answer.text();
    expect(text).toContain(`<file id="${ENTRY_ID}.2.4" srcDir="ltr" trgDir="rtl"`);
    expect(text).toContain('<notes><note>Project title</note><note>At most 300 characters.</note></notes>');
    expect(text).toContain('<source>Villages &lt;i&gt;numériques&lt;/i&gt;</source><target>القرى الرقمية</target>');
    for (const from of ['en', 'xx', '']) expect((await translator.get(`${XLIFF}&from=${from}`)).status).toBe(404);
  });

  it('comes back from a translation program, reviewed, and is approved', async () => {
    web.clients.on('nominations', SAVE, () => ({ version: 5 }));
    const text = (await (await translator.get(`${XLIFF}&from=fr`)).text())
      .replaceAll(/state="\w+"/g, 'state="reviewed"')
      .replace('<source>Relier les villages.</source>', '<source>Relier les villages.</source><target>ربط</target>');
    // Some programs write UTF-16.
    const answer = await bring(new Uint8Array(Buffer.from(`\uFEFF${text}`, 'utf16le')));
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `${LIST}?category=C1`]);
    const [sent] = callsTo(web, `nominations ${SAVE}`);
    expect([sent?.headers?.['if-match'], sent?.body]).toEqual([
      '"4"',
      { state: 'checked', values: { title: 'القرى الرقمية', shortDescription: 'ربط' } },
    ]);
  });

  it.each([
    [
      'a text that is too long',
      xliff(`\n${unit('title', segment('x'.repeat(301)))}`),
      /Line \D?3\D?, unit “\D?title\D?”\D?: at most 300/,
    ],
    ['a document type', `<!DOCTYPE x>\n${xliff('')}`, /Line \D?1\D?: a file with a document type/],
    ['XML that never ends', '<xliff>\n<file>', /Line \D?2\D?: from here on this is no well-formed XML/],
    ['another language', xliff('', 'trgLang="es"'), /into another language: \D?Spanish/],
    ['another format', '<html/>', /This is no XLIFF 2/],
  ])('names line and unit of %s, and stores nothing', async (_, content, words) => {
    const answer = await bring(content);
    expect(answer.status).toBe(422);
    expect(await answer.text()).toMatch(words);
    expect(callsTo(web, `nominations ${SAVE}`)).toEqual([]);
  });

  it('is refused where it is larger than any category', async () => {
    expect((await bring('x'.repeat(12 * 1024 * 1024))).status).toBe(413);
  });

  it('changes nothing where it comes back as it was', async () => {
    expect(await (await bring(await taken())).text()).toContain('The file changes nothing');
    expect(callsTo(web, `nominations ${SAVE}`)).toEqual([]);
  });

  it('is saved as drafts, each from the version that was taken out', async () => {
    web.clients.on('nominations', SAVE, () => ({ version: 5 }));
    const answer = await bring(HEAD + row('shortDescription', 'ربط القرى'));
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `${LIST}?category=C1`]);
    const [sent] = callsTo(web, `nominations ${SAVE}`);
    expect([sent?.headers?.['if-match'], sent?.body]).toEqual([
      '"4"',
      { state: 'machine-draft', values: { title: 'القرى الرقمية', shortDescription: 'ربط القرى' } },
    ]);
  });

  it('changes nothing where it has errors, which are named by row and column', async () => {
    const answer = await bring(HEAD + row('title', 'x'.repeat(301)) + row('goals', 'x') + row('shortDescription', 'y'));
    const html = await answer.text();
    expect(answer.status).toBe(422);
    expect(html).toContain('Nothing was stored: the file has 2 errors');
    expect(html).toMatch(/Row \D?2\D?, column “\D?translation\D?”\D?: at most 300 characters/);
    expect(html).toMatch(/Row \D?3\D?, column “\D?part\D?”/);
    expect(callsTo(web, `nominations ${SAVE}`)).toEqual([]);
  });

  it('says what changed while it was being saved', async () => {
    web.refuse('nominations', SAVE, 409, { code: 'NOMINATIONS.STALE_TRANSLATION', currentVersion: 9 });
    const answer = await bring(HEAD + row('title', 'عنوان'));
    expect(answer.status).toBe(409);
    expect(await answer.text()).toContain('Saved: 0 of 1');
  });

  it('is refused as a whole where the service takes no text any more', async () => {
    web.refuse('nominations', SAVE, 409, { code: 'NOMINATIONS.LIST_FROZEN', title: 'Frozen', detail: 'Since.' });
    const answer = await bring(HEAD + row('title', 'عنوان'));
    expect([answer.status, (await answer.text()).includes('Frozen')]).toEqual([409, true]);
  });

  it('is asked for where none was chosen, and never of an auditor', async () => {
    expect((await bring('')).status).toBe(422);
    const auditor = await visitorOf(web, { roles: [{ role: 'auditor', edition: '*' }] });
    expect((await auditor.get(TABLE)).status).toBe(200);
    expect(await page(FILE, auditor)).not.toContain('type="file"');
    expect((await auditor.post(FILE, {})).status).toBe(403);
  });
});

describe('Assigning translators', () => {
  const ASSIGN = 'PUT /editions/demo-2026/translations/ar/assignments';
  const PATH = `/en${ASSIGNMENTS_PATH}`;
  let secretariat: DeskVisitor;
  beforeAll(async () => {
    secretariat = await visitorOf(web, { roles: [{ role: 'secretariat', edition: 'demo-2026' }] });
  });
  const shown = async () => {
    const html = await page(PATH, secretariat);
    return { _base: hidden(html, '_base'), _was: hidden(html, '_was') };
  };
  const given = (assignments: readonly object[]) =>
    web.clients.on('nominations', 'GET /editions/demo-2026/translations', () => overview({ assignments }));
  const all = (named: Record<string, string>) => ({
    ...Object.fromEntries(demonstration2026.categories.map(({ code }) => [code, ''])),
    C2: TRANSLATOR,
    ...named,
  });

  it('offers the translators of the edition, first those who use the language, with what is open', async () => {
    const html = await page(PATH, secretariat);
    const [, options = ''] = /<select[^>]* id="C2"[^>]*>(.*?)<\/select>/s.exec(html) ?? [];
    expect([...options.matchAll(/<option[^>]*>(.*?)<\/option>/g)].map(([, label]) => label)).toEqual([
      'Nobody',
      'Amina &lt;i>T.&lt;/i>',
      expect.stringMatching(/^Boris \(uses the platform in another language: \D?Russian/),
    ]);
    expect(options).toMatch(new RegExp(`value="${TRANSLATOR}" selected`));
    expect(html).toContain('Open: 2 entries, 821 words.');
    expect((await translator.get(PATH)).status).toBe(403);
    expect((await translator.post(PATH, {})).status).toBe(403);
  });

  it('sends what changes, with who was seen there', async () => {
    const answer = await secretariat.post(PATH, { ...(await shown()), ...all({ C1: OTHER_TRANSLATOR, C2: '' }) });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, PATH]);
    expect(callsTo(web, `nominations ${ASSIGN}`)[0]?.body).toEqual({
      items: [
        { category: 'C1', translator: OTHER_TRANSLATOR, from: null },
        { category: 'C2', translator: null, from: TRANSLATOR },
      ],
    });
  });

  it('sends nothing where nothing changes', async () => {
    expect((await secretariat.post(PATH, { ...(await shown()), ...all({}) })).status).toBe(303);
    expect(callsTo(web, `nominations ${ASSIGN}`)).toEqual([]);
  });

  it('keeps what somebody else has assigned meanwhile, and asks where both assigned the same', async () => {
    const before = await shown();
    given([{ language: 'ar', category: 'C3', translator: OTHER_TRANSLATOR }]);
    await secretariat.post(PATH, { ...before, ...all({ C1: OTHER_TRANSLATOR }) });
    expect(callsTo(web, `nominations ${ASSIGN}`)[0]?.body).toEqual({
      items: [{ category: 'C1', translator: OTHER_TRANSLATOR, from: null }],
    });
    const answer = await secretariat.post(PATH, { ...before, ...all({ C3: TRANSLATOR }) });
    const html = await answer.text();
    expect(answer.status).toBe(409);
    expect(html).toContain('name="_mine.C3"');
    expect(callsTo(web, `nominations ${ASSIGN}`)).toHaveLength(1);
  });

  it('tries anew what was overtaken, and says so in the end', async () => {
    web.refuse('nominations', ASSIGN, 409, { code: 'NOMINATIONS.ASSIGNMENT_CHANGED', title: 'Faster', detail: 'C1.' });
    const answer = await secretariat.post(PATH, { ...(await shown()), ...all({ C1: OTHER_TRANSLATOR }) });
    expect([answer.status, (await answer.text()).includes('Faster')]).toEqual([409, true]);
    expect(callsTo(web, `nominations ${ASSIGN}`)).toHaveLength(3);
  });

  it('names who is no translator any more, and leads to inviting where there is none', async () => {
    given([{ language: 'ar', category: 'C2', translator: ENTRY_ID }]);
    web.clients.on('identity', 'GET /colleagues', () => ({ items: [{ accountId: ENTRY_ID, name: 'Gone' }] }));
    expect(await page(PATH, secretariat)).toContain('Gone (no translator any more)');
    given([]);
    web.clients.on('identity', 'GET /editions/demo-2026/role-holders', () => ({ items: [] }));
    const html = await page(PATH, secretariat);
    expect(html).toContain('Nobody has the role of a translator');
    expect(html).not.toContain('<form class="form"');
  });

  it('shows translators first what is theirs, and the secretariat how much each has', async () => {
    const amina = await visitorOf(web, {
      accountId: TRANSLATOR,
      roles: [{ role: 'translator', edition: 'demo-2026' }],
    });
    const own = await page('/en/desk/translations', amina);
    expect(own.indexOf('Assigned to you')).toBeLessThan(own.indexOf('Missing and unchecked texts by language'));
    expect(own).toMatch(/translations\/demo-2026\/ar\?category=C2">Arabic: Information[^<]*<\/a> 2 entries, 821 words/);
    expect(own).not.toContain('What is open, by translator');
    expect(await page('/en/desk/translations')).not.toContain('Assigned to you');
    web.clients.on('identity', 'GET /colleagues', () => ({ items: [{ accountId: TRANSLATOR, name: 'Amina <i>' }] }));
    const all = await page('/en/desk/translations', secretariat);
    expect(all).toContain('What is open, by translator');
    expect(all).toContain('Amina &lt;i>');
    expect(all).toContain(`href="${PATH}"`);
    web.clients.on('nominations', 'GET /editions/demo-2026/translations/ar', () => ({
      items: [{ id: ENTRY_ID, original: 'fr', state: 'missing', title: 'x', mine: true }],
    }));
    expect(await page(LIST, amina)).toContain('Assigned to you');
  });
});

describe('Lowering the language gate', () => {
  const LOWER = 'POST /editions/demo-2026/language-gate/lowered';
  const PATH = `/en${GATE_PATH}`;
  let fresh: ScriptedWeb;
  let secretariat: DeskVisitor;
  // The rules serve all readers for a while: another service has not read the former ones.
  beforeAll(async () => {
    fresh = await scriptedWeb();
    scriptTranslations(fresh);
    const languages = { ...demonstration2026.languages, gate: { categoryNames: 'any', nomineeTexts: 'checked' } };
    fresh.clients.on('competition', 'GET /editions/demo-2026/rule-book', () => ({
      version: 1,
      hash: 'a'.repeat(64),
      adoptedAt: '2026-05-01T10:00:00.000Z',
      ruleBook: { ...demonstration2026, languages },
    }));
    secretariat = await visitorOf(fresh, { roles: [{ role: 'secretariat', edition: 'demo-2026' }] });
  });
  afterAll(() => fresh.stop());
  beforeEach(() => fresh.clients.calls.splice(0));

  it('is shown to everybody beside the rule, with its reason', async () => {
    const html = await (await fetch(`${fresh.url}/en/editions/demo-2026/rules`)).text();
    const [, rule = ''] = /<article class="rule" id="languages.gate">(.*?)<\/article>/s.exec(html) ?? [];
    expect(rule).toContain('Two persons have asked for less');
    expect(rule).toMatch(/A machine draft is enough\. Languages: \D?Russian and Arabic/);
    expect(rule).toContain('Nobody &lt;b>found&lt;/b>');
    fresh.refuse('nominations', 'GET /editions/demo-2026/language-gate/lowered', 503, { code: 'HTTP.UNAVAILABLE' });
    const answer = await fetch(`${fresh.url}/en/editions/demo-2026/rules`);
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'public, max-age=2']);
    expect(await answer.text()).toContain('could not be found out at the moment');
    scriptTranslations(fresh);
  });

  it('is proposed by the secretariat: languages, texts, level and reason', async () => {
    const overviewPage = await page('/en/desk/translations', secretariat);
    expect(overviewPage).toContain(`href="${PATH}"`);
    expect(overviewPage).toContain('Nobody &lt;b>found&lt;/b>');
    const html = await page(PATH, secretariat);
    expect(html).toContain('<option value="machine-draft">At least a machine draft</option>');
    expect(html).not.toContain('<option value="checked">');
    const answer = await secretariat.post(PATH, [
      ['level', 'original'],
      ['languages', 'ar'],
      ['languages', 'en'],
      ['categories', 'C2'],
      ['reason', ' Nobody found '],
    ]);
    expect([answer.status, answer.headers.get('location')]).toEqual([
      303,
      `/en/desk/approvals/nominations/${ENTRY_ID}`,
    ]);
    expect(callsTo(fresh, `nominations ${LOWER}`)[0]?.body).toEqual({
      level: 'original',
      languages: ['ar', 'en'],
      categories: ['C2'],
      reason: 'Nobody found',
    });
  });

  it('asks for what is missing and keeps what was typed, also where the service refuses', async () => {
    const typed = { level: 'original', reason: 'Nobody <found>' };
    const missing = await secretariat.post(PATH, typed);
    const html = await missing.text();
    expect(missing.status).toBe(422);
    expect(html).toContain('In these languages: this field is required.');
    expect(html).toContain('Nobody &lt;found>');
    fresh.refuse('nominations', LOWER, 409, { code: 'NOMINATIONS.GATE_NOT_LOWERED' });
    const refused = await secretariat.post(PATH, { ...typed, languages: 'ar' });
    const said = await refused.text();
    expect([refused.status, said.includes('Nobody &lt;found>')]).toEqual([409, true]);
    expect(said).toContain('This asks for no less than what holds already');
  });

  it('is for the secretariat, with a second factor just verified', async () => {
    const amina = await visitorOf(fresh, { roles: [{ role: 'translator', edition: 'demo-2026' }] });
    expect((await amina.get(PATH)).status).toBe(403);
    const stale = await visitorOf(fresh, {
      roles: [{ role: 'secretariat', edition: 'demo-2026' }],
      secondFactorAt: new Date(Date.now() - 20 * 60_000),
    });
    expect((await stale.get(PATH)).status).toBe(303);
  });
});
