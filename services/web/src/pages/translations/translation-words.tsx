import { translate } from '@wsis/i18n';
import type { Language } from '@wsis/kernel';
import { countWords, type RuleBook } from '@wsis/rule-book';
import type {
  EntryFilter,
  ReadDraft,
  TranslatedEntry,
  Translation,
  TranslationLine,
  TranslationState,
} from '../../application/translations/ports.js';
import { flatTranslation, type TranslationPart } from '../../domain/translation-parts.js';
import { Form, type FieldSpec } from '../forms/form.js';
import type { PostedForm } from '../forms/posted-form.js';
import { usePage } from '../page-context.js';
import { Badge, type Mood } from '../parts/badge.js';
import { perItemLabel } from '../submissions/draft-form.js';

const MOODS: Readonly<Record<TranslationState, Mood>> = { missing: 'warn', 'machine-draft': 'info', checked: 'good' };

export function stateName(language: Language, state: TranslationState): string {
  return translate(language, `web.translations.state.${state}`);
}

/** How far a translation is, in a word. */
export function TranslationStateBadge({ state }: { state: TranslationState }) {
  const { language } = usePage();
  return <Badge mood={MOODS[state]}>{stateName(language, state)}</Badge>;
}

export const overviewPath = (editionId: string) => `/desk/translations?edition=${encodeURIComponent(editionId)}`;

/** The entries that a language is wanted of. */
export function entriesPath(editionId: string, into: Language, { state, category }: EntryFilter = {}): string {
  const query = new URLSearchParams({
    ...(state === undefined ? {} : { state }),
    ...(category === undefined ? {} : { category }),
  }).toString();
  const path = `/desk/translations/${encodeURIComponent(editionId)}/${into}`;
  return query === '' ? path : `${path}?${query}`;
}

export const editorPath = (editionId: string, into: Language, entryId: string) =>
  `${entriesPath(editionId, into)}/entries/${encodeURIComponent(entryId)}`;

export const gatePath = (editionId: string) => `/desk/translations/${encodeURIComponent(editionId)}/gate`;

export const assignmentsPath = (editionId: string, into: Language) => `${entriesPath(editionId, into)}/assignments`;

/** The file of a category, and what belongs to it. */
export function filePath(editionId: string, into: Language, category?: string): string {
  const path = `${entriesPath(editionId, into)}/file`;
  return category === undefined ? path : `${path}?${new URLSearchParams({ category }).toString()}`;
}

export function takenFilePath(
  editionId: string,
  into: Language,
  category: string,
  of: { readonly format: 'csv' } | { readonly format: 'xlf'; readonly from: Language },
): string {
  const query = new URLSearchParams({ category, ...(of.format === 'xlf' ? { from: of.from } : {}) });
  return `${filePath(editionId, into)}/translations.${of.format}?${query.toString()}`;
}

/** A draft as it is shown in a list, in one word. */
export const draftWord = ({ id, version }: ReadDraft) => `${id}.${version}`;

/** The drafts that such words name; others are no drafts. */
export function draftsIn(words: readonly string[]): readonly ReadDraft[] {
  return [...new Set(words)].flatMap((word) => {
    const [, id, version] = /^([0-9a-f-]{36})\.(\d{1,9})$/.exec(word) ?? [];
    return id === undefined ? [] : [{ id, version: Number(version) }];
  });
}

export function translationInto(entry: TranslatedEntry, into: Language): Translation | undefined {
  return entry.translations.find(({ language }) => language === into);
}

/** How much of some lines is still to be done. */
export function openOf(lines: readonly TranslationLine[]): { readonly entries: number; readonly words: number } {
  return {
    entries: lines.reduce((sum, line) => sum + line.missing + line.drafts, 0),
    words: lines.reduce((sum, line) => sum + line.missingWords + line.draftWords, 0),
  };
}

/** What a translation is made from: the author's text and what stands of the translation, each in its version. */
export function baseOf(entry: TranslatedEntry, into: Language): string {
  return `${entry.original.version}.${translationInto(entry, into)?.version ?? 0}`;
}

/** A translation as a form: one field for each text that its author wrote. */
export function translationForm(
  reader: Language,
  ruleBook: RuleBook,
  parts: readonly TranslationPart[],
  entry: TranslatedEntry,
  into: Language,
  posted?: PostedForm,
): Form<string> {
  return new Form<string>({
    language: reader,
    fields: Object.fromEntries(
      parts.map((part) => [part.name, specOf(reader, ruleBook, part, entry.original.language)]),
    ),
    values: flatTranslation(parts, translationInto(entry, into)?.values ?? {}),
    base: baseOf(entry, into),
    ...(posted === undefined ? {} : { posted }),
  });
}

function specOf(reader: Language, ruleBook: RuleBook, part: TranslationPart, original: Language): FieldSpec {
  const { field, source, needed } = part;
  const words = countWords(source, original);
  return {
    label: partLabel(reader, ruleBook, part),
    hint: translate(reader, 'web.translations.sourceWords', { words }),
    required: needed,
    ...(field.maxCharacters === null ? {} : { maxCharacters: field.maxCharacters }),
  };
}

/** What a text answers, in the reader's language. */
export function partLabel(reader: Language, ruleBook: RuleBook, { field, item }: TranslationPart): string {
  return item === undefined ? field.labels[reader].text : perItemLabel(reader, ruleBook, field, item);
}
