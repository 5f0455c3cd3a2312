import type { Browser } from 'playwright-core';
import { accessibilityFaults, describeInBrowser, pixelsBeyond, sidewaysTables, startBrowser } from '@wsis/testing';
import { scriptedWeb, type ScriptedWeb } from './scripted-contest.js';
import { DESK_PATHS, scriptDesk, visitorOf } from './scripted-desk.js';

/** Where to leave pictures of pages that the play of a whole edition does not see, if anywhere, by their names there. */
const SCREENS = process.env['SCREENS_TO'];
const PICTURED: Readonly<Record<string, string>> = {
  '/desk/approvals/history': 'approvals-history',
  '/desk/audit/editions/demo-2026/exports': 'auditor-exports',
  '/desk/editions/demo-2026/outcome/certificates': 'certificates',
  '/desk/editions/demo-2026/rehearsals': 'rehearsals',
  '/desk/editions/demo-2026/watch': 'edition-watch',
  '/desk/find?q=a': 'find',
  '/desk/languages': 'languages',
  '/desk/people/invitations': 'invitations',
  '/desk/people/organisations': 'organisations',
  '/desk/support': 'support',
  '/desk/watch': 'watch',
  '/desk/watch/events': 'parked-events',
  '/desk/watch/jobs': 'jobs',
};

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
      if (SCREENS !== undefined && path in PICTURED) {
        const name = `${SCREENS}/ar-desk-${PICTURED[path]}.jpg`;
        await page.screenshot({ path: name, type: 'jpeg', quality: 60, fullPage: true });
      }
      await page.emulateMedia({ colorScheme: 'dark' });
      // By dark, nothing but the colours is another.
      const dark = await accessibilityFaults(page, ['color-contrast']);
      const [beyond, sideways] = [await pixelsBeyond(page), await sidewaysTables(page)];
      expect({ light, dark, beyond, sideways }).toEqual({ light: [], dark: [], beyond: 0, sideways: [] });
    } finally {
      await context.close();
    }
  });
});
