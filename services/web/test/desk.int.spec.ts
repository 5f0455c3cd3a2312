import { gzipSync } from 'node:zlib';
import { coverage, sentencesOf } from '@wsis/i18n';
import { LANGUAGES } from '@wsis/kernel';
import { DESK_STYLE, STYLE } from '../src/pages/assets.js';
import { scriptedWeb, type ScriptedWeb } from './scripted-contest.js';
import { DESK_PATHS, scriptDesk, visitorOf, type DeskVisitor } from './scripted-desk.js';

let web: ScriptedWeb;
let secretary: DeskVisitor;
beforeAll(async () => {
  web = await scriptedWeb();
  scriptDesk(web);
  secretary = await visitorOf(web);
});
afterAll(() => web.stop());

describe('Every page of the secretariat’s desk', () => {
  it.each(LANGUAGES.flatMap((language) => DESK_PATHS.map((path) => [`/${language}${path}`, language] as const)))(
    '%s is whole, in its language, safe, and at most 150 kB',
    async (address, language) => {
      const answer = await secretary.get(address);
      const html = await answer.text();
      expect(answer.status).toBe(200);
      expect(html).toContain(`<html lang="${language}"`);
      expect(answer.headers.get('cache-control')).toBe('no-store');
      expect(html).not.toMatch(/web\.[a-z]+[.-]|problem\.|rule\.[a-z]|undefined|\[object/);
      expect(html).not.toMatch(/<script(?! type="module">)|<img|\son[a-z]+="|style="/);
      expect(html.match(/<h1[ >]/g)).toHaveLength(1);
      const sheets = gzipSync(STYLE.body).length + gzipSync(DESK_STYLE.body).length;
      expect(gzipSync(html).length + sheets).toBeLessThan(150_000);
    },
  );

  it('is for people with a role alone', async () => {
    const nominator = await visitorOf(web, { roles: [{ role: 'nominator', edition: '*' }] });
    const desk = DESK_PATHS.filter((path) => path.startsWith('/desk/'));
    for (const path of desk) expect((await nominator.get(`/en${path}`)).status).toBe(403);
  });
});

describe('The platform’s own sentences', () => {
  it('are counted by language and kind, and say that no native reader has checked them', async () => {
    const html = await (await secretary.get('/fr/desk/languages')).text();
    for (const { language, area, messages, checked } of coverage()) {
      expect(html).toContain(`href="/fr/desk/languages/${language}/${area}"`);
      expect(html).toContain(`class="figure">${messages}</td>`);
      expect(checked || html.includes('Pas encore vérifié')).toBe(true);
    }
  });

  it('are found by their words, and taken along as a table', async () => {
    const html = await (await secretary.get('/en/desk/languages/fr/web?q=LIRE+LE+RÈGLEMENT')).text();
    expect(html).toContain('web.now.rules');
    expect(html).not.toContain('web.now.vote</code>');
    const csv = await (await secretary.get('/en/desk/languages/fr/web/sentences.csv')).text();
    expect(csv).toMatch(/^key,en,fr\r\n/);
    expect(csv.split('\r\n')).toContain('web.now.rules,Read the rules,Lire le règlement');
  });

  it('stand beside the English ones, a page at a time, and whole in the end', async () => {
    const keys: string[] = [];
    let path: string | undefined = '/en/desk/languages/ru/mails';
    while (path !== undefined) {
      const html: string = await (await secretary.get(path)).text();
      keys.push(...[...html.matchAll(/<code dir="ltr">([^<]+)<\/code>/g)].map(([, key]) => key ?? ''));
      path = /href="([^"]*cursor=[^"]+)"/.exec(html)?.[1]?.replaceAll('&amp;', '&');
    }
    expect(keys).toEqual(sentencesOf('ru', 'mails').map(({ key }) => key));
    const [first] = sentencesOf('ru', 'mails');
    const html = await (await secretary.get('/en/desk/languages/ru/mails')).text();
    expect(html).toMatch(/<bdi lang="en">/);
    expect(html).toMatch(/<bdi lang="ru">/);
    expect(html).toContain(first?.key);
  });

  it.each(['/en/desk/languages/ru/jokes', '/en/desk/languages/de/mails'])('%s is nowhere', async (path) => {
    expect((await secretary.get(path)).status).toBe(404);
  });
});
