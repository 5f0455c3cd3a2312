import { LANGUAGES } from '@wsis/kernel';
import { demonstration2026, hashRuleBook, type RuleBook } from '@wsis/rule-book';
import { openDesk } from './open-desk.js';
import { callsTo, visitorOf } from './scripted-desk.js';

const { web, secretary } = openDesk();
beforeEach(() => {
  web.clients.on('competition', SAVE, () => ({ version: 5, hash: '' }));
});

const RULES = '/en/desk/editions/demo-2026/rules';
const SAVE = 'PUT /editions/demo-2026/rule-book/draft';

/** The fields of a form as a browser would send them. */
function fieldsOf(html: string): [string, string][] {
  const main = html.slice(html.indexOf('<form class="form"'));
  const unescaped = (text: string) =>
    text.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&amp;', '&').replaceAll('&#39;', "'");
  const attribute = (tag: string, name: string) => new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];
  return [...main.matchAll(/<input[^>]*>|<textarea[^>]*>([^<]*)|<select[^>]*>.*?<\/select>/gs)].flatMap(
    ([tag, text = '']): [string, string][] => {
      const name = attribute(tag, 'name');
      if (name === undefined) return [];
      if (tag.startsWith('<textarea')) return [[name, unescaped(text).replace(/^\n/, '')]];
      if (tag.startsWith('<select'))
        return [[name, attribute(/<option[^>]*selected[^>]*>/.exec(tag)?.[0] ?? '', 'value') ?? '']];
      if (/type="(?:radio|checkbox)"/.test(tag) && !/\schecked/.test(tag)) return [];
      return [[name, unescaped(attribute(tag, 'value') ?? '')]];
    },
  );
}

const filled = async (path: string, change: Record<string, string>) => {
  const fields = fieldsOf(await (await secretary.get(path)).text());
  return fields.map(([name, value]): [string, string] => [name, change[name] ?? value]);
};
const saved = () =>
  callsTo(web, `competition ${SAVE}`).map(({ body, headers }) => [headers?.['if-match'], body] as const);

describe('A draft of the rules', () => {
  it('keeps everything that was not changed, to the letter', async () => {
    const answer = await secretary.post(`${RULES}/vote`, await filled(`${RULES}/vote`, { 'vote.graceSeconds': '9' }));
    expect([answer.status, answer.headers.get('location')]).toEqual([303, RULES]);
    const expected: RuleBook = { ...demonstration2026, vote: { ...demonstration2026.vote, graceSeconds: 9 } };
    expect(saved()).toEqual([['"4"', expected]]);
  });

  it('keeps what was typed, with what is wrong beside the field', async () => {
    web.refuse('competition', SAVE, 422, {
      code: 'COMPETITION.RULE_BOOK_INVALID',
      errors: [
        { field: 'vote.categoriesRequired', rule: 'maximum', params: { maximum: 18, actual: 99 } },
        { field: 'count.lotSeed', rule: 'required', params: {} },
      ],
    });
    const typed = await filled(`${RULES}/vote`, { 'vote.categoriesRequired': '99' });
    const answer = await secretary.post(`${RULES}/vote`, typed);
    const html = await answer.text();
    expect(answer.status).toBe(422);
    expect(html).toContain('id="vote.categoriesRequired-error"');
    expect(html).toContain('value="99"');
    expect(html).toContain('Count, Where the number for drawing lots comes from: this field is required.');
    web.clients.on('competition', SAVE, () => ({ version: 5 }));
  });

  it('puts two people’s changes together, and shows both where they changed the same rule', async () => {
    const mine = await filled(`${RULES}/vote`, { 'vote.graceSeconds': '9' });
    const theirs = (vote: Partial<RuleBook['vote']>) => {
      const ruleBook = { ...demonstration2026, vote: { ...demonstration2026.vote, ...vote } };
      web.clients.on('competition', 'GET /editions/demo-2026/rule-book/draft', () => ({
        version: 5,
        hash: hashRuleBook(ruleBook),
        ruleBook,
      }));
      return ruleBook;
    };
    const other = theirs({ categoriesRequired: 5 });
    expect((await secretary.post(`${RULES}/vote`, mine)).status).toBe(303);
    expect(saved()).toEqual([['"5"', { ...other, vote: { ...other.vote, graceSeconds: 9 } }]]);

    theirs({ graceSeconds: 33 });
    const answer = await secretary.post(`${RULES}/vote`, mine);
    const html = await answer.text();
    expect(answer.status).toBe(409);
    expect(html).toContain('<dd dir="auto">33</dd>');
    expect(html).toContain('value="9"');
    expect(saved()).toHaveLength(1);
    // Sending what is shown again is a decision.
    const decided = fieldsOf(html.slice(html.indexOf('<form')));
    expect((await secretary.post(`${RULES}/vote`, decided)).status).toBe(303);
    expect(saved()).toHaveLength(2);
  });

  it('says what somebody else chose in the words in which it is offered', async () => {
    const mine = await filled(`${RULES}/vote`, { 'vote.afterWithdrawal': 'spent', 'vote.mayChange': 'no' });
    const vote = { ...demonstration2026.vote, afterWithdrawal: 'spent' as const, mayChange: false };
    const ruleBook = { ...demonstration2026, vote };
    web.clients.on('competition', 'GET /editions/demo-2026/rule-book/draft', () => ({
      version: 5,
      hash: hashRuleBook(ruleBook),
      ruleBook,
    }));
    const html = await (await secretary.post(`${RULES}/vote`, mine)).text();
    const shown = [...html.matchAll(/<dd dir="auto">([^<]*)<\/dd>/g)].map(([, words]) => words);
    expect(shown.toSorted()).toEqual(['no', 'stays spent']);
  });

  it('moves, takes out and adds entries of a list by buttons', async () => {
    const codes = () => (saved().at(-1)?.[1] as RuleBook).categories.map(({ code }) => code);
    const [first, second] = demonstration2026.categories.map(({ code }) => code);
    expect((await secretary.post(`${RULES}/categories/0/moves`, { _base: '4', move: 'down' })).status).toBe(303);
    expect(codes().slice(0, 2)).toEqual([second, first]);
    await secretary.post(`${RULES}/categories/0/moves`, { _base: '4', move: 'out' });
    expect(codes()).not.toContain(first);
    const typed = await filled(`${RULES}/categories/new`, { code: 'C12-new', number: '19' });
    await secretary.post(`${RULES}/categories/new`, typed);
    expect(codes().at(-1)).toBe('C12-new');
    const stale = await secretary.post(`${RULES}/categories/0/moves`, { _base: '3', move: 'up' });
    expect(stale.status).toBe(409);
  });

  it('names what is no JSON, and keeps it', async () => {
    const typed = await filled(`${RULES}/vote/json`, { vote: '{"mayChange": ' });
    const answer = await secretary.post(`${RULES}/vote/json`, typed);
    const html = await answer.text();
    expect([answer.status, saved().length]).toEqual([422, 0]);
    expect(html).toContain('this is not JSON');
    expect(html).toContain('{&quot;mayChange&quot;:');
  });

  it('is proposed by the version and the hash that were shown', async () => {
    web.clients.on('competition', 'POST /editions/demo-2026/rule-book/adoption', () => ({ approvalId: 'x' }));
    const fields = fieldsOf(await (await secretary.get(`${RULES}/adoption`)).text());
    const answer = await secretary.post(`${RULES}/adoption`, fields);
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/en/desk/approvals']);
    const [asked] = callsTo(web, 'competition POST /editions/demo-2026/rule-book/adoption');
    expect(asked?.body).toEqual({ draftVersion: 4, ruleBookHash: hashRuleBook(demonstration2026) });
  });

  it('shows which rules differ from those in force', async () => {
    const html = await (await secretary.get(`${RULES}/comparison`)).text();
    expect(html).toContain('1 rule differs from: the rules in force');
    expect(html).toContain('<td>7</td>');
    expect(html).toContain('<h1>Compare the draft with the rules in force</h1>');
  });

  it('says so where it is compared with those of the edition that it was copied from', async () => {
    web.clients.on('competition', 'GET /editions/demo-2026', () => ({
      id: 'demo-2026',
      year: 2026,
      name: 'WSIS Prizes 2026',
      timeZone: 'Europe/Zurich',
      copiedFrom: 'past-2025',
      openPhases: [],
    }));
    web.clients.on('competition', 'GET /editions/past-2025/rule-book', () => ({
      version: 1,
      hash: '',
      ruleBook: { ...demonstration2026, name: 'Prizes of <2025>' },
    }));
    const title = 'Compare the draft with the rules of Prizes of &lt;2025>';
    expect(await (await secretary.get(RULES)).text()).toContain(title);
    expect(await (await secretary.get(`${RULES}/comparison`)).text()).toContain(`<h1>${title}</h1>`);
  });
});

describe('A draft before it is adopted', () => {
  const withoutFrame = (html: string) => html.slice(html.indexOf('<p class="lead">'), html.indexOf('id="versions"'));

  it('reads in each language as the rules will, and is kept by nobody', async () => {
    web.clients.on('competition', 'GET /editions/demo-2026/rule-book', () => ({
      version: 2,
      hash: hashRuleBook(demonstration2026),
      adoptedAt: '2026-05-01T08:00:00Z',
      ruleBook: demonstration2026,
    }));
    for (const language of LANGUAGES) {
      const preview = await secretary.get(`/${language}/desk/editions/demo-2026/rules/preview`);
      const html = await preview.text();
      expect([preview.status, preview.headers.get('cache-control')]).toEqual([200, 'no-store']);
      const adopted = await (await fetch(`${web.url}/${language}/editions/demo-2026/rules`)).text();
      expect(withoutFrame(html).length).toBeGreaterThan(10_000);
      expect(withoutFrame(html)).toBe(withoutFrame(adopted));
    }
  });

  it('says that it is a draft, and leads to it from the rules and from the adoption', async () => {
    const html = await (await secretary.get(`${RULES}/preview`)).text();
    expect(html).toContain('Preview of draft 4: nobody has adopted it yet');
    expect(html).toContain(hashRuleBook(demonstration2026));
    expect(html).not.toContain('/canonical');
    expect(await (await secretary.get(RULES)).text()).toContain(`href="${RULES}/preview"`);
    const adoption = await (await secretary.get(`${RULES}/adoption`)).text();
    for (const language of LANGUAGES) expect(adoption).toContain(`href="/${language}${RULES.slice(3)}/preview"`);
  });

  it('opens to those alone who write it', async () => {
    const others = await visitorOf(web, {
      roles: [
        { role: 'auditor', edition: '*' },
        { role: 'secretariat', edition: 'past-2025' },
      ],
    });
    expect((await others.get(`${RULES}/preview`)).status).toBe(403);
    expect((await secretary.get('/en/desk/editions/past-2025/rules/preview')).status).toBe(404);
  });
});

describe('A new edition', () => {
  it('is created, or refused beside its fields', async () => {
    const fields = { id: 'wsis-2027', year: '2027', name: 'WSIS 2027', timeZone: 'Asia/Dakar', copyFrom: 'demo-2026' };
    web.refuse('competition', 'POST /editions', 422, {
      code: 'COMPETITION.EDITION_INVALID',
      errors: [{ field: 'timeZone', rule: 'timeZone' }],
    });
    const refused = await (await secretary.post('/en/desk/editions/new', fields)).text();
    expect(refused).toContain('id="timeZone-error"');
    expect(refused).toContain('value="Asia/Dakar"');
    web.clients.on('competition', 'POST /editions', () => ({}));
    const made = await secretary.post('/en/desk/editions/new', fields);
    expect(made.headers.get('location')).toBe('/en/desk/editions/wsis-2027');
    expect(callsTo(web, 'competition POST /editions').at(-1)?.body).toEqual({ ...fields, year: 2027 });
  });
});
