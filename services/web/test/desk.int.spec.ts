import { gzipSync } from 'node:zlib';
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
    for (const path of DESK_PATHS.slice(1)) expect((await nominator.get(`/en${path}`)).status).toBe(403);
  });
});
