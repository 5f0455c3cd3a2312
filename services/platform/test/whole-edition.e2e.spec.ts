import type { Browser } from 'playwright-core';
import { describeInBrowser, startBrowser } from '@wsis/testing';
import { wholePlatform, type WholePlatform } from './whole-platform.js';
import { castOf, type Cast } from './whole-edition/cast.js';
import { inviteEverybody } from './whole-edition/invite.js';
import { foundOrganisation, nominate } from './whole-edition/nominate.js';
import { copyAndAdopt, lastYear } from './whole-edition/rules.js';

/** Each act goes on where the one before it ended, so one that fails takes the later ones with it. */
describeInBrowser(
  'An edition, played through the desks alone in French and Arabic, from a copied rule book to the entries handed in',
  () => {
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
    it('invites everybody with a role', () => inviteEverybody(cast), 90_000);
    it('founds an organisation of two', () => foundOrganisation(cast), 60_000);
    it('writes, previews, hands in and withdraws', () => nominate(cast), 120_000);
  },
);
