import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { RuleBook } from './rule-book.js';

/** RFC 8785 canonical JSON of any plain value, as UTF-8. */
export function canonicalJson(value: unknown): Uint8Array {
  const json = (canonicalize as unknown as (input: unknown) => string | undefined)(value);
  if (json === undefined) throw new TypeError('This value has no JSON form');
  return new TextEncoder().encode(json);
}

/** The one byte sequence of a rule book (RFC 8785); what is stored, sent and hashed. */
export function canonicalRuleBook(ruleBook: RuleBook): Uint8Array {
  return canonicalJson(ruleBook);
}

/** SHA-256 of the canonical rule book, lower-case hex. */
export function hashRuleBook(ruleBook: RuleBook): string {
  return createHash('sha256').update(canonicalRuleBook(ruleBook)).digest('hex');
}
