import type { Browser } from 'playwright-core';
import { describeInBrowser, startBrowser } from '@wsis/testing';
import { wholePlatform, type WholePlatform } from './whole-platform.js';
import { castOf, type Cast } from './whole-edition/cast.js';
import { inviteEverybody } from './whole-edition/invite.js';
import { certifyAndAnnounce, decideAndAnnounce, formPanels, judge, readTheOutcome } from './whole-edition/judge.js';
import { foundOrganisation, nominate } from './whole-edition/nominate.js';
import { screenEntries, translateAndFreeze } from './whole-edition/screen.js';
import { copyAndAdopt, lastYear } from './whole-edition/rules.js';
import { openTheVote, vote } from './whole-edition/vote.js';

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

  it('takes last year’s edition', () => lastYear(cast), 180_000);
  it('copies it, changes three rules, and adopts them by two', () => copyAndAdopt(cast), 180_000);
  it('invites everybody with a role', () => inviteEverybody(cast), 180_000);
  it('founds an organisation of two', () => foundOrganisation(cast), 180_000);
  it('writes, previews, hands in and withdraws', () => nominate(cast), 180_000);
  it('screens with reasons, and revises what came back', () => screenEntries(cast), 180_000);
  it('translates what the rules ask for, and freezes the list by two', () => translateAndFreeze(cast), 180_000);
  it('announces the nominees and opens the vote', () => openTheVote(cast), 180_000);
  it('votes in two languages, and one voter thinks again', () => vote(cast), 180_000);
  it('certifies the count by two, and announces the Champions', () => certifyAndAnnounce(cast), 180_000);
  it('forms panels by name', () => formPanels(cast), 180_000);
  it('steps back, scores and seals', () => judge(cast), 180_000);
  it('decides by two, and announces the winners', () => decideAndAnnounce(cast), 180_000);
  it('reads who won, and what led there', () => readTheOutcome(cast), 180_000);
});
