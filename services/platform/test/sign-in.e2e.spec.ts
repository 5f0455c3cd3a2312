import { Secret, TOTP } from 'otpauth';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { describeInBrowser, startBrowser } from '@wsis/testing';
import { wholePlatform, type WholePlatform } from './whole-platform.js';

const SCREENER = 'screener@staff.example';

const totp = (secret: string) => new TOTP({ secret: Secret.fromBase32(secret) }).generate();

describeInBrowser('Signing in, with a real browser and a real identity', () => {
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

  /** From the address to the page after the code. */
  async function enter(page: Page, language: string, email: string): Promise<void> {
    const before = new Date();
    await page.goto(`${platform.url}/${language}/desk`);
    await page.fill('#email', email);
    await page.click('main button');
    const code = await platform.codeTo(email, before);
    // The address is still there; the code may be typed as people type.
    expect(await page.inputValue('#email')).toBe(email);
    await page.fill('#code', code.toLowerCase().replace('-', ' '));
    await page.click('main button');
  }

  const accountCookie = async (context: BrowserContext) =>
    (await context.cookies(platform.url)).find(({ name }) => name === '__Host-wsis-account');

  it('brings a secretary, without scripts and in Arabic, to the desk, and out again', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    const [first] = platform.secretariat;
    await enter(page, 'ar', first?.email ?? '');
    expect(new URL(page.url()).pathname).toBe('/ar/sign-in/second-factor');
    await page.fill('#code', '000000');
    await page.click('main button');
    expect(await page.locator('[role=alert]').count()).toBe(1);
    await page.fill('#code', totp(first?.secret ?? ''));
    await page.click('main button');
    expect(new URL(page.url()).pathname).toBe('/ar/desk');
    expect(await page.locator('html').getAttribute('dir')).toBe('rtl');

    const cookie = await accountCookie(context);
    expect(cookie).toMatchObject({ secure: true, httpOnly: true, sameSite: 'Lax', path: '/' });
    const invited = await fetch(`${platform.url}/api/identity/invitations`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${decodeURIComponent(cookie?.value ?? '')}`,
      },
      body: JSON.stringify({ invitations: [{ email: SCREENER, role: 'screener', edition: 'demo-2026' }] }),
    });
    expect(invited.status).toBe(200);

    await page.click('.sign-out button');
    expect(await page.locator('.notice.success').count()).toBe(1);
    expect(await accountCookie(context)).toBeUndefined();
    await page.goto(`${platform.url}/ar/desk`);
    expect(new URL(page.url()).pathname).toBe('/ar/sign-in');
    await context.close();
  }, 120_000);

  it('lets a screener set up an authenticator at the first sign-in', async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await enter(page, 'en', SCREENER);
    expect(new URL(page.url()).pathname).toBe('/en/my-data/name');
    await page.fill('#displayName', 'Sofia Screener');
    await page.click('main .form button');
    expect(new URL(page.url()).pathname).toBe('/en/sign-in/authenticator');
    await page.click('main .form button');
    expect(await page.locator('.qr svg').count()).toBe(1);
    const secret = (await page.locator('main code').textContent())?.replaceAll(' ', '') ?? '';
    await page.fill('#code', '123');
    await page.click('main .form button');
    // Refused, and the picture is still there.
    expect(await page.locator('.qr svg').count()).toBe(1);
    await page.fill('#code', totp(secret));
    await page.click('main .form button');
    expect(new URL(page.url()).pathname).toBe('/en/desk');
    expect(await page.locator('.notice.success').textContent()).toContain('authenticator');
    await page.reload();
    expect(await page.locator('.notice.success').count()).toBe(0);
    await context.close();
  }, 120_000);
});
