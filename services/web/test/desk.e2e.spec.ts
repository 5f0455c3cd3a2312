import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium, type Browser, type Page } from 'playwright-core';
import { scriptedWeb, type ScriptedWeb } from './scripted-contest.js';
import { DESK_PATHS, scriptDesk, visitorOf } from './scripted-desk.js';

const CHROMIUM = '/usr/bin/chromium';
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

// Named as skipped where there is no browser; with CI=true its absence is a failure.
const suite = existsSync(CHROMIUM) || process.env['CI'] === 'true' ? describe : describe.skip;

suite('The secretariat’s desk in a browser', () => {
  let web: ScriptedWeb;
  let browser: Browser;
  let cookie: string;
  beforeAll(async () => {
    web = await scriptedWeb();
    scriptDesk(web);
    ({ cookie } = await visitorOf(web));
    browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
  });
  afterAll(async () => {
    await browser?.close();
    await web?.stop();
  });

  const violationsNow = (page: Page): Promise<string[]> =>
    page.evaluate(async () => {
      interface Violation {
        readonly id: string;
        readonly nodes: readonly { readonly html: string }[];
      }
      const { axe } = globalThis as unknown as { axe: { run(): Promise<{ violations: Violation[] }> } };
      const { violations } = await axe.run();
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`);
    });

  it.each(DESK_PATHS)('%s passes axe in light and in dark, and fits a narrow phone, in Arabic', async (path) => {
    const context = await browser.newContext({ extraHTTPHeaders: { cookie }, viewport: { width: 320, height: 640 } });
    try {
      const page = await context.newPage();
      await page.goto(`${web.url}/ar${path}`);
      await page.evaluate(AXE);
      const light = await violationsNow(page);
      await page.emulateMedia({ colorScheme: 'dark' });
      const dark = await violationsNow(page);
      const beyond = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
      expect({ light, dark, beyond }).toEqual({ light: [], dark: [], beyond: 0 });
    } finally {
      await context.close();
    }
  });
});
