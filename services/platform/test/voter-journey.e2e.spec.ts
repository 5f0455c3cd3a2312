import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { byTwo } from '@wsis/rehearsal';
import { accessibilityFaults, describeInBrowser, eventually, pixelsBeyond, startBrowser } from '@wsis/testing';
import { verifyReceipt } from '@wsis/transparency-log';
import { openVotePlatform, type OpenVotePlatform } from './open-vote.js';

const PHONE = { width: 360, height: 740 };
const DESKTOP = { width: 1280, height: 900 };
/** Whether what has the focus can be told from what has not. */
const FOCUS_SEEN = `(() => {
  const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(document.activeElement);
  return (outlineStyle !== 'none' && parseFloat(outlineWidth) > 0) || boxShadow !== 'none';
})()`;
const CATEGORIES = 18;
/** Adds up by how much the page moves what somebody may be reading already. */
const NOTE_SHIFTS = `window.shifted = 0; new PerformanceObserver((list) => {
  for (const { value } of list.getEntries()) window.shifted += value;
}).observe({ type: 'layout-shift', buffered: true })`;
/** A slow phone network: 50 kbit/s, half a second there and back. */
const SLOW_LINE = { offline: false, latency: 500, downloadThroughput: 6_400, uploadThroughput: 6_400 };
const TWO_FRAMES = `new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))`;
/** Where pictures of the pages go, if somewhere: `SCREENS_TO=docs/screens`. */
const SCREENS = process.env['SCREENS_TO'];

describeInBrowser('A voter, with a real browser and a real platform', () => {
  let platform: OpenVotePlatform;
  let browser: Browser;
  beforeAll(async () => {
    platform = await openVotePlatform({ categories: CATEGORIES, nominees: 2 });
    browser = await startBrowser();
  }, 240_000);
  afterAll(async () => {
    await browser?.close();
    platform?.vote.http.close();
    await platform?.stop();
  }, 60_000);

  const ballotOf = (language: string) => `${platform.url}/${language}/editions/${platform.edition}/ballot`;
  const button = (page: Page) => page.locator('main form.form button[type=submit]').first();

  async function visitor<T>(options: BrowserContextOptions, act: (page: Page) => Promise<T>): Promise<T> {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    const foreign: string[] = [];
    page.on('request', (request) => {
      if (!request.url().startsWith(platform.url)) foreign.push(request.url());
    });
    page.on('pageerror', (error) => foreign.push(String(error)));
    try {
      const seen = await act(page);
      expect(foreign).toEqual([]);
      return seen;
    } finally {
      await context.close();
    }
  }

  async function screen(page: Page, name: string): Promise<void> {
    if (SCREENS === undefined) return;
    mkdirSync(SCREENS, { recursive: true });
    const path = join(SCREENS, `${name}.jpg`);
    await page.screenshot({ path, type: 'jpeg', quality: 70, fullPage: !/-all(-|$)/.test(name) });
  }

  /** The bytes (gzip) of a page with its style sheets, as a first visit loads it; its scripts stand in the page. */
  async function weightOf(page: Page, address: string): Promise<number> {
    const load = async (url: string) => (await page.request.get(url)).body();
    const html = await load(address);
    const sheets = [...html.toString().matchAll(/<link rel="stylesheet" href="([^"]+)"/g)];
    expect(sheets.length).toBeGreaterThan(0);
    const bodies = await Promise.all(sheets.map(([, href]) => load(`${platform.url}${href}`)));
    return [html, ...bodies].reduce((sum, body) => sum + gzipSync(body).length, 0);
  }

  /** Signs in from wherever the ballot leads, with the code from a real mail. */
  async function signIn(page: Page, email: string): Promise<void> {
    const before = platform.mailsTo(email);
    await page.fill('#email', email);
    await button(page).click();
    await page.fill('#code', await platform.codeFor(email, before));
    await button(page).click();
  }

  async function register(page: Page): Promise<void> {
    await page.fill('#userName', 'مها');
    await page.fill('#organisationName', 'جامعة');
    await page.selectOption('#stakeholderType', 'academia');
    await page.selectOption('#country', 'EG');
    await page.check('#consent');
    await button(page).click();
  }

  const chosen = (page: Page) => page.locator('ol.ballot strong').count();

  test('who reads only Arabic and has no scripts votes in 18 categories over two sittings, changes one, and finds the receipt', async () => {
    const email = 'reader@voter.example';
    const options = { javaScriptEnabled: false, viewport: PHONE, locale: 'ar' };

    const first = await visitor(options, async (page) => {
      await page.goto(ballotOf('ar'));
      expect(await page.getAttribute('html', 'dir')).toBe('rtl');
      await screen(page, 'ar-sign-in');
      await signIn(page, email);
      expect(new URL(page.url()).pathname).toContain('/ballot/registration');
      // Refused without the facts, beside the fields, and what was chosen stays.
      await page.selectOption('#country', 'EG');
      await button(page).click();
      expect(await page.locator('[role=alert] a').count()).toBeGreaterThan(1);
      expect(await page.inputValue('#country')).toBe('EG');
      await screen(page, 'ar-registration-refused');
      await register(page);
      await screen(page, 'ar-ballot-empty');
      // The first sitting: ten categories, one after the other.
      await page.locator('main p.actions a.button').first().click();
      await screen(page, 'ar-category');
      for (let category = 1; category <= 10; category += 1) {
        await page
          .locator('main .nominee input')
          .nth(category % 2)
          .check();
        await page.locator(category < 10 ? 'button[name=then]' : 'main form.form button.button >> nth=0').click();
      }
      expect(await chosen(page)).toBe(10);
      return page.locator('ol.ballot strong').first().innerText();
    });

    await visitor(options, async (page) => {
      // Another day, another device: the same mailbox finds the same ballot.
      await page.goto(ballotOf('ar'));
      await signIn(page, email);
      expect(await chosen(page)).toBe(10);
      expect(await page.locator('ol.ballot strong').first().innerText()).toBe(first);
      await page.goto(`${ballotOf('ar')}/all`);
      await screen(page, 'ar-all-categories');
      for (const fieldset of (await page.locator('fieldset.nominees').all()).slice(10)) {
        await fieldset.locator('.nominee input').first().check();
      }
      await button(page).click();
      expect(await chosen(page)).toBe(CATEGORIES);
      await screen(page, 'ar-ballot-full');
      // Changes one.
      await page.locator('ol.ballot a').first().click();
      await page.locator('main .nominee input:not(:checked)').first().check();
      await button(page).click();
      expect(await page.locator('ol.ballot strong').first().innerText()).not.toBe(first);
      expect(await page.locator('.ballot-head .notice.success').count()).toBe(1);

      await page.locator('main p.actions a.button', { hasText: 'إيصالي' }).click();
      await screen(page, 'ar-receipt');
      expect(await page.locator('main table tbody tr').count()).toBe(12);
      const [download] = await Promise.all([page.waitForEvent('download'), page.locator('main p a.button').click()]);
      const receipt = JSON.parse(readFileSync(await download.path(), 'utf8')) as unknown;
      const key = (await (await fetch(`${platform.url}/api/voting/receipt-key`)).json()) as { publicKey: string };
      expect(verifyReceipt(receipt, key.publicKey).ok).toBe(true);
      expect(JSON.stringify(receipt)).not.toContain(email);
    });
  }, 180_000);

  const JOURNEYS = [
    { language: 'en', javaScriptEnabled: false, viewport: PHONE },
    { language: 'ar', javaScriptEnabled: true, viewport: DESKTOP },
    { language: 'fr', javaScriptEnabled: true, viewport: DESKTOP },
    { language: 'ru', javaScriptEnabled: false, viewport: PHONE },
    { language: 'es', javaScriptEnabled: true, viewport: PHONE },
    { language: 'zh', javaScriptEnabled: false, viewport: DESKTOP },
  ] as const;
  test.each(JOURNEYS)(
    'who reads $language (scripts: $javaScriptEnabled) signs in, registers, chooses, chooses another, and finds the receipt',
    async ({ language, ...options }) => {
      await visitor(options, async (page) => {
        await page.goto(ballotOf(language));
        expect(await page.getAttribute('html', 'lang')).toBe(language);
        await signIn(page, `reader-${language}@voter.example`);
        await register(page);
        await screen(page, `${language}-ballot`);
        await page.locator('ol.ballot a').first().click();
        for (const place of [0, 1]) {
          await page.locator('main .nominee input').nth(place).check();
          await button(page).click();
          expect(await chosen(page)).toBe(1);
          await page.locator('ol.ballot a').first().click();
        }
        await page.goto(`${ballotOf(language)}/receipt`);
        expect(await page.locator('main table tbody tr').count()).toBe(2);
        await screen(page, `${language}-receipt`);
        for (const path of ['', '/all', '/receipt'])
          expect(await weightOf(page, `${ballotOf(language)}${path}`)).toBeLessThan(50_000);
      });
    },
    60_000,
  );

  test('who has a keyboard alone comes from the address to a saved choice', async () => {
    const email = 'keyboard@voter.example';
    await visitor({ viewport: DESKTOP }, async (page) => {
      /** Goes on with Tab until what is asked for has the focus, and checks that it can be seen where that is. */
      const reach = async (selector: string) => {
        for (let presses = 0; presses < 80; presses += 1) {
          await page.keyboard.press('Tab');
          const there = await page.evaluate(`document.activeElement.matches(${JSON.stringify(selector)})`);
          if (!there) continue;
          expect(await page.evaluate(FOCUS_SEEN)).toBe(true);
          return;
        }
        throw new Error(`No way by Tab to ${selector}`);
      };
      await page.goto(ballotOf('en'));
      await reach('#email');
      await page.keyboard.type(email);
      await page.keyboard.press('Enter');
      await page.waitForURL('**/sign-in/code*');
      await reach('#code');
      await page.keyboard.type(await platform.codeFor(email));
      await page.keyboard.press('Enter');
      await page.waitForURL('**/registration*');
      await reach('#userName');
      await page.keyboard.type('Keys');
      await reach('#organisationName');
      await page.keyboard.type('Keyboard Society');
      await reach('#stakeholderType');
      await page.keyboard.press('ArrowDown');
      await reach('#country');
      await page.keyboard.type('Ken');
      await reach('#consent');
      await page.keyboard.press('Space');
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/ballot(\?|$)/);
      await reach('ol.ballot a');
      await page.keyboard.press('Enter');
      await page.waitForURL('**/categories/*');
      await reach('main input[type=radio]');
      await page.keyboard.press('ArrowUp');
      await page.keyboard.press('ArrowUp');
      await reach('main form.form button[type=submit]');
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/ballot(\?|$)/);
      expect(await chosen(page)).toBe(1);
    });
  }, 60_000);

  test('two tabs, a double click and the back button lose nothing and overwrite nothing', async () => {
    const email = 'tabs@voter.example';
    await visitor({ viewport: PHONE }, async (page) => {
      await page.goto(ballotOf('en'));
      await signIn(page, email);
      await register(page);
      const category = page.locator('ol.ballot a').first();
      await category.click();
      const address = page.url();
      const other = await page.context().newPage();
      await other.goto(address);
      // This tab saves the first, the other one, stale by now, the second nominee.
      await page.locator('main .nominee input').nth(0).check();
      await button(page).click();
      await other.locator('main .nominee input').nth(1).check();
      await button(other).click();
      expect(await other.locator('.versions input[type=radio]').count()).toBe(2);
      await screen(other, 'en-two-tabs');
      const kept = await other.locator('.versions .version').nth(1).innerText();
      await other.locator('.versions input[value=theirs]').check();
      await button(other).click();
      expect(await other.locator('ol.ballot strong').first().innerText()).toBe(kept.split('\n').at(-1)?.trim());
      await other.close();

      // A double click is one save.
      await page.goto(`${ballotOf('en')}/all`);
      await page.locator('fieldset.nominees').nth(3).locator('.nominee input').first().check();
      await button(page).dblclick();
      // Asked again and again: the second click breaks off the way that the first one went.
      await eventually('the ballot is shown', () => expect(new URL(page.url()).pathname).toMatch(/\/ballot$/));
      await page.goto(`${ballotOf('en')}/receipt`);
      expect(await page.locator('main table tbody tr').count()).toBe(2);
      // Back to a form that was sent, and sent again with the same choice: nothing new is written.
      await page.goto(`${ballotOf('en')}/all`);
      await page.locator('fieldset.nominees').nth(4).locator('.nominee input').first().check();
      await button(page).click();
      await page.waitForURL(/\/ballot$/);
      await page.goBack();
      await page.locator('fieldset.nominees').nth(4).locator('.nominee input').first().check();
      await button(page).click();
      await page.waitForURL(/\/ballot$/);
      await page.goto(`${ballotOf('en')}/receipt`);
      expect(await page.locator('main table tbody tr').count()).toBe(3);
    });
  }, 120_000);

  test('a code that was asked for in one browser opens the ballot in another one, after a second code took its place', async () => {
    const email = 'elsewhere@voter.example';
    const askForCode = (page: Page) =>
      page
        .goto(ballotOf('zh'))
        .then(() => page.fill('#email', email))
        .then(() => button(page).click());
    const first = await visitor({ javaScriptEnabled: false }, async (page) => {
      await askForCode(page);
      return platform.codeFor(email);
    });
    const second = await visitor({ javaScriptEnabled: false }, async (page) => {
      await askForCode(page);
      return platform.codeFor(email, 1);
    });
    expect(second).not.toBe(first);
    await visitor({ javaScriptEnabled: false, viewport: PHONE }, async (page) => {
      const to = encodeURIComponent(new URL(ballotOf('zh')).pathname);
      await page.goto(`${platform.url}/zh/sign-in/code?to=${to}`);
      await page.fill('#email', email);
      await page.fill('#code', second.toLowerCase().replace('-', ' '));
      await button(page).click();
      await register(page);
      expect(new URL(page.url()).pathname).toBe(new URL(ballotOf('zh')).pathname);
    });
  }, 60_000);

  test('on a slow line nothing moves that somebody reads already, and pictures keep their place', async () => {
    const nominees = `${platform.url}/ar/editions/${platform.edition}/nominees`;
    const [{ id }] = (
      await (await fetch(`${platform.url}/api/nominations/editions/${platform.edition}/nominees?limit=1`)).json()
    ).items as [{ id: string }];
    for (const address of [
      `${platform.url}/ar`,
      `${nominees}?category=C1&order=7`,
      `${platform.url}/ar/nominees/${id}`,
    ])
      await visitor({ viewport: PHONE }, async (page) => {
        await (await page.context().newCDPSession(page)).send('Network.emulateNetworkConditions', SLOW_LINE);
        await page.addInitScript(NOTE_SHIFTS);
        await page.goto(address);
        await page.evaluate(TWO_FRAMES);
        expect([address, await page.evaluate('window.shifted')]).toEqual([address, 0]);
      });
  }, 120_000);

  test('every page of the way is free of accessibility faults, with scripts, by light and by dark', async () => {
    for (const [language, colorScheme] of [
      ['en', 'light'],
      ['ar', 'dark'],
    ] as const) {
      await visitor({ viewport: PHONE, colorScheme, reducedMotion: 'reduce' }, async (page) => {
        const faults: Record<string, unknown> = {};
        const look = async (what: string) => {
          const found = await accessibilityFaults(page);
          if (found.length > 0) faults[what] = found;
          if ((await pixelsBeyond(page)) > 0) faults[`${what}, width`] = true;
          await screen(page, `${language}-${colorScheme}-${what}`);
        };
        await page.goto(ballotOf(language));
        await look('sign-in');
        const email = `axe-${language}@voter.example`;
        await page.fill('#email', email);
        await button(page).click();
        await look('code');
        await page.fill('#code', await platform.codeFor(email));
        await button(page).click();
        await look('registration');
        await button(page).click();
        await look('registration-refused');
        await register(page);
        await look('ballot');
        await page.goto(`${ballotOf(language)}/all`);
        await look('all');
        await page.locator('ol.ballot a, main .nominee input').first().check();
        await button(page).click();
        await page.locator('ol.ballot a').first().click();
        await look('category');
        await page.goto(`${ballotOf(language)}/receipt`);
        await look('receipt');
        await page.goto(`${platform.url}/${language}/my-data`);
        await look('my-data');
        await page.goto(`${platform.url}/${language}/my-data/erasure`);
        await look('erasure');
        expect(faults).toEqual({});
      });
    }
  }, 180_000);

  test('a wrong code, a sixth try and a browser without cookies are told, and what was typed stays', async () => {
    const email = 'wrong@voter.example';
    await visitor({ javaScriptEnabled: false }, async (page) => {
      await page.goto(ballotOf('fr'));
      await page.fill('#email', email);
      await button(page).click();
      const right = await platform.codeFor(email);
      for (let attempt = 1; attempt <= 6; attempt += 1) {
        await page.fill('#code', 'AAAA-AAAA');
        await button(page).click();
        expect(await page.locator('[role=alert]').count()).toBe(1);
        expect(await page.inputValue('#email')).toBe(email);
      }
      // Used up: even the right one is refused now.
      await page.fill('#code', right);
      await button(page).click();
      expect(await page.locator('[role=alert]').count()).toBe(1);
    });
    // A browser that keeps no cookie, step by step.
    const refused = 'cookies@voter.example';
    const send = (path: string, fields: Record<string, string>) =>
      fetch(`${platform.url}${path}`, {
        method: 'POST',
        redirect: 'manual',
        headers: { origin: platform.url, 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams(fields),
      });
    await send('/es/sign-in', { email: refused });
    const signedIn = await send('/es/sign-in/code', { email: refused, code: await platform.codeFor(refused) });
    expect(signedIn.status).toBe(303);
    const after = await fetch(new URL(signedIn.headers.get('location') ?? '', platform.url));
    expect(await after.text()).toContain('navegador');
  }, 120_000);

  test('who registered sees all answers again under my data, erases the account, and is told that it is gone', async () => {
    const email = 'leaving@voter.example';
    await visitor({ javaScriptEnabled: false, viewport: PHONE }, async (page) => {
      await page.goto(ballotOf('ar'));
      await signIn(page, email);
      await register(page);
      await page.goto(`${platform.url}/ar/my-data`);
      const facts = await page.locator('main section dl.facts dd').allInnerTexts();
      expect(facts).toEqual(['مها', 'جامعة', 'الهيئات الأكاديمية', 'مصر']);
      const { name } = (await (await fetch(`${platform.url}/api/competition/editions/${platform.edition}`)).json()) as {
        name: string;
      };
      expect(await page.locator('main section h3').innerText()).toBe(name);
      await page.goto(`${platform.url}/ar/my-data/erasure`);
      await button(page).click();
      expect(await page.locator('[role=alert] a').innerText()).toBe('نعم، امحُ حسابي: هذا الحقل إلزامي.');
      await page.check('#sure');
      await button(page).click();
      expect(await page.locator('main .notice.success').innerText()).toBe('مُحي حسابك.');
    });
  }, 60_000);

  test('a vote that closes under somebody’s hands says so, keeps what was chosen, and tells afterwards whether the ballot counts', async () => {
    const email = 'late@voter.example';
    await visitor({ javaScriptEnabled: false, viewport: PHONE }, async (page) => {
      await page.goto(ballotOf('ru'));
      await signIn(page, email);
      await register(page);
      await page.locator('ol.ballot a').first().click();
      await page.locator('main .nominee input').first().check();
      await button(page).click();
      await page.locator('ol.ballot a').nth(1).click();
      await page.locator('main .nominee input').nth(1).check();
      const { first, second } = platform.vote;
      await byTwo(first, second, 'competition', {
        path: `/api/competition/editions/${platform.edition}/phases/voting/closing`,
        body: { reason: 'The journey has come to its end' },
      });
      await eventually('the ledger is closed', async () => {
        const health = await fetch(`${platform.url}/api/voting/editions/${platform.edition}/health`);
        expect(await health.json()).toMatchObject({ state: 'closed' });
      });
      await button(page).click();
      expect(await page.locator('[role=alert]').count()).toBe(1);
      expect(await page.locator('main .nominee input').nth(1).isChecked()).toBe(true);
      await screen(page, 'ru-closed-under-hands');
      await page.goto(ballotOf('ru'));
      expect(await page.locator('.ballot-head .notice.success').innerText()).toContain('учтён');
      await screen(page, 'ru-after-the-close');
    });
  }, 120_000);

  test('every link in every mail so far leads to a page, or to the sign-in that leads back to it', async () => {
    const mails = platform.mails();
    const links = new Set(mails.flatMap((text) => text.match(/https?:\/\/\S+/g) ?? []));
    const shapes = new Set([...links].map((link) => new URL(link).pathname.replace(/[0-9a-f-]{36}|[\w.-]{40,}/g, '*')));
    expect(shapes.size).toBeGreaterThan(2);
    const dead: string[] = [];
    for (const link of links) {
      const answer = await fetch(link, { redirect: 'manual' });
      const to = answer.headers.get('location') ?? '';
      const leadsBack =
        answer.status === 303 && to.includes(`/sign-in?to=`) && to.includes(encodeURIComponent(new URL(link).pathname));
      if (!link.startsWith(platform.url) || (answer.status !== 200 && !leadsBack))
        dead.push(`${answer.status} ${link} ${to}`);
    }
    expect(dead).toEqual([]);
  }, 60_000);
});
