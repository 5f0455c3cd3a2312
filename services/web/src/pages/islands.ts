import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

export const ISLANDS = [
  'countdown',
  'counter',
  'filter',
  'autosave',
  'resend',
  'proof',
  'share',
  'find',
  'session',
] as const;
export type IslandName = (typeof ISLANDS)[number];

/** A little script that adds comfort to a page that works without it. */
export interface Island {
  readonly code: string;
  /** How a content security policy names exactly this script. */
  readonly source: string;
}

/** Compiled by the build, wherever this runs from. */
function island(name: IslandName): Island {
  const code = readFileSync(new URL(`../../dist/islands/${name}.js`, import.meta.url), 'utf8').trim();
  // It stands between tags: what would end them must not be in it.
  if (/<\/script|<!--/i.test(code)) throw new Error(`The island ${name} would end its own tag`);
  return { code, source: `'sha256-${createHash('sha256').update(code).digest('base64')}'` };
}

const all = new Map(ISLANDS.map((name) => [name, island(name)]));

export function islandOf(name: IslandName): Island {
  const found = all.get(name);
  if (!found) throw new Error(`There is no island ${name}`);
  return found;
}
