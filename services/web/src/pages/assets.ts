import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

export interface Asset {
  readonly path: string;
  readonly type: string;
  readonly body: Buffer;
}

/** A file whose address carries its content's hash, so that it may be kept for ever. */
function asset(file: string, type: string): Asset {
  const body = readFileSync(new URL(`./${file}`, import.meta.url));
  const hash = createHash('sha256').update(body).digest('base64url').slice(0, 12);
  const [name = '', ending = ''] = file.split('.');
  return { path: `/assets/${name}-${hash}.${ending}`, type, body };
}

export const STYLE = asset('site.css', 'text/css; charset=utf-8');
export const ICON = asset('icon.svg', 'image/svg+xml');
export const ASSETS: readonly Asset[] = [STYLE, ICON];
