import type { FormField, RuleBook } from '@wsis/rule-book';
import { choicesOf, itemName, type Values } from './draft-values.js';

/** One text of an entry that is translated by itself: an answer, or what an answer says of one item. */
export interface TranslationPart {
  /** `title`, or `sdgLinks.4`. */
  readonly name: string;
  readonly field: FormField;
  readonly item: string | undefined;
  /** In the author's words. */
  readonly source: string;
  /** Everybody will read it. Without it, no translation is whole. */
  readonly needed: boolean;
}

/** What an author wrote and others may read, text by text, in the order of the form. */
export function translationParts(ruleBook: RuleBook, values: Values): readonly TranslationPart[] {
  return ruleBook.submission.fields
    .filter(({ translatable, visibility }) => translatable && visibility !== 'private')
    .flatMap((field) => partsOfField(ruleBook, field, values));
}

function partsOfField(ruleBook: RuleBook, field: FormField, values: Values): readonly TranslationPart[] {
  const items = field.type === 'text-per-item' ? choicesOf(ruleBook, field) : [undefined];
  return items.flatMap((item) => {
    const source = textAt(values, field.id, item);
    const name = item === undefined ? field.id : itemName(field, item);
    return source.trim() === '' ? [] : [{ name, field, item, source, needed: field.visibility === 'public' }];
  });
}

/** What stands of each part in another language. */
export function flatTranslation(parts: readonly TranslationPart[], values: Values): Record<string, string> {
  return Object.fromEntries(parts.map(({ name, field, item }) => [name, textAt(values, field.id, item)]));
}

/** The texts of a form as they are stored; what is empty is left out. */
export function gatherTranslation(
  parts: readonly TranslationPart[],
  textOf: (name: string) => string,
): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const { name, field, item } of parts) {
    const text = textOf(name).trim();
    if (text === '') continue;
    values[field.id] = item === undefined ? text : { ...(values[field.id] as object | undefined), [item]: text };
  }
  return values;
}

function textAt(values: Values, field: string, item: string | undefined): string {
  const value = values[field];
  const text = item === undefined ? value : isRecord(value) ? value[item] : undefined;
  return typeof text === 'string' ? text : '';
}

const isRecord = (value: unknown): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
