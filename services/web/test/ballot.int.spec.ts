import { translate } from '@wsis/i18n';
import { BALLOT, ballotSession } from './scripted-ballot.js';
import { scriptedWeb, type ScriptedWeb } from './scripted-contest.js';

let web: ScriptedWeb;
beforeAll(async () => {
  web = await scriptedWeb();
});
afterAll(() => web.stop());

/** The page of a category, or of all, for somebody whose ballot holds so much. */
async function page(path: string, choices: Readonly<Record<string, number>>): Promise<string> {
  web.clients.on('voting', `GET ${BALLOT}`, () => ({ version: 1, choices, lostCategories: [] }));
  const cookie = `__Host-wsis-ballot=${encodeURIComponent(ballotSession())}`;
  const answer = await fetch(`${web.url}${path}`, { headers: { cookie } });
  expect(answer.status).toBe(200);
  return answer.text();
}

const chosenIn = (html: string) =>
  [...html.matchAll(/<input type="radio"[^>]*>/g)]
    .filter(([input]) => / checked\b/.test(input))
    .map(([input]) => /name="([^"]+)" value(?:="([^"]*)")?/.exec(input))
    .map((found) => `${found?.[1]} ${found?.[2] ?? ''}`);

describe.each([`/en${BALLOT}/categories/C1`, `/ar${BALLOT}/all`])('%s', (path) => {
  it('shows each voter their own choice, although its pieces are kept', async () => {
    const choices = [{ C1: 17 }, { C1: 18 }, {}];
    const shown = [];
    for (const one of choices) shown.push(chosenIn(await page(path, one))[0]);
    expect(shown).toEqual(['C1 17', 'C1 18', 'C1 ']);
  });

  it('lets no name become part of the page, the first time and from what is kept', async () => {
    for (const html of [await page(path, {}), await page(path, {})]) {
      expect(html).toContain('&lt;img src=x onerror=alert(1)> 🙂');
      expect(html).not.toMatch(/<img|<script(?! type="module">)|<\/div><script/);
    }
  });

  it('is in the language of who reads it, whoever read it before', async () => {
    await page(path, {});
    const other = await page(path.replace(/^\/\w\w/, '/fr'), {});
    expect(other).toContain('Sauf indication contraire');
    expect(other).not.toContain('Where nothing else is said');
  });
});

describe('The ballot of somebody whose nominee was withdrawn', () => {
  const overview = async (closed: boolean) => {
    const standing = { version: 1, choices: { C1: 17, 'C7-egov': 3 }, lostCategories: ['C1'] };
    const verdict = { counts: true, closed, certified: false, categoriesRequired: 1, categoriesToGo: 0 };
    web.clients.on('voting', `GET ${BALLOT}/verdict`, () => ({ ...standing, ...verdict }));
    const cookie = `__Host-wsis-ballot=${encodeURIComponent(ballotSession())}`;
    return (await fetch(`${web.url}/fr${BALLOT}`, { headers: { cookie } })).text();
  };

  it('says so at its head, and leads to that category first, while it can still be changed', async () => {
    const html = await overview(false);
    const [head = ''] = html.split('<ol');
    expect(head).toContain(translate('fr', 'web.ballot.lostSome', { count: 1 }));
    expect(head.match(/ballot\/categories\/[^"]+/g)).toEqual(['ballot/categories/C1', 'ballot/categories/C1']);
  });

  it('asks for nothing any more once the vote is closed, and says what became of the choice', async () => {
    const html = await overview(true);
    expect(html).toContain(translate('fr', 'web.ballot.lostForGood'));
    expect(html).not.toContain(translate('fr', 'web.ballot.lost'));
    expect(html).not.toContain('ballot/categories/');
  });
});
