import type { Browser } from 'playwright-core';
import { describeInBrowser, startBrowser } from '@wsis/testing';
import { showPseudoLanguage } from '@wsis/i18n';
import { demonstration2026 } from '@wsis/rule-book';
import { PATHS, scriptedWeb, type ScriptedWeb } from './scripted-contest.js';

/** Looks at every text on a page: which were never translated, and which are cut off. Runs in the browser. */
const LOOK = `(() => {
  const own = 'bdi, [dir=auto], code, pre, time, script, style, title, [lang]:not(html), option, .figure';
  const untranslated = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = node.textContent.trim();
    const parent = node.parentElement;
    if (!/\\p{L}{3,}/u.test(text) || parent.closest(own)) continue;
    if (!/[áéíóúñÁÉÍÓÚÑ~]/.test(text)) untranslated.push(text);
  }
  const cut = [...document.body.querySelectorAll('*')]
    .filter((element) => {
      const { overflowX, clipPath } = getComputedStyle(element);
      return overflowX === 'hidden' && clipPath === 'none' && element.scrollWidth > element.clientWidth + 1;
    })
    .map((element) => element.outerHTML.slice(0, 120));
  const sideways = document.documentElement.scrollWidth > innerWidth + 1;
  return { untranslated, cut, sideways };
})()`;

/** What is data and not ours to translate: names of the scripted contest and of its rule book, and what the runtime itself names. */
const DATA =
  /^[\d.·( ]*(WSIS Prizes \d{4}|Role of governments|E-government|Senegal|International|.*\bUTC\b.*|https?:.*)\)?$/;
const OTHER_DATA = /^(\d+ (milli)?seconds?|<img src=x onerror=alert\(1\)> .*)$/;
const NAMES = new Set(
  [...demonstration2026.categories, ...demonstration2026.submission.fields].map((named) =>
    'names' in named ? named.names.en.text : named.labels.en.text,
  ),
);
const isData = (text: string) => DATA.test(text) || OTHER_DATA.test(text) || NAMES.has(text.replace(/^\d+\. /, ''));

describeInBrowser('The pages in a language that nobody speaks', () => {
  let web: ScriptedWeb;
  let browser: Browser;
  beforeAll(async () => {
    showPseudoLanguage(true);
    web = await scriptedWeb();
    browser = await startBrowser();
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await web?.stop();
    showPseudoLanguage(false);
  });

  test('hold no sentence that was never translated, and cut none off, on a narrow phone', async () => {
    const page = await browser.newPage({ viewport: { width: 360, height: 700 }, javaScriptEnabled: true });
    const faults: Record<string, unknown> = {};
    for (const path of PATHS) {
      await page.goto(`${web.url}/en${path}`);
      const found = (await page.evaluate(LOOK)) as { untranslated: string[]; cut: string[]; sideways: boolean };
      const untranslated = found.untranslated.filter((text) => !isData(text));
      if (untranslated.length > 0 || found.cut.length > 0 || found.sideways) faults[path] = { ...found, untranslated };
    }
    expect(faults).toEqual({});
  }, 120_000);

  test('would show a sentence that was never translated', async () => {
    const page = await browser.newPage();
    await page.goto(`${web.url}/en`);
    await page.evaluate(`document.querySelector('main').append('A sentence in plain English')`);
    expect(await page.evaluate(LOOK)).toMatchObject({ untranslated: ['A sentence in plain English'] });
  });
});
