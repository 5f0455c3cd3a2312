import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { PATHS, scriptedWeb, type ScriptedWeb } from './scripted-contest.js';

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

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string }[];
}

// Named as skipped where there is no browser; with CI=true its absence is a failure.
const suite = existsSync(CHROMIUM) || process.env['CI'] === 'true' ? describe : describe.skip;

suite('The pages in a browser', () => {
  let web: ScriptedWeb;
  let browser: Browser;
  beforeAll(async () => {
    web = await scriptedWeb();
    browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
  });
  afterAll(async () => {
    await browser?.close();
    await web?.stop();
  });

  /** Opens a page and notes every request that leaves for elsewhere, and every complaint of the browser. */
  async function open<T>(
    address: string,
    options: BrowserContextOptions,
    look: (page: Page) => Promise<T>,
  ): Promise<T> {
    const context = await browser.newContext(options);
    try {
      const page = await context.newPage();
      const foreign: string[] = [];
      const complaints: string[] = [];
      page.on('request', (request) => {
        if (!request.url().startsWith(web.url)) foreign.push(request.url());
      });
      page.on('console', (message) => {
        // The browser reports every answer of 400 and above; some of the pages are refusals.
        if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) complaints.push(message.text());
      });
      await page.goto(`${web.url}${address}`);
      const seen = await look(page);
      expect({ foreign, complaints }).toEqual({ foreign: [], complaints: [] });
      return seen;
    } finally {
      await context.close();
    }
  }

  const violationsNow = async (page: Page, rules?: readonly string[]): Promise<string[]> =>
    page.evaluate(async (runOnly) => {
      const { axe } = globalThis as unknown as { axe: { run(options: object): Promise<{ violations: Violation[] }> } };
      const { violations } = await axe.run(runOnly === undefined ? {} : { runOnly });
      return violations.map((violation) => `${violation.id}: ${violation.nodes.map((node) => node.html).join(' | ')}`);
    }, rules);

  it.each((['ar', 'en'] as const).flatMap((language) => PATHS.map((path) => `/${language}${path}`)))(
    '%s passes axe, in light and in dark',
    async (address) => {
      const violations = await open(address, { colorScheme: 'light' }, async (page) => {
        await page.evaluate(AXE);
        const light = await violationsNow(page);
        await page.emulateMedia({ colorScheme: 'dark' });
        // By dark, nothing but the colours is another.
        return { light, dark: await violationsNow(page, ['color-contrast']) };
      });
      expect(violations).toEqual({ light: [], dark: [] });
    },
  );

  it.each(PATHS.flatMap((path) => [`/ar${path}`, `/ru${path}`]))(
    '%s fits a narrow phone without scrolling sideways',
    async (address) => {
      const overflow = await open(address, { viewport: { width: 320, height: 640 } }, (page) =>
        page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth'),
      );
      expect(overflow).toBe(0);
    },
  );

  it('shows nominees by category without scripts', async () => {
    await open('/ar', { javaScriptEnabled: false }, async (page) => {
      expect(await page.locator('html').getAttribute('dir')).toBe('rtl');
      await page.locator('a[href="/ar/editions/demo-2026/nominees"]').first().click();
      await page.selectOption('select[name=category]', 'C1');
      await page.locator('form button').click();
      await page.locator('.card a').first().click();
      expect(await page.locator('h1').textContent()).toBe('القرى الرقمية');
      await page.locator('a[href*="text=original"]').click();
      expect(await page.locator('h1').textContent()).toBe('Villages numériques');
      await page.locator('a[hreflang=en]').click();
      expect(await page.locator('html').getAttribute('lang')).toBe('en');
    });
  });

  it('lets a keyboard jump over the navigation first', async () => {
    await open('/en', {}, async (page) => {
      await page.keyboard.press('Tab');
      expect(await page.evaluate('document.activeElement.className')).toBe('skip');
      await page.keyboard.press('Enter');
      expect(await page.evaluate('document.activeElement.id')).toBe('content');
    });
  });
});
