import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { AccountSessions } from '@wsis/http';
import { describeInBrowser, startBrowser } from '@wsis/testing';
import { scriptedWeb, type ScriptedWeb } from './scripted-contest.js';
import { callsTo, scriptDesk, visitorOf } from './scripted-desk.js';
import { ME } from './scripted-people.js';

const MINUTE = 60_000;
const FORM = '/en/desk/people/invitations';

describeInBrowser('A session about to end on a desk', () => {
  let web: ScriptedWeb;
  let browser: Browser;
  let url: string;
  beforeAll(async () => {
    web = await scriptedWeb();
    url = web.url.replace('127.0.0.1', 'localhost');
    browser = await startBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await web?.stop();
  });
  beforeEach(() => {
    web.clients.calls.splice(0);
    scriptDesk(web);
  });

  const tokenEnding = async (minutes: number) => {
    const sessions = new AccountSessions({
      publicKeyPem: web.secrets.identityPublicKey,
      signingKeyPem: web.secrets.identitySigningKey,
    });
    return sessions.issue({
      accountId: ME,
      sessionId: crypto.randomUUID(),
      roles: [{ role: 'secretariat', edition: '*' }],
      language: 'en',
      secondFactorAt: new Date(),
      expiresAt: new Date(Date.now() + minutes * MINUTE),
    });
  };
  const renewedFor = async (minutes: number) => {
    const token = await tokenEnding(minutes);
    const expiresAt = new Date(Date.now() + minutes * MINUTE).toISOString();
    const account = { email: 'a@example.org', language: 'en', displayName: '', secondFactor: 'enrolled', roles: [] };
    web.clients.on('identity', 'POST /sessions/renewal', () => ({ token, expiresAt, account }));
  };
  const carry = (context: BrowserContext, cookie: string) => {
    const [name = '', value = ''] = cookie.split('=');
    return context.addCookies([{ name, value, url: url.replace('http:', 'https:') }]);
  };
  async function at(
    minutes: number,
    act: (page: Page, context: BrowserContext) => Promise<void>,
    options: BrowserContextOptions = {},
  ): Promise<void> {
    const context = await browser.newContext(options);
    try {
      await context.clock.install();
      await carry(context, (await visitorOf(web, { expiresAt: new Date(Date.now() + minutes * MINUTE) })).cookie);
      const page = await context.newPage();
      await page.goto(`${url}${FORM}`);
      await act(page, context);
    } finally {
      await context.close();
    }
  }
  const warning = (page: Page) => page.locator('[data-session-warning]');
  const pass = (page: Page, minutes: number) => page.clock.fastForward(minutes * MINUTE);

  it('warns some minutes before, and goes on at a press, without a word of what is typed lost', async () => {
    await at(40, async (page, context) => {
      await page.getByLabel('Email addresses').fill('one@example.org');
      await pass(page, 34);
      expect(await warning(page).isVisible()).toBe(false);
      await pass(page, 2);
      expect(await warning(page).innerText()).toMatch(/ends in [45] minutes/);
      await renewedFor(60);
      // Another tab of the same person learns of it too.
      const other = await context.newPage();
      await other.goto(`${url}${FORM}`);
      await pass(other, 36);
      await warning(other).waitFor();
      await page.getByRole('button', { name: 'Stay signed in' }).click();
      await warning(page).waitFor({ state: 'hidden' });
      await warning(other).waitFor({ state: 'hidden' });
      expect(await page.evaluate('document.activeElement.textContent')).toMatch(/signed in until \d\d:\d\d UTC/);
      expect(await page.getByLabel('Email addresses').inputValue()).toBe('one@example.org');
      expect(callsTo(web, 'identity POST /sessions/renewal')).toHaveLength(1);
    });
  });

  it('says so when it cannot be put off, and when it is over', async () => {
    await at(40, async (page) => {
      await pass(page, 37);
      await renewedFor(3);
      await page.getByRole('button', { name: 'Stay signed in' }).click();
      await page.getByText('cannot be extended').waitFor();
      expect(await page.getByRole('button', { name: 'Stay signed in' }).isVisible()).toBe(false);
      await pass(page, 5);
      await page.getByText('What you wrote is still here').waitFor();
      expect(await warning(page).getByRole('link').getAttribute('href')).toBe('/en/sign-in?to=%2Fen%2Fsign-in%2Fback');
    });
  });

  it('keeps the button when the renewal cannot be asked for just now', async () => {
    await at(40, async (page) => {
      await pass(page, 37);
      web.refuse('identity', 'POST /sessions/renewal', 503, {});
      await page.getByRole('button', { name: 'Stay signed in' }).click();
      await page.getByText('could not be extended just now').waitFor();
      await renewedFor(60);
      await page.getByRole('button', { name: 'Stay signed in' }).click();
      await warning(page).waitFor({ state: 'hidden' });
    });
  });

  it('has ended: the form leads through the sign-in, is kept, and is sent from where it waits; without scripts', async () => {
    const typed = 'one@example.org\ntwo@example.org';
    web.clients.on('identity', 'POST /invitations', () => ({ results: [] }));
    await at(
      40,
      async (page, context) => {
        expect(await page.getByText('You are signed in until').innerText()).toMatch(/\d\d:\d\d UTC/);
        await page.getByLabel('Email addresses').fill(typed);
        await page.getByLabel('Role').selectOption('expert');
        await context.clearCookies();
        await page.getByRole('button', { name: 'Invite people' }).click();
        expect(await page.locator('main').innerText()).toContain('two@example.org');
        const [beside] = await Promise.all([
          context.waitForEvent('page'),
          page.getByRole('link', { name: 'Sign in' }).first().click(),
        ]);
        expect(beside.url()).toContain('/en/sign-in?to=%2Fen%2Fsign-in%2Fback');
        await carry(context, (await visitorOf(web)).cookie);
        await beside.goto(`${url}/en/sign-in/back`);
        expect(await beside.locator('main').innerText()).toContain('Go back to the tab where you were');
        await beside.close();
        await page.getByRole('button', { name: 'Send it again' }).click();
        await page.getByText('People', { exact: true }).first().waitFor();
        const sent = callsTo(web, 'identity POST /invitations')[0]?.body as { invitations: { email: string }[] };
        expect(sent.invitations.map(({ email }) => email)).toEqual(typed.split('\n'));
      },
      { javaScriptEnabled: false },
    );
  });
});
