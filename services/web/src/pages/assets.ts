import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

export interface Asset {
  readonly path: string;
  readonly type: string;
  readonly body: Buffer;
}

/** A file, or several one after the other, whose address carries their hash, so that it may be kept for ever. */
function asset(name: string, type: string, ...files: readonly string[]): Asset {
  const body = Buffer.concat(files.map((file) => readFileSync(new URL(`./${file}`, import.meta.url))));
  const hash = createHash('sha256').update(body).digest('base64url').slice(0, 12);
  const ending = files[0]?.split('.').at(-1) ?? '';
  return { path: `/assets/${name}-${hash}.${ending}`, type, body };
}

const CSS = 'text/css; charset=utf-8';
/** What every page needs. */
export const STYLE = asset(
  'site',
  CSS,
  'styles/tokens.css',
  'styles/site.css',
  'styles/forms.css',
  'styles/ballot.css',
);
/** What only the desks need beside it. */
export const DESK_STYLE = asset('desk', CSS, 'styles/desk.css');
export const ICON = asset('icon', 'image/svg+xml', 'icon.svg');
export const ASSETS: readonly Asset[] = [STYLE, DESK_STYLE, ICON];
