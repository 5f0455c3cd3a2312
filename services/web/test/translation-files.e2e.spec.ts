import { readFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { demonstration2026 } from '@wsis/rule-book';
import { describeInBrowser, startBrowser } from '@wsis/testing';
import { scriptedWeb, type ScriptedWeb } from './scripted-contest.js';
import { callsTo, visitorOf } from './scripted-desk.js';
import { ENTRY_ID, scriptTranslations } from './scripted-translations.js';

const FILE = '/fr/desk/translations/demo-2026/ar/file?category=C1';
const SAVE = `PUT /submissions/${ENTRY_ID}/texts/ar`;

describeInBrowser('A file for translation programs in a browser without scripts', () => {
  let web: ScriptedWeb;
  let browser: Browser;
  let cookie: string;
  beforeAll(async () => {
    web = await scriptedWeb();
    scriptTranslations(web);
    web.clients.on('competition', 'GET /editions/demo-2026/rule-book', () => ({ ruleBook: demonstration2026 }));
    web.clients.on('nominations', SAVE, () => ({ version: 5 }));
    ({ cookie } = await visitorOf(web, { roles: [{ role: 'translator', edition: 'demo-2026' }] }));
    browser = await startBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await web?.stop();
  });

  it('is taken out, changed and brought back, and what is wrong with it is said first', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    // `__Host-` cookies are kept for safe addresses alone; localhost, once kept, is one.
    const url = web.url.replace('127.0.0.1', 'localhost');
    const [name = '', value = ''] = cookie.split('=');
    try {
      await context.addCookies([{ name, value, url: url.replace('http:', 'https:') }]);
      const page = await context.newPage();
      await page.goto(`${url}${FILE}`);
      const downloading = page.waitForEvent('download');
      await page.getByRole('link', { name: /XLIFF/ }).click();
      const download = await downloading;
      expect(download.suggestedFilename()).toBe('translations-fr-ar-C1.xlf');
      const taken = await readFile(await download.path(), 'utf8');
      const bring = async (text: string) => {
        const file = { name: 'translations.xlf', mimeType: 'application/xliff+xml', buffer: Buffer.from(text) };
        await page.locator('input[type=file]').setInputFiles(file);
        await page.locator('main form[method=post] button[type=submit]').click();
      };

      await bring(taken);
      expect(await page.locator('main').innerText()).toContain('Le fichier ne change rien');

      await bring(taken.replace('القرى الرقمية', 'x'.repeat(301)));
      expect(await page.locator('.notice.problem').innerText()).toMatch(/unité.*title.*300 caractères au plus/s);
      expect(callsTo(web, `nominations ${SAVE}`)).toEqual([]);

      await bring(taken.replace('القرى الرقمية', 'قرى رقمية &amp; &lt;ذكية>'));
      expect(new URL(page.url()).pathname).toBe('/fr/desk/translations/demo-2026/ar');
      expect(callsTo(web, `nominations ${SAVE}`).map(({ body }) => body)).toEqual([
        { state: 'machine-draft', values: { title: 'قرى رقمية & <ذكية>' } },
      ]);
    } finally {
      await context.close();
    }
  });
});
