import { Secret, TOTP } from 'otpauth';
import type { Browser, Page } from 'playwright-core';
import { describeInBrowser, startBrowser } from '@wsis/testing';
import { wholePlatform, type FirstPerson, type WholePlatform } from './whole-platform.js';

const EDITION = 'essai-2099';

const totp = (secret: string) => new TOTP({ secret: Secret.fromBase32(secret) }).generate();

describeInBrowser('Two secretaries, in French and without scripts', () => {
  let platform: WholePlatform;
  let browser: Browser;
  beforeAll(async () => {
    platform = await wholePlatform();
    browser = await startBrowser();
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await platform?.stop();
  });

  async function enter(person: FirstPerson | undefined): Promise<Page> {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    const before = new Date();
    await page.goto(`${platform.url}/fr/desk`);
    await page.fill('#email', person?.email ?? '');
    await page.click('main button');
    await page.fill('#code', await platform.codeTo(person?.email ?? '', before));
    await page.click('main button');
    await page.fill('#code', totp(person?.secret ?? ''));
    await page.click('main button');
    expect(new URL(page.url()).pathname).toBe('/fr/desk');
    return page;
  }

  const pathOf = (page: Page) => new URL(page.url()).pathname;
  const send = (page: Page) => page.click('main form.form button[type=submit]');

  /** The second person reads what waits first, and approves it. */
  async function approve(page: Page, words: RegExp): Promise<void> {
    await page.goto(`${platform.url}/fr/desk/approvals`);
    await page.click('main tbody th a');
    expect(await page.locator('h1').textContent()).toMatch(words);
    await page.click('main .actions a.button:not(.quiet)');
    await send(page);
    expect(pathOf(page)).toBe('/fr/desk/approvals');
    expect(await page.locator('.notice.success').count()).toBe(1);
  }

  it('create an edition, write and adopt its rules, and set its calendar, each step by two', async () => {
    const first = await enter(platform.secretariat[0]);
    const second = await enter(platform.secretariat[1]);
    await first.goto(`${platform.url}/fr/desk/editions/new`);
    await first.fill('#name', 'Édition d’essai');
    await first.fill('#year', '2099');
    await first.fill('#id', 'Essai 2099');
    await send(first);
    // Refused beside the field, with what was typed.
    expect(await first.locator('#id-error').count()).toBe(1);
    expect(await first.inputValue('#name')).toBe('Édition d’essai');
    await first.fill('#id', EDITION);
    await send(first);
    expect(pathOf(first)).toBe(`/fr/desk/editions/${EDITION}`);

    await first.goto(`${platform.url}/fr/desk/editions/${EDITION}/rules`);
    await send(first);
    await first.goto(`${platform.url}/fr/desk/editions/${EDITION}/rules/vote`);
    await first.fill('[name="vote.categoriesRequired"]', '99');
    await send(first);
    expect(await first.inputValue('[name="vote.categoriesRequired"]')).toBe('99');
    expect(await first.locator('[id="vote.categoriesRequired-error"]').count()).toBe(1);
    await first.fill('[name="vote.categoriesRequired"]', '3');
    await send(first);
    expect(pathOf(first)).toBe(`/fr/desk/editions/${EDITION}/rules`);
    await first.goto(`${platform.url}/fr/desk/editions/${EDITION}/rules/adoption`);
    await send(first);
    expect(pathOf(first)).toBe('/fr/desk/approvals');
    await approve(second, /Adopter le règlement de Édition d’essai/);

    await first.goto(`${platform.url}/fr/desk/editions/${EDITION}/calendar/dates`);
    await first.fill('[name="submission.opensAt"]', '2099-01-10T09:00');
    await first.fill('[name="submission.closesAt"]', '2099-03-01T18:00');
    await first.fill('[name="reason"]', 'Premier calendrier');
    await send(first);
    expect(pathOf(first)).toBe('/fr/desk/approvals');
    await approve(second, /Premier calendrier/);

    await first.goto(`${platform.url}/fr/desk/editions/${EDITION}/calendar`);
    expect(await first.locator('svg.timeline rect').count()).toBe(1);
    expect(await first.locator('main').textContent()).toContain('10 janvier 2099 à 09:00 UTC+1');
    expect(await first.locator('main').textContent()).toContain('Premier calendrier');

    // Whatever the desk leads to opens, two steps from it.
    const refused: string[] = [];
    const seen = new Set<string>(['/fr/desk']);
    let step = ['/fr/desk'];
    for (let depth = 0; depth <= 2; depth += 1) {
      const next: string[] = [];
      for (const path of step) {
        const answer = await first.goto(`${platform.url}${path}`);
        if (answer?.status() !== 200) refused.push(`${path} answers ${answer?.status()}`);
        for (const link of await first.locator('main a[href^="/fr/desk"]').all()) {
          const href = (await link.getAttribute('href')) ?? '';
          if (seen.has(href) || /\/file\b/.test(href)) continue;
          seen.add(href);
          next.push(href);
        }
      }
      step = next;
    }
    expect(refused).toEqual([]);
    expect(seen.size).toBeGreaterThan(20);
  }, 120_000);
});
