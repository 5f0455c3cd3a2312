import { createChallenge, verifySolution } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { ServiceRequest } from '@wsis/http';
import { describeInBrowser, eventually, startBrowser } from '@wsis/testing';
import { BALLOT, ballotSession, scriptBallot } from './scripted-ballot.js';
import { scriptedWeb, type ScriptedWeb } from './scripted-contest.js';
import { callsTo, scriptDesk, visitorOf } from './scripted-desk.js';
import { draft, scriptSubmissions, SUBMISSION_ID } from './scripted-submissions.js';

const SECRETS = { hmacSignatureSecret: 'island', hmacKeySignatureSecret: 'island:key' };

describeInBrowser('What scripts add to a page, and the page without them', () => {
  let web: ScriptedWeb;
  let browser: Browser;
  let url: string;
  beforeAll(async () => {
    web = await scriptedWeb();
    scriptDesk(web);
    scriptSubmissions(web);
    // Where browsers keep cookies that ask for a secure address.
    url = web.url.replace('127.0.0.1', 'localhost');
    browser = await startBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await web?.stop();
  });

  async function visitor(
    cookies: Readonly<Record<string, string>>,
    options: BrowserContextOptions,
    act: (page: Page) => Promise<void>,
  ): Promise<void> {
    const context = await browser.newContext(options);
    // `__Host-` cookies are kept for safe addresses alone; localhost, once kept, is one.
    const safeUrl = url.replace('http:', 'https:');
    try {
      await context.addCookies(
        Object.entries(cookies).map(([name, value]) => ({ name, value: encodeURIComponent(value), url: safeUrl })),
      );
      const page = await context.newPage();
      const failures: string[] = [];
      page.on('pageerror', (error) => failures.push(String(error)));
      await act(page);
      expect(failures).toEqual([]);
    } finally {
      await context.close();
    }
  }

  const pathOf = (page: Page) => new URL(page.url()).pathname;
  const press = (page: Page) => page.locator('main form button').first().click();

  describe('under the pressure of very many who ask for a code', () => {
    const proofsSent = () =>
      callsTo(web, 'identity POST /codes').flatMap(({ headers, body }) => {
        const { proof } = body as { proof?: string };
        return proof === undefined ? [] : [{ headers, proof }];
      });

    beforeEach(async () => {
      web.clients.calls.length = 0;
      const challenge = await createChallenge({
        algorithm: 'PBKDF2/SHA-256',
        cost: 100,
        counter: 40,
        expiresAt: new Date(Date.now() + 60_000),
        deriveKey,
        ...SECRETS,
      });
      web.refuse('identity', 'POST /codes', 428, {
        code: 'IDENTITY.PROOF_REQUIRED',
        proof: { challenge, wait: { ticket: 'w1.ticket', seconds: 3 } },
      });
    });

    /** The next request for a code is granted. */
    const grant = () => web.clients.on('identity', 'POST /codes', () => ({ handle: 'handle' }));
    const ask = async (page: Page) => {
      await page.goto(`${url}/ar/sign-in`);
      await page.fill('#email', 'many@voter.example');
    };

    it('the script calculates a proof that the service believes, and goes on by itself', async () => {
      await visitor({}, {}, async (page) => {
        await ask(page);
        await page.route('**/sign-in', async (route) => {
          // From the second request on, the one with the proof, the service grants.
          if (route.request().postData()?.includes('proof=') === true) grant();
          await route.continue();
        });
        await press(page);
        await page.waitForURL('**/sign-in/code*');
      });
      const [sent] = proofsSent();
      const payload = JSON.parse(Buffer.from(sent?.proof ?? '', 'base64').toString()) as Parameters<
        typeof verifySolution
      >[0];
      expect(await verifySolution({ ...payload, deriveKey, ...SECRETS })).toMatchObject({ verified: true });
    });

    it('without scripts the wait goes with the same press, and what was typed stays', async () => {
      await visitor({}, { javaScriptEnabled: false }, async (page) => {
        await ask(page);
        await press(page);
        expect(await page.getAttribute('html', 'lang')).toBe('ar');
        expect(await page.locator('#proof-status').innerText()).toContain('3');
        grant();
        await press(page);
        expect(pathOf(page)).toBe('/ar/sign-in/code');
        expect(await page.inputValue('#email')).toBe('many@voter.example');
      });
      expect(proofsSent().map(({ proof }) => proof)).toEqual(['w1.ticket']);
    });

    it('a script that fails half way says no longer that it calculates, and the same press goes on', async () => {
      await visitor({}, {}, async (page) => {
        await page.addInitScript(`crypto.subtle.deriveBits = () => Promise.reject(new Error('no memory'))`);
        await ask(page);
        await press(page);
        await page.waitForLoadState('load');
        expect(await page.locator('#proof-status').innerText()).toContain('3');
        grant();
        await press(page);
        expect(pathOf(page)).toBe('/ar/sign-in/code');
      });
      expect(proofsSent().map(({ proof }) => proof)).toEqual(['w1.ticket']);
    });
  });

  describe('when the house is full', () => {
    const saves = (): ServiceRequest[] =>
      web.clients.calls.filter(({ request }) => request.method === 'PUT').map(({ request }) => request);

    beforeEach(() => {
      web.clients.calls.length = 0;
      scriptBallot(web);
      web.refuse('voting', `PUT ${BALLOT}`, 503, {
        code: 'VOTING.BUSY',
        queue: { ticket: 'q1.place', retryAfterSeconds: 1, waiting: 12 },
      });
    });

    const choose = async (page: Page) => {
      await page.goto(`${url}/fr${BALLOT}/categories/C1`);
      await page.locator('main .nominee input').first().check();
      await press(page);
      expect(await page.locator('form[data-resend-after="1"]').count()).toBe(1);
      web.clients.on('voting', `PUT ${BALLOT}`, () => ({ version: 1 }));
    };
    const savedOnce = () => {
      const [refused, saved] = saves();
      expect(saves()).toHaveLength(2);
      expect(saved?.body).toEqual(refused?.body);
      expect(saved?.headers?.['idempotency-key']).toBe(refused?.headers?.['idempotency-key']);
      expect([refused?.headers?.['queue-ticket'], saved?.headers?.['queue-ticket']]).toEqual([undefined, 'q1.place']);
    };

    it.each([
      ['without scripts one press sends the same choices again, with the place in the queue', false],
      ['with scripts they go by themselves when their turn has come', true],
    ])('%s', async (_, javaScriptEnabled) => {
      await visitor({ '__Host-wsis-ballot': ballotSession() }, { javaScriptEnabled }, async (page) => {
        await choose(page);
        if (!javaScriptEnabled) await press(page);
        await page.waitForURL(`**${BALLOT}`);
        expect(await page.locator('.notice.success').count()).toBeGreaterThan(0);
      });
      savedOnce();
    });
  });

  it('a list narrows while somebody types, whatever the accents, and says how many are left', async () => {
    // Before the list is frozen, as the desks are scripted, there is none to narrow.
    web.clients.on('nominations', 'GET /editions/demo-2026/nominee-list', () => ({ listVersion: 4, released: true }));
    await visitor({}, {}, async (page) => {
      await page.goto(`${url}/fr/editions/demo-2026/nominees?category=C7-egov&order=7`);
      await page.fill('input[data-filters]', 'NUMERIQUES 12');
      expect(await page.locator('#nominees > :not([hidden])').count()).toBe(1);
      expect(await page.locator('#nominees-shown').innerText()).toContain('1');
      await page.fill('input[data-filters]', '');
      expect(await page.locator('#nominees > :not([hidden])').count()).toBe(20);
    });
    await visitor({}, { javaScriptEnabled: false }, async (page) => {
      await page.goto(`${url}/fr/editions/demo-2026/nominees?category=C7-egov&order=7`);
      expect(await page.locator('input[data-filters]').isVisible()).toBe(false);
    });
  });

  describe('a draft', () => {
    const TEXT = 'Un texte écrit sans appuyer sur aucun bouton.';
    const saved = () => callsTo(web, `nominations PUT /submissions/${SUBMISSION_ID}`);

    async function write(act: (page: Page) => Promise<void>): Promise<void> {
      web.clients.calls.length = 0;
      const { cookie } = await visitorOf(web, { roles: [{ role: 'nominator', edition: '*' }] });
      const token = cookie.slice(cookie.indexOf('=') + 1);
      web.clients.on('nominations', `PUT /submissions/${SUBMISSION_ID}`, () => ({ ...draft(), version: 8 }));
      await visitor({ '__Host-wsis-account': token }, {}, async (page) => {
        await page.goto(`${url}/fr/desk/submissions/${SUBMISSION_ID}/parts/description`);
        await act(page);
      });
      expect(saved()).toHaveLength(1);
      expect(JSON.stringify(saved()[0]?.body)).toContain('sans appuyer');
      expect(saved()[0]?.headers?.['if-match']).toMatch(/^"\d+"$/);
    }
    const said = (page: Page, what: string) =>
      eventually(`the form says: ${what}`, async () => {
        expect(await page.locator('.autosave').getAttribute('class')).toContain(what);
      });

    it('saves itself a moment after the last letter, from the version it was made from', async () => {
      await write(async (page) => {
        await page.locator('main form textarea').first().fill(TEXT);
        await said(page, 'saved');
      });
    });

    it('that cannot save itself says so, keeps what was typed, and is saved by its button', async () => {
      await write(async (page) => {
        await page.evaluate('globalThis.fetch = undefined');
        const field = page.locator('main form textarea').first();
        await field.fill(TEXT);
        await said(page, 'offline');
        expect(await field.inputValue()).toBe(TEXT);
        expect(saved()).toEqual([]);
        await press(page);
      });
    });
  });
});
