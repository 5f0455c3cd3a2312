import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';

export type JsonValue =
  null | boolean | number | string | readonly JsonValue[] | { readonly [name: string]: JsonValue };

const serialize = canonicalize as unknown as (value: unknown) => string | undefined;

/** The canonical text of a JSON value (RFC 8785); undefined when the value is not JSON or PostgreSQL cannot hold it. */
export function canonicalJson(value: unknown): string | undefined {
  if (!isStorable(value, 0)) return undefined;
  return serialize(value);
}

/** SHA-256 of the canonical text, lower-case hex. Throws a TypeError when the value is not JSON. */
export function payloadHashOf(value: unknown): string {
  const text = canonicalJson(value);
  if (text === undefined) throw new TypeError('The payload is not a JSON value');
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

const DEEPEST = 64;

/** JSON as PostgreSQL's jsonb takes it and gives it back unchanged: no zero character, no half of a surrogate pair. */
function isStorable(value: unknown, depth: number): boolean {
  if (depth > DEEPEST) return false;
  switch (typeof value) {
    case 'boolean':
      return true;
    case 'number':
      return Number.isFinite(value);
    case 'string':
      return isStorableText(value);
    case 'object':
      if (value === null) return true;
      if (Array.isArray(value)) {
        // A hole in a list is skipped by every(), so lists are walked by index.
        return Array.from(value as unknown[]).every((entry) => isStorable(entry, depth + 1));
      }
      if (Object.getPrototypeOf(value) !== Object.prototype && Object.getPrototypeOf(value) !== null) return false;
      return Object.entries(value as object).every(
        ([name, entry]) => isStorableText(name) && isStorable(entry, depth + 1),
      );
    default:
      return false;
  }
}

function isStorableText(text: string): boolean {
  return !text.includes('\u0000') && !/\p{Surrogate}/u.test(text);
}
