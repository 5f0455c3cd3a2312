import type { Browser } from 'playwright-core';
import { accessibilityFaults, describeInBrowser, pixelsBeyond, sidewaysTables, startBrowser } from '@wsis/testing';
import { scriptedWeb, type ScriptedWeb } from './scripted-contest.js';
import { DESK_PATHS, scriptDesk, visitorOf } from './scripted-desk.js';

describeInBrowser('The secretariat’s desk in a browser', () => {
  let web: ScriptedWeb;
  let browser: Browser;
  let cookie: string;
  beforeAll(async () => {
    web = await scriptedWeb();
    scriptDesk(web);
    ({ cookie } = await visitorOf(web));
    browser = await startBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await web?.stop();
  });

  it.each(DESK_PATHS)('%s passes axe in light and in dark, and fits a narrow phone, in Arabic', async (path) => {
    const context = await browser.newContext({ extraHTTPHeaders: { cookie }, viewport: { width: 320, height: 640 } });
    try {
      const page = await context.newPage();
      await page.goto(`${web.url}/ar${path}`);
      const light = await accessibilityFaults(page);
      await page.emulateMedia({ colorScheme: 'dark' });
      const dark = await accessibilityFaults(page);
      const [beyond, sideways] = [await pixelsBeyond(page), await sidewaysTables(page)];
      expect({ light, dark, beyond, sideways }).toEqual({ light: [], dark: [], beyond: 0, sideways: [] });
    } finally {
      await context.close();
    }
  });
});
