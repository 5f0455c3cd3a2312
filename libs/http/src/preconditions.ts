import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { problem } from './problem.js';

/** The version that a change was made from: `If-Match: "3"` gives 3. Refuses a change that does not say. */
export const IfMatch = createParamDecorator((_: unknown, context: ExecutionContext): number => {
  const header = context.switchToHttp().getRequest<FastifyRequest>().headers['if-match'];
  const found = typeof header === 'string' ? /^(?:W\/)?"?(\d{1,9})"?$/.exec(header.trim()) : null;
  if (!found) throw problem('HTTP.PRECONDITION_REQUIRED', {}, [{ field: 'If-Match', rule: 'required' }]);
  return Number(found[1]);
});

/** The client's own name for this attempt, so that a retry is told from a second wish. */
export const IdempotencyKey = createParamDecorator((_: unknown, context: ExecutionContext): string => {
  const header = context.switchToHttp().getRequest<FastifyRequest>().headers['idempotency-key'];
  if (typeof header !== 'string' || !/^[\x21-\x7e]{8,64}$/.test(header)) {
    throw problem('HTTP.VALIDATION_FAILED', {}, [{ field: 'Idempotency-Key', rule: 'required' }]);
  }
  return header;
});

/** Longest page that any list gives out. */
export const MAX_PAGE_SIZE = 200;

/** Packs the place where a page ended into an opaque word. */
export function encodeCursor(place: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

/** Reads a cursor; a cursor that we did not make is refused by name. */
export function decodeCursor(cursor: string | undefined): readonly (string | number)[] | undefined {
  if (cursor === undefined || cursor === '') return undefined;
  try {
    const place: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (Array.isArray(place)) return place as (string | number)[];
  } catch {
    // Falls through to the refusal.
  }
  throw problem('HTTP.VALIDATION_FAILED', {}, [{ field: 'cursor', rule: 'pattern' }]);
}

/** What stands at each place of a cursor. */
export type PlaceKind = 'number' | 'text' | 'uuid';

const PLACE_CHECKS: Readonly<Record<PlaceKind, (value: unknown) => boolean>> = {
  number: (value) => typeof value === 'number' && Number.isSafeInteger(value) && Math.abs(value) < 2 ** 31,
  text: (value) => typeof value === 'string' && value.length <= 200 && !value.includes('\u0000'),
  uuid: (value) => typeof value === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value),
};

/** Reads a cursor whose places are of known kinds; one that was made up is refused by name, never given to the database. */
export function decodePlace(
  cursor: string | undefined,
  kinds: readonly PlaceKind[],
): readonly (string | number)[] | undefined {
  const place = decodeCursor(cursor);
  if (place === undefined) return undefined;
  if (place.length === kinds.length && kinds.every((kind, index) => PLACE_CHECKS[kind](place[index]))) return place;
  throw problem('HTTP.VALIDATION_FAILED', {}, [{ field: 'cursor', rule: 'pattern' }]);
}

/** Clamps a wanted page size to what a list gives out. */
export function pageSize(wanted: string | number | undefined, fallback = 50): number {
  const size = wanted === undefined || wanted === '' ? fallback : Number(wanted);
  if (!Number.isInteger(size) || size < 1 || size > MAX_PAGE_SIZE) {
    throw problem('HTTP.VALIDATION_FAILED', {}, [
      { field: 'limit', rule: 'maximum', params: { min: 1, max: MAX_PAGE_SIZE, limit: MAX_PAGE_SIZE } },
    ]);
  }
  return size;
}
