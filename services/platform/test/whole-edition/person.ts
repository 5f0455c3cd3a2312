import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Secret, TOTP } from 'otpauth';
import type { Browser, Locator, Page } from 'playwright-core';
import type { WholePlatform } from '../whole-platform.js';

/** Where pictures of the desks go, if somewhere: `SCREENS_TO=docs/screens`. */
const SCREENS = process.env['SCREENS_TO'];
const DESKTOP = { width: 1280, height: 900 };
const PHONE = { width: 360, height: 740 };
/** Longer pages are pictured as far as this: a screen shows the place, not every country. */
const TALLEST = 2_400;

export type Words = string | RegExp;

export interface Traits {
  readonly email: string;
  readonly language: 'fr' | 'ar';
  /** What they say they are called, where they are asked. */
  readonly name?: string;
  readonly scripts?: boolean;
  readonly phone?: boolean;
  /** Of an authenticator that is set up already. */
  readonly secret?: string;
}

/** Somebody with a browser of their own, who clicks on what the page says and types into what it names. */
export class Person {
  private tab: Page | undefined;
  /** Of the authenticator, once it has been used. */
  private secret: string | undefined;

  constructor(
    private readonly platform: WholePlatform,
    private readonly browser: Browser,
    readonly traits: Traits,
  ) {}

  get page(): Page {
    if (this.tab === undefined) throw new Error(`${this.traits.email} has no browser open`);
    return this.tab;
  }

  get main(): Locator {
    return this.page.locator('main');
  }

  get path(): string {
    return new URL(this.page.url()).pathname;
  }

  async open(path: string): Promise<this> {
    if (this.tab === undefined) {
      const { scripts = false, phone = false, language } = this.traits;
      const context = await this.browser.newContext({
        javaScriptEnabled: scripts,
        viewport: phone ? PHONE : DESKTOP,
        locale: language,
      });
      this.tab = await context.newPage();
      this.tab.setDefaultTimeout(30_000);
    }
    await this.page.goto(path.startsWith('http') ? path : `${this.platform.url}/${this.traits.language}${path}`);
    return this;
  }

  /** Comes in by the code from the mail, and by an authenticator, which is set up where the page asks for that. */
  async enter(from = '/desk'): Promise<this> {
    await this.open(from);
    await this.signIn();
    await this.sayName();
    if (this.path.endsWith('/authenticator')) {
      await this.send();
      const shown = (await this.main.locator('code').textContent()) ?? '';
      await this.prove(shown.replaceAll(' ', ''));
    } else if (this.path.endsWith('/second-factor')) {
      await this.prove(this.traits.secret ?? '');
    }
    return this;
  }

  /** Says what one is called, where the page asks for that. */
  async sayName(): Promise<void> {
    if (!this.path.endsWith('/my-data/name')) return;
    await this.page.fill('#displayName', this.traits.name ?? '');
    await this.send();
  }

  /** From the page that asks for an address to the one after the code. */
  async signIn(): Promise<void> {
    const before = new Date();
    await this.page.fill('#email', this.traits.email);
    await this.send();
    await this.page.fill('#code', await this.platform.codeTo(this.traits.email, before));
    await this.send();
  }

  /** The link in the newest mail, other than those with codes. */
  linkMailedSince(before: Date): Promise<string> {
    return this.platform.linkTo(this.traits.email, before);
  }

  /** Starts again at the desk, by the first link of the breadcrumb where there is one. */
  async desk(...through: readonly Words[]): Promise<this> {
    await this.step(this.page.locator('a[href$="/desk"]').first());
    for (const words of through) await this.follow(words);
    return this;
  }

  /** Follows the link that says this. */
  async follow(words: Words): Promise<this> {
    return this.step(named(this.main, 'link', words));
  }

  /** Presses the button that says this. */
  async press(words: Words): Promise<this> {
    return this.step(named(this.main, 'button', words));
  }

  /** Sends the one form of the page. */
  async send(): Promise<this> {
    return this.step(this.main.locator('form.form button[type=submit]').first());
  }

  async fill(label: Words, text: string): Promise<this> {
    await labelled(this.main, label).fill(text);
    return this;
  }

  async choose(label: Words, option: string): Promise<this> {
    await labelled(this.main, label).selectOption({ label: option });
    return this;
  }

  async tick(...labels: readonly Words[]): Promise<this> {
    for (const label of labels) await labelled(this.main, label).check();
    return this;
  }

  async untick(...labels: readonly Words[]): Promise<this> {
    for (const label of labels) await labelled(this.main, label).uncheck();
    return this;
  }

  /** What the page says, without the marks that keep the directions of two scripts apart. */
  async text(of = this.main): Promise<string> {
    return ((await of.innerText()) ?? '').replace(/[\u2066-\u2069\u200e\u200f]/g, '').replace(/\s+/g, ' ');
  }

  async sees(...words: readonly Words[]): Promise<this> {
    const text = await this.text();
    for (const each of words) {
      if (typeof each === 'string') expect(text).toContain(each);
      else expect(text).toMatch(each);
    }
    return this;
  }

  /** Was refused, in words that name the rule, with what was typed still in its field. */
  async isTold(words: Words, kept?: { readonly label: Words; readonly text: string }): Promise<this> {
    const told = await this.text(this.main.getByRole('alert').first());
    if (typeof words === 'string') expect(told).toContain(words);
    else expect(told).toMatch(words);
    if (kept !== undefined) expect(await labelled(this.main, kept.label).inputValue()).toBe(kept.text);
    return this;
  }

  async screen(name: string): Promise<this> {
    if (SCREENS === undefined) return this;
    mkdirSync(SCREENS, { recursive: true });
    const path = join(SCREENS, `${this.traits.language}-desk-${name}.jpg`);
    const { width, height } = this.page.viewportSize() ?? DESKTOP;
    const tall = Math.min(TALLEST, await this.page.locator('html').evaluate((html) => html.scrollHeight));
    await this.page.setViewportSize({ width, height: tall });
    await this.page.screenshot({ path, type: 'jpeg', quality: 60 });
    await this.page.setViewportSize({ width, height });
    return this;
  }

  private async prove(secret: string): Promise<void> {
    this.secret = undefined;
    await this.page.fill('#code', new TOTP({ secret: Secret.fromBase32(secret) }).generate());
    await this.send();
    this.secret = secret;
  }

  /** Clicks, and waits for the page that this leads to. */
  async step(what: Locator): Promise<this> {
    await Promise.all([this.page.waitForEvent('framenavigated'), what.click()]);
    await this.page.waitForLoadState('domcontentloaded');
    // On a slow machine ten minutes may pass, and the second factor is asked for again.
    if (this.secret !== undefined && this.path.endsWith('/second-factor')) await this.prove(this.secret);
    return this;
  }
}

function named(main: Locator, role: 'link' | 'button', words: Words): Locator {
  return main.getByRole(role, typeof words === 'string' ? { name: words, exact: true } : { name: words }).first();
}

function labelled(main: Locator, label: Words): Locator {
  return main.getByLabel(label, { exact: typeof label === 'string' }).first();
}
