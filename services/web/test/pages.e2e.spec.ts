import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { accessibilityFaults, describeInBrowser, pixelsBeyond, sidewaysTables, startBrowser } from '@wsis/testing';
import { PATHS, scriptedWeb, type ScriptedWeb } from './scripted-contest.js';

/** Paper at 96 pixels an inch, less its margins. */
const A4 = { width: 718, height: 1047 };
/** What would move: anything with a transition or an animation that takes time. */
const MOVING = `[...document.querySelectorAll('*')].filter((element) => {
  const { transitionDuration, animationName, animationDuration } = getComputedStyle(element);
  const lasts = (durations) => durations.split(',').some((one) => parseFloat(one) > 0);
  return lasts(transitionDuration) || (animationName !== 'none' && lasts(animationDuration));
}).map((element) => element.outerHTML.slice(0, 80))`;
/** What of a page only leads elsewhere, and is still there on paper. */
const NAVIGATION = `[...document.querySelectorAll('nav, form button, .skip')]
  .filter((element) => element.getClientRects().length > 0).map((element) => element.outerHTML.slice(0, 80))`;

/** Texts with a right-to-left override, and whether it ends with the name that it stands in. */
const TURNED_AROUND = `(() => {
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = node.textContent;
    if (!text.includes('\\u202e')) continue;
    const isolated = /isolate|plaintext/.test(getComputedStyle(node.parentElement).unicodeBidi);
    found.push({ text, apart: isolated || /\\u2068[^\\u2069]*\\u202e[^\\u2069]*\\u2069/.test(text) });
  }
  return found;
})()`;

describeInBrowser('The pages in a browser', () => {
  let web: ScriptedWeb;
  let browser: Browser;
  beforeAll(async () => {
    web = await scriptedWeb();
    browser = await startBrowser();
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

  it.each((['ar', 'en'] as const).flatMap((language) => PATHS.map((path) => `/${language}${path}`)))(
    '%s passes axe, in light and in dark',
    async (address) => {
      const violations = await open(address, { colorScheme: 'light' }, async (page) => {
        const light = await accessibilityFaults(page);
        await page.emulateMedia({ colorScheme: 'dark' });
        // By dark, nothing but the colours is another.
        return { light, dark: await accessibilityFaults(page, ['color-contrast']) };
      });
      expect(violations).toEqual({ light: [], dark: [] });
    },
  );

  // A window of 1280 by 1024 enlarged to 400 % is as narrow as the narrowest phone (WCAG 2.2, 1.4.10).
  it.each(PATHS.flatMap((path) => [`/ar${path}`, `/ru${path}`]))(
    '%s is read at 400 % without scrolling sideways, prints without its navigation, and moves nothing where that is asked for',
    async (address) => {
      const options = { viewport: { width: 320, height: 256 }, reducedMotion: 'reduce' as const };
      const seen = await open(address, options, async (page) => {
        const [beyond, sideways] = [await pixelsBeyond(page), await sidewaysTables(page)];
        const moving = await page.evaluate(MOVING);
        await page.emulateMedia({ media: 'print' });
        await page.setViewportSize(A4);
        const [navigation, beyondPaper] = [await page.evaluate(NAVIGATION), await pixelsBeyond(page)];
        return { beyond, sideways, moving, navigation, beyondPaper };
      });
      expect(seen).toEqual({ beyond: 0, sideways: [], moving: [], navigation: [], beyondPaper: 0 });
    },
  );

  it('sets apart every name that holds a mark which turns text around', async () => {
    const found: { readonly apart: boolean }[] = [];
    for (const path of PATHS.slice(0, -1)) {
      await open(`/ar${path}`, {}, async (page) => {
        found.push(...((await page.evaluate(TURNED_AROUND)) as typeof found));
      });
    }
    expect(found.length).toBeGreaterThan(2);
    expect(found.filter(({ apart }) => !apart)).toEqual([]);
  });

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
