import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';

const CHROMIUM = '/usr/bin/chromium';
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Named as skipped where there is no browser; with CI=true its absence is a failure. */
export const describeInBrowser: jest.Describe =
  existsSync(CHROMIUM) || process.env['CI'] === 'true' ? describe : describe.skip;

/** Starts Debian's Chromium. */
export async function startBrowser(): Promise<Browser> {
  const { chromium } = await import('playwright-core');
  return chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
}

interface AxeViolation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string }[];
}

let axe: string | undefined;

/** What axe finds wrong with a page as it is now: `rule: elements`. `only` names the rules to look at. */
export async function accessibilityFaults(page: Page, only?: readonly string[]): Promise<string[]> {
  axe ??= readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  await page.evaluate(axe);
  const options = { resultTypes: ['violations'], ...(only === undefined ? {} : { runOnly: only }) };
  const { violations } = (await page.evaluate(`axe.run(${JSON.stringify(options)})`)) as { violations: AxeViolation[] };
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`);
}

/** The names of tables of rows that must be scrolled sideways to be read. */
export function sidewaysTables(page: Page): Promise<string[]> {
  return page.evaluate(
    `[...document.querySelectorAll('.scroll:has(> table.rows)')]
       .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
       .map((one) => one.getAttribute('aria-label'))`,
  );
}

/** By how many pixels a page is wider than its window. */
export function pixelsBeyond(page: Page): Promise<number> {
  return page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
}
