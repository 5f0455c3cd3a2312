import { LANGUAGES } from '@wsis/kernel';
import { scriptedWeb, type ScriptedWeb } from './scripted-contest.js';
import { callsTo, visitorOf, type DeskVisitor } from './scripted-desk.js';
import {
  BARRED_ID,
  DECIDED_ID,
  OWN_ID,
  SCREENER_PATHS,
  WAITING_ID,
  entry,
  queued,
  scriptOpenScreening,
  scriptScreening,
  step,
} from './scripted-screening.js';

const QUEUE = '/en/desk/screening/demo-2026';
const ENTRY = `${QUEUE}/entries/${WAITING_ID}`;
const READ = `GET /submissions/${WAITING_ID}`;
const DECIDE = `POST /submissions/${WAITING_ID}/screening`;
const SEVERAL = `${QUEUE}/several`;
const DECIDE_SEVERAL = 'POST /editions/demo-2026/screenings';
const LIST = `${QUEUE}/list`;
const FREEZE = 'POST /editions/demo-2026/nominee-list/freeze';
const SECRETARIAT_PATHS = [`${ENTRY}/category`, LIST];
const LISTED = 'GET /editions/demo-2026/screening-queue';

let web: ScriptedWeb;
let screener: DeskVisitor;
let secretary: DeskVisitor;
let auditor: DeskVisitor;
beforeAll(async () => {
  web = await scriptedWeb();
  screener = await visitorOf(web, { roles: [{ role: 'screener', edition: 'demo-2026' }] });
  secretary = await visitorOf(web);
  auditor = await visitorOf(web, { roles: [{ role: 'auditor', edition: '*' }] });
});
afterAll(() => web.stop());
beforeEach(() => {
  web.clients.calls.splice(0);
  scriptScreening(web);
  scriptOpenScreening(web);
});

const hidden = (html: string, name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? '';
const read = async (path: string, as = screener) => (await as.get(path)).text();
/** What a browser would send of the form below the entry that is shown. */
async function decision(outcome: string, reason = ''): Promise<Record<string, string>> {
  const html = await read(ENTRY);
  return { _base: hidden(html, '_base'), _was: hidden(html, '_was'), _key: hidden(html, '_key'), outcome, reason };
}
const asked = (name: string) => {
  const [, query = ''] =
    web.clients.calls.findLast(({ request }) => request.path.includes('screening-queue'))?.request.path.split('?') ??
    [];
  return new URLSearchParams(query).get(name);
};

describe('Every page of a screener', () => {
  it.each(LANGUAGES.flatMap((language) => SCREENER_PATHS.map((path) => [`/${language}${path}`, language] as const)))(
    '%s is whole, in its language and safe',
    async (address, language) => {
      const answer = await screener.get(address);
      const html = await answer.text();
      expect(answer.status).toBe(200);
      expect(html).toContain(`<html lang="${language}"`);
      expect(html).not.toMatch(/web\.[a-z]+[.-]|problem\.|rule\.[a-z]|undefined|\[object|<b>|<i>|<results>/);
      expect(html.match(/<h1[ >]/g)).toHaveLength(1);
    },
  );

  it('is for reviewers alone', async () => {
    const expert = await visitorOf(web, { roles: [{ role: 'expert', edition: 'demo-2026' }] });
    for (const path of SCREENER_PATHS) expect((await expert.get(`/en${path}`)).status).toBe(403);
    for (const path of SECRETARIAT_PATHS) expect((await screener.get(path)).status).toBe(403);
    expect((await auditor.get(ENTRY)).status).toBe(200);
    expect((await auditor.post(ENTRY, { outcome: 'nominate' })).status).toBe(403);
  });

  it('is closed to who screens another edition', async () => {
    const elsewhere = await visitorOf(web, { roles: [{ role: 'screener', edition: 'past-2025' }] });
    for (const path of SCREENER_PATHS) expect((await elsewhere.get(`/en${path}`)).status).toBe(403);
    const nowhere = await visitorOf(web, { roles: [{ role: 'screener', edition: 'gone' }] });
    expect(await read('/en/desk/screening', nowhere)).toContain('You screen in no edition yet');
  });
});

describe('The queue', () => {
  it('begins with what waits, the longest waiting first, and tells how far everybody is', async () => {
    expect((await screener.get('/en/desk/screening')).headers.get('location')).toBe(QUEUE);
    const html = await read(QUEUE);
    expect([asked('state'), asked('sort'), asked('category')]).toEqual(['submitted', null, null]);
    expect(html).toContain('14 of 17, 7 of them by you');
    expect(html).toContain(`href="/en/desk/screening/demo-2026/entries/${OWN_ID}"`);
    expect(html).toMatch(/Your own/);
    expect(html).toMatch(/data-until="2026-03-15T22:00:00.000Z"/);
  });

  it('is sorted, narrowed and paged by addresses', async () => {
    const html = await read(`${QUEUE}?state=declined&category=C2&q=water&sort=-title&cursor=abc`);
    const names = ['state', 'category', 'q', 'sort', 'cursor'];
    expect(names.map(asked)).toEqual(['declined', 'C2', 'water', '-title', 'abc']);
    expect(html).toContain('<input type="hidden" name="state" value="declined"/>');
    expect(html).toMatch(/href="[^"]*state=declined[^"]*cursor=WzE4XQ"/);
  });

  it('holds a screener’s own categories where they were invited for some', async () => {
    const ofTwo = await visitorOf(web, {
      roles: ['C1', 'C3'].map((category) => ({ role: 'screener', edition: 'demo-2026', category })),
    });
    const html = await read(QUEUE, ofTwo);
    expect(asked('category')).toBe('C1,C3');
    expect(html).toContain('9 of 9');
    expect(html).not.toContain('<option value="C2"');
  });

  it('offers to step back before anything is read, and no way to what a conflict bars', async () => {
    const html = await read(QUEUE);
    expect(html).toContain(`href="${ENTRY}/conflict"`);
    expect(html).not.toContain(BARRED_ID);
    expect(html).not.toContain(`${OWN_ID}/conflict`);
    expect(html).toContain('Stepped back');
    expect(await read(QUEUE, auditor)).not.toContain('/conflict"');
  });

  it('leads the secretariat to the list, and nobody else', async () => {
    expect(await read(QUEUE, secretary)).toContain(`href="${LIST}"`);
    expect(await read(QUEUE)).not.toContain(`href="${LIST}"`);
  });

  it.each([
    ['', 'Nothing waits for a decision'],
    ['?state=returned', 'Choose another state above'],
    ['?q=nothing', 'No entry matches'],
  ])('says why it is empty at %j, and the way on', async (query, sentence) => {
    web.clients.on('nominations', LISTED, () => ({ items: [], decidedByMe: 0 }));
    expect(await read(`${QUEUE}${query}`)).toContain(sentence);
  });
});

describe('An entry', () => {
  it('is read in its author’s words with the reader’s language beside them', async () => {
    const html = await read(`/ar/desk/screening/demo-2026/entries/${WAITING_ID}`);
    expect(html).toContain('Un &lt;i>texte&lt;/i>.');
    expect(html).toContain('نص.');
    expect(html).not.toContain('A text.');
  });

  it('is read beside another translation, or alone, as the reader likes', async () => {
    expect(await read(`${ENTRY}?beside=ar`)).toContain('نص.');
    expect(await read(`${ENTRY}?beside=none`)).not.toMatch(/class="version"/);
  });

  it('leads to its website', async () => {
    expect(await read(ENTRY)).toContain('<a href="https://example.org/villages" rel="nofollow noopener noreferrer"');
    const hostile = { ...entry().values, website: 'javascript:alert(1)' };
    web.clients.on('nominations', READ, () => entry({ values: hostile }));
    expect(await read(ENTRY)).toContain('<bdi>javascript:alert(1)</bdi>');
  });

  it('shows its pictures to who may read it', async () => {
    const picture = `${'0b'.repeat(32)}.webp`;
    expect(await read(ENTRY)).toContain(`/entries/${WAITING_ID}/pictures/${picture}`);
    expect((await screener.get(`${ENTRY}/pictures/..%2Fother`)).status).toBe(404);
  });

  it.each([
    ['decided', { state: 'declined' }, 'Only the secretariat can correct that'],
    ['with its author', { state: 'returned' }, 'It is back with its author'],
    ['withdrawn', { state: 'withdrawn' }, 'Its author has withdrawn it'],
    ['one’s own, or one’s organisation’s', { relation: 'member' }, 'This is your own entry, or'],
  ])('is not decided on while it is %s', async (_what, more, sentence) => {
    web.clients.on('nominations', READ, () => entry(more));
    const html = await read(ENTRY);
    expect(html).toContain(sentence);
    expect(html).not.toContain('<form class="form"');
  });

  it('is decided on by the secretariat again, and by an auditor never', async () => {
    web.clients.on('nominations', READ, () => entry({ state: 'declined' }));
    expect(await read(ENTRY, secretary)).toContain('You correct a decision that was made');
    web.clients.on('nominations', READ, () => entry());
    expect(await read(ENTRY, auditor)).not.toContain('<form class="form"');
  });

  it('is nowhere under another edition', async () => {
    web.clients.on('nominations', READ, () => entry({ edition: 'past-2025' }));
    expect((await screener.get(ENTRY)).status).toBe(404);
  });
});

describe('A decision', () => {
  it('is sent with the version that was read', async () => {
    web.clients.on('nominations', DECIDE, () => ({ state: 'declined' }));
    const answer = await screener.post(ENTRY, await decision('decline', 'No results yet'));
    expect([answer.status, answer.headers.get('location')]).toEqual([303, QUEUE]);
    expect(callsTo(web, `nominations ${DECIDE}`)[0]?.body).toEqual({
      outcome: 'decline',
      reason: 'No results yet',
      version: 4,
    });
  });

  it('asks for an outcome before anything is sent, and keeps the reason', async () => {
    const answer = await screener.post(ENTRY, await decision('', 'So <good>'));
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain('So &lt;good>');
    expect(callsTo(web, `nominations ${DECIDE}`)).toEqual([]);
  });

  it('keeps what was typed when it is refused, with what is wrong at its field', async () => {
    web.refuse('nominations', DECIDE, 422, {
      code: 'NOMINATIONS.REASON_REQUIRED',
      errors: [{ field: 'reason', rule: 'required' }],
    });
    const answer = await screener.post(ENTRY, await decision('return'));
    const html = await answer.text();
    expect(answer.status).toBe(422);
    expect(html).toContain('value="return" checked');
    expect(html).toContain('id="reason-error"');
  });

  it('that finds the shortlist full leads to the rule', async () => {
    web.refuse('nominations', DECIDE, 409, { code: 'NOMINATIONS.SHORTLIST_FULL', errors: [] });
    const html = await (await screener.post(ENTRY, await decision('nominate'))).text();
    const refusal = html.slice(html.indexOf('id="error-summary"'), html.indexOf('<form class="form"'));
    expect(refusal).toContain('/en/editions/demo-2026/rules#screening.shortlistSize');
  });

  it('shows what stands now where the entry changed meanwhile, and is made on that', async () => {
    const typed = await decision('decline', 'Too <short>');
    web.clients.on('nominations', READ, () =>
      entry({ version: 6, values: { ...entry().values, shortDescription: 'Un texte plus long.' } }),
    );
    web.refuse('nominations', DECIDE, 409, { code: 'NOMINATIONS.READ_EARLIER_VERSION', currentVersion: 6, errors: [] });
    const answer = await screener.post(ENTRY, typed);
    const html = await answer.text();
    expect(answer.status).toBe(409);
    expect(html).toContain('Un texte plus long.');
    expect(html).toContain('Too &lt;short>');
    expect(hidden(html, '_base')).toBe('6');
  });

  it('shows who was faster, and what was typed', async () => {
    const typed = await decision('decline', 'Mine');
    const theirs = [step({ toState: 'nominated' })];
    web.clients.on('nominations', READ, () => entry({ version: 5, state: 'nominated', history: theirs }));
    web.refuse('nominations', DECIDE, 409, { code: 'NOMINATIONS.NOT_SCREENABLE', errors: [] });
    const html = await (await screener.post(ENTRY, typed)).text();
    expect(html).toContain('Only the secretariat can correct that');
    expect(html).toContain('Mine</textarea>');
  });

  it('of a decided entry reads why', async () => {
    const html = await read(`${QUEUE}/entries/${DECIDED_ID}`);
    expect(html).toContain('No &lt;results> yet');
  });
});

describe('Stepping back', () => {
  const DECLARE = `POST /submissions/${WAITING_ID}/conflict`;

  it('shows no more of the entry than its name', async () => {
    const html = await read(`${ENTRY}/conflict`);
    expect(html).toContain('Villages numériques');
    expect(html).not.toContain('Moins de pauvreté');
  });

  it('is declared with its reason, which stays when it is refused', async () => {
    web.refuse('nominations', DECLARE, 422, {
      code: 'HTTP.VALIDATION_FAILED',
      errors: [{ field: 'reason', rule: 'maxLength', params: { max: 1000, limit: 1000 } }],
    });
    const refused = await screener.post(`${ENTRY}/conflict`, { reason: 'My <sister>' });
    expect([refused.status, (await refused.text()).includes('My &lt;sister>')]).toEqual([422, true]);
    web.clients.on('nominations', DECLARE, () => ({}));
    const answer = await screener.post(`${ENTRY}/conflict`, { reason: 'My sister' });
    expect(answer.headers.get('location')).toBe(QUEUE);
    expect(callsTo(web, `nominations ${DECLARE}`).at(-1)?.body).toEqual({ reason: 'My sister' });
  });

  it('ends the reading, and says why', async () => {
    web.refuse('nominations', READ, 403, { code: 'NOMINATIONS.STEPPED_BACK', title: 'You stepped back' });
    const answer = await screener.get(ENTRY);
    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain('You stepped back');
  });

  it('is told where nominations tells it', async () => {
    expect(await read(`${QUEUE}/entries/${DECIDED_ID}`, secretary)).toContain('My &lt;b>sister&lt;/b>');
    expect(await read(ENTRY, secretary)).not.toContain('Who stepped back');
  });
});

describe('The queue as a table', () => {
  it('comes whole, as it is filtered and sorted, and no title acts as a formula', async () => {
    const QUEUED = 'GET /editions/demo-2026/screening-queue';
    const entry = { state: 'submitted', version: 2, category: 'C2', language: 'en', country: 'KE', generated: false };
    web.clients.on('nominations', QUEUED, ({ path }) =>
      path.includes('cursor=')
        ? { items: [{ ...entry, id: 'b', title: 'Second, "quoted"', submittedAt: '2026-02-03T08:00:00.000Z' }] }
        : { items: [{ ...entry, id: 'a', title: '=1+1' }], nextCursor: 'more' },
    );
    const html = await read(`${QUEUE}?category=C2&q=water&sort=-title`);
    const file = /href="([^"]+\/file[^"]*)"/.exec(html)?.[1]?.replaceAll('&amp;', '&') ?? '';
    expect(file).toContain('state=submitted&category=C2&q=water&sort=-title');
    web.clients.calls.splice(0);
    const answer = await screener.get(file);
    expect(answer.headers.get('content-type')).toContain('text/csv');
    expect((await answer.text()).split('\r\n')).toEqual([
      'submission_id,title,organisation,country,category,language,state,submitted_at',
      "a,'=1+1,,KE,C2,en,submitted,",
      'b,"Second, ""quoted""",,KE,C2,en,submitted,2026-02-03T08:00:00.000Z',
      '',
    ]);
    expect(
      callsTo(web, `nominations ${QUEUED}`).map(({ path }) => new URLSearchParams(path.split('?')[1]).get('sort')),
    ).toEqual(['-title', '-title']);
  });
});

describe('Moving', () => {
  const MOVE = `POST /submissions/${WAITING_ID}/category`;

  it('goes to another category with a reason, both kept when refused', async () => {
    web.refuse('nominations', MOVE, 409, { code: 'NOMINATIONS.SHORTLIST_FULL', errors: [] });
    const refused = await secretary.post(`${ENTRY}/category`, { category: 'C3', reason: 'Fits <there>' });
    const html = await refused.text();
    expect(refused.status).toBe(409);
    expect(html).toContain('Fits &lt;there>');
    expect(html).toMatch(/<option value="C3" selected/);
    web.clients.on('nominations', MOVE, () => ({ category: 'C3' }));
    const shown = await read(`${ENTRY}/category`, secretary);
    const base = /name="_base" value="(\d+)"/.exec(shown)?.[1] ?? '';
    const answer = await secretary.post(`${ENTRY}/category`, { category: 'C3', reason: 'Fits there', _base: base });
    expect(answer.headers.get('location')).toBe(ENTRY);
    expect(callsTo(web, `nominations ${MOVE}`).at(-1)?.body).toEqual({
      category: 'C3',
      reason: 'Fits there',
      version: Number(base),
    });
  });

  it('shows where it stands now when a colleague moved it meanwhile, and keeps what was typed for the next try', async () => {
    web.refuse('nominations', MOVE, 409, { code: 'NOMINATIONS.READ_EARLIER_VERSION', version: 9 });
    const answer = await secretary.post(`${ENTRY}/category`, { category: 'C3', reason: 'Fits there', _base: '1' });
    const html = await answer.text();
    expect([answer.status, callsTo(web, `nominations ${MOVE}`).at(-1)?.body]).toMatchObject([409, { version: 1 }]);
    expect(html).toMatch(/Fits there<\/textarea>/);
    expect(html).toMatch(/<option value="C3" selected/);
    const base = /name="_base" value="(\d+)"/.exec(await read(`${ENTRY}/category`, secretary))?.[1];
    expect(html).toContain(`name="_base" value="${base}"`);
  });

  it('shows how full each category is', async () => {
    expect(await read(`${ENTRY}/category`, secretary)).toMatch(/\(5 \/ 20\)<\/option>/);
  });
});

describe('Several at once', () => {
  const chosen = (id: string): [string, string] => ['entries', `${id}.4`];

  it('offers what waits and may be decided on', async () => {
    const html = await read(`${SEVERAL}?category=C2`);
    expect([asked('state'), asked('category')]).toEqual(['submitted', 'C2']);
    expect(html).toContain(`value="${WAITING_ID}.4"`);
    expect(html).not.toMatch(new RegExp(`${OWN_ID}|${BARRED_ID}`));
    web.clients.on('nominations', LISTED, () => ({ items: [] }));
    expect(await read(SEVERAL)).not.toContain('<form class="form"');
  });

  it('are decided on in the versions that were shown', async () => {
    web.clients.on('nominations', DECIDE_SEVERAL, () => ({
      results: [WAITING_ID, DECIDED_ID].map((submissionId) => ({ submissionId, state: 'nominated' })),
    }));
    const answer = await screener.post(`${SEVERAL}?category=C2`, [
      chosen(WAITING_ID),
      chosen(DECIDED_ID),
      ['outcome', 'nominate'],
      ['reason', ''],
    ]);
    expect(answer.headers.get('location')).toBe(`${SEVERAL}?category=C2`);
    const decision = { outcome: 'nominate', reason: '', version: 4 };
    expect(callsTo(web, `nominations ${DECIDE_SEVERAL}`)[0]?.body).toEqual({
      decisions: [WAITING_ID, DECIDED_ID].map((submissionId) => ({ submissionId, ...decision })),
    });
  });

  it('tell which were refused and why, and keep those chosen in the version that stands now', async () => {
    web.clients.on('nominations', DECIDE_SEVERAL, () => ({
      results: [
        { submissionId: WAITING_ID, refusal: { code: 'NOMINATIONS.READ_EARLIER_VERSION', errors: [] } },
        { submissionId: DECIDED_ID, state: 'declined' },
      ],
    }));
    const typed: [string, string][] = [
      ['outcome', 'decline'],
      ['reason', 'Too <short>'],
    ];
    web.clients.on('nominations', LISTED, () => ({ items: [queued({ version: 6 })] }));
    const answer = await screener.post(SEVERAL, [chosen(WAITING_ID), chosen(DECIDED_ID), ...typed]);
    const html = await answer.text();
    expect(answer.status).toBe(409);
    expect(html).toContain('1 decision is stored.');
    expect(html).toContain('The entry changed after you opened it');
    expect(html).toContain(`value="${WAITING_ID}.6" checked`);
    expect(html).toContain('value="decline" checked');
    expect(html).toContain('Too &lt;short>');
  });

  it('ask for entries and an outcome before anything is sent', async () => {
    const answer = await screener.post(SEVERAL, { reason: 'Kept <here>' });
    const html = await answer.text();
    expect(answer.status).toBe(422);
    expect(html).toContain('Kept &lt;here>');
    expect(html).toContain('href="#entries"');
    expect(html).toContain('href="#outcome"');
    expect(callsTo(web, `nominations ${DECIDE_SEVERAL}`)).toEqual([]);
  });
});

describe('The list', () => {
  it('counts its nominees, and is proposed to a second person', async () => {
    const html = await read(LIST, secretary);
    expect(html).toContain('5 nominees get their numbers');
    expect(html).toContain(`href="${QUEUE}?state=submitted&amp;category=C2"`);
    web.clients.on('nominations', FREEZE, () => ({ approvalId: 'abc' }));
    const answer = await secretary.post(LIST, {});
    expect(answer.headers.get('location')).toBe('/en/desk/approvals/nominations/abc');
  });

  it('says what stands in the way, and counts missing texts by language', async () => {
    const text = (number: number, language: string) => ({
      field: `nominees.${number}.texts.${language}`,
      rule: 'required',
    });
    web.refuse('nominations', FREEZE, 409, {
      code: 'NOMINATIONS.LIST_INCOMPLETE',
      errors: [
        { field: 'submissions', rule: 'undecided', params: { actual: 3 } },
        { field: 'categories', rule: 'minimum', params: { min: 18, actual: 1 } },
        text(1, 'ar'),
        text(2, 'ar'),
        text(1, 'zh'),
      ],
    });
    const answer = await secretary.post(LIST, {});
    const html = await answer.text();
    expect(answer.status).toBe(409);
    expect(html).toContain('Entries: 3 submissions still wait for a decision.');
    expect(html).toContain('Categories with a nominee: the value must be 18 or more.');
    expect(html).toContain('Arabic: 2 nominees have no text');
    expect(html).toContain('Chinese: 1 nominee has no text');
    for (const [, id = ''] of html.matchAll(/href="#(submissions|categories)"/g)) expect(html).toContain(`id="${id}"`);
  });

  it('is only shown once it is frozen', async () => {
    const list = { frozen: true, released: false, listVersion: 1, listHash: 'cd'.repeat(32), nomineeCount: 5 };
    web.clients.on('nominations', 'GET /editions/demo-2026/nominee-list', () => list);
    const html = await read(LIST, secretary);
    expect(html).toContain('The list is frozen, with 5 nominees.');
    expect(html).toContain('cd'.repeat(32));
    expect(html).not.toContain('<form class="form"');
    expect(html).toContain('/desk/editions/demo-2026/outcome');
  });
});
