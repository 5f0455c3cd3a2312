import type { Browser } from 'playwright-core';
import { describeInBrowser, startBrowser } from '@wsis/testing';
import { wholePlatform, type WholePlatform } from './whole-platform.js';
import { castOf, type Cast } from './whole-edition/cast.js';
import { copyAndAdopt, lastYear } from './whole-edition/rules.js';

/** Each act goes on where the one before it ended, so one that fails takes the later ones with it. */
describeInBrowser('A whole edition, played through the desks alone in French and Arabic', () => {
  let platform: WholePlatform;
  let browser: Browser;
  let cast: Cast;
  beforeAll(async () => {
    platform = await wholePlatform();
    browser = await startBrowser();
    cast = castOf(platform, browser);
    await cast.secretary.enter();
    await cast.colleague.enter();
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await platform?.stop();
  });

  it('takes last year’s edition', () => lastYear(cast), 60_000);
  it('copies it, changes three rules, and adopts them by two', () => copyAndAdopt(cast), 60_000);
});
