import { Secret, TOTP } from 'otpauth';
import type { Browser, Page } from 'playwright-core';
import { describeInBrowser, eventually, startBrowser } from '@wsis/testing';
import { wholePlatform, type FirstPerson, type WholePlatform } from './whole-platform.js';

const EDITION = 'essai-2099';

const totp = (secret: string) => new TOTP({ secret: Secret.fromBase32(secret) }).generate();

describeInBrowser('Two secretaries, in French and without scripts', () => {
  let platform: WholePlatform;
  let browser: Browser;
  let first: Page;
  let second: Page;
  beforeAll(async () => {
    platform = await wholePlatform();
    browser = await startBrowser();
    const [one, other] = platform.secretariat;
    if (!one || !other) throw new Error('There are no two people');
    [first, second] = [await enter(one), await enter(other)];
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await platform?.stop();
  });

  /** Whoever has no second factor yet needs none here. */
  async function enter(person: Pick<FirstPerson, 'email'> & Partial<FirstPerson>): Promise<Page> {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    const before = new Date();
    await page.goto(`${platform.url}/fr/desk`);
    await page.fill('#email', person.email);
    await page.click('main button');
    await page.fill('#code', await platform.codeTo(person.email, before));
    await page.click('main button');
    if (person.secret !== undefined) {
      await page.fill('#code', totp(person.secret));
      await page.click('main button');
    }
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
    // What follows is shown first; then it is proposed.
    expect(await first.locator('main').textContent()).toContain('Ce qui se fait tout seul');
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
        for (const link of await first.locator('main a[href^="/fr/desk"]:not([download])').all()) {
          const href = (await link.getAttribute('href')) ?? '';
          if (seen.has(href)) continue;
          seen.add(href);
          next.push(href);
        }
      }
      step = next;
    }
    expect(refused).toEqual([]);
    expect(seen.size).toBeGreaterThan(20);
  }, 120_000);

  it('remove a member and merge an organisation that was registered twice, with its people and submissions', async () => {
    const [awa, ben] = [await enter({ email: 'awa@twins.example' }), await enter({ email: 'ben@twins.example' })];
    const register = async (page: Page, name: string): Promise<string> => {
      await page.goto(`${platform.url}/fr/desk/organisations`);
      await page.fill('#name', name);
      await page.selectOption('#country', 'SN');
      await page.selectOption('#stakeholderType', 'civil-society');
      await send(page);
      // Whoever has no name is asked for one before the other members read it.
      expect(pathOf(page)).toBe('/fr/my-data/name');
      await page.fill('#displayName', `De ${name}`);
      await send(page);
      return pathOf(page).split('/').at(-1) ?? '';
    };
    const twin = await register(awa, 'ONG Savoir');
    const remaining = await register(ben, 'ONG Savoir (Dakar)');
    const token = (await awa.context().cookies()).find(({ name }) => name === '__Host-wsis-account')?.value ?? '';
    const begun = await awa.request.post(`${platform.url}/api/nominations/editions/${EDITION}/submissions`, {
      headers: { authorization: `Bearer ${decodeURIComponent(token)}` },
      data: { language: 'en', values: { title: 'Wells for all' }, organisationId: twin },
    });
    expect([begun.status(), await begun.json()]).toEqual([201, expect.objectContaining({ version: 1 })]);

    // An invitation that Awa takes back.
    await awa.goto(`${platform.url}/fr/desk/organisations/${twin}`);
    await awa.fill('#email', 'guest@twins.example');
    await send(awa);
    await awa.click('main ul li a');
    await send(awa);
    expect(await awa.locator('main ul li').count()).toBe(1);

    await first.goto(`${platform.url}/fr/desk/people/organisations?search=savoir&sort=-name`);
    expect(await first.locator('main tbody th').allTextContents()).toEqual(['ONG Savoir (Dakar)', 'ONG Savoir']);
    await first.click(`main tbody a[href$="${twin}"]`);
    await first.click('main .actions a');
    await first.click(`main a[href$="${remaining}"]`);
    expect(await first.locator('main .lead').textContent()).toMatch(
      /«\sONG Savoir\s» dans «\sONG Savoir \(Dakar\)\s»\s: 1 personne et 1 candidature .* 2 personnes/,
    );
    await first.fill('#reason', 'Enregistrée deux fois');
    await send(first);
    await approve(second, /Fusionner l’organisation «\sONG Savoir\s» dans/);

    // Ben reads what Awa began, once the news has reached nominations.
    await eventually('the draft is Ben’s organisation’s', async () => {
      await ben.goto(`${platform.url}/fr/desk/submissions?edition=${EDITION}`);
      if (!(await ben.locator('main').innerText()).includes('Wells for all')) throw new Error('not yet');
    });
    await ben.goto(`${platform.url}/fr/desk/organisations/${remaining}`);
    expect(await ben.locator('main ul li').count()).toBe(2);
    expect((await awa.goto(`${platform.url}/fr/desk/organisations/${twin}`))?.status()).toBe(404);
  }, 120_000);
});
