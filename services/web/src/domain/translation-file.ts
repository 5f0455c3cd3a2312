import { isLongerThan, type Language } from '@wsis/kernel';
import { isCleanText, type RuleBook } from '@wsis/rule-book';
import type { Values } from './draft-values.js';
import { flatTranslation, gatherTranslation, translationParts, type TranslationPart } from './translation-parts.js';

/** An entry with its words in its author's language, and what stands of them in another one. */
export interface EntryTexts {
  readonly id: string;
  readonly original: Language;
  readonly originalVersion: number;
  readonly source: Values;
  readonly state: 'missing' | 'machine-draft' | 'checked';
  /** Of the translation; 0 while there is none. */
  readonly version: number;
  readonly values: Values;
}

export const FILE_COLUMNS = ['entry', 'version', 'part', 'question', 'original', 'translation'] as const;
export type FileColumn = (typeof FILE_COLUMNS)[number];

/** A cell as a spreadsheet counts it (the first row is the head), or a unit and its line. */
export type FilePlace =
  { readonly row: number; readonly column: FileColumn } | { readonly line: number; readonly unit: string };

/** What is wrong with a file, and where. */
export type FileFault = FilePlace & {
  readonly fault:
    | 'no-column'
    | 'unreadable'
    | 'unreadable-xml'
    | 'doctype'
    | 'no-xliff'
    | 'other-language'
    | 'partly'
    | 'inline'
    | 'unknown'
    | 'stale'
    | 'twice'
    | 'too-long'
    | 'unclean';
  /** The most characters that fit. */
  readonly maximum?: number;
  /** The language that a file is for, as it says. */
  readonly language?: string;
};

/** One text as a file says it. */
export interface FileText {
  readonly entry: string;
  /** In which the entry was when the file was made. */
  readonly version: string;
  readonly part: string;
  readonly translation: string;
  /** Somebody has read it and found it right, the file says. */
  readonly approved: boolean;
  readonly place: (column: FileColumn) => FilePlace;
}

/** A translation that a file makes of what stands. */
export interface FileChange {
  readonly id: string;
  readonly version: number;
  readonly state: 'machine-draft' | 'checked';
  readonly values: Values;
  /** Of the first text that says so. */
  readonly place: FilePlace;
}

export interface FileChanges {
  readonly changes: readonly FileChange[];
  readonly faults: readonly FileFault[];
}

export const versionOf = ({ originalVersion, version }: EntryTexts) => `${originalVersion}.${version}`;

/** What the texts of a file change, or all that is wrong with them. An empty translation leaves what stands. */
export function changesOf(ruleBook: RuleBook, entries: readonly EntryTexts[], texts: readonly FileText[]): FileChanges {
  const known = new Map(entries.map((entry) => [entry.id, entry]));
  const faults: FileFault[] = [];
  const changes: FileChange[] = [];
  for (const [id, own] of byEntry(texts)) {
    const entry = known.get(id);
    if (entry === undefined) faults.push(...own.map(({ place }) => ({ ...place('entry'), fault: 'unknown' }) as const));
    else {
      const read = changeOf(ruleBook, entry, own);
      faults.push(...read.faults);
      if (read.change !== undefined) changes.push(read.change);
    }
  }
  return { changes, faults: faults.sort((one, other) => orderOf(one) - orderOf(other)) };
}

function byEntry(texts: readonly FileText[]): ReadonlyMap<string, readonly FileText[]> {
  const groups = new Map<string, FileText[]>();
  for (const text of texts) {
    const group = groups.get(text.entry);
    if (group === undefined) groups.set(text.entry, [text]);
    else group.push(text);
  }
  return groups;
}

const orderOf = (place: FilePlace) => ('row' in place ? place.row : place.line);

function changeOf(
  ruleBook: RuleBook,
  entry: EntryTexts,
  texts: readonly FileText[],
): { readonly change: FileChange | undefined; readonly faults: readonly FileFault[] } {
  const parts = translationParts(ruleBook, entry.source);
  const before = flatTranslation(parts, entry.values);
  const after = { ...before };
  const approved = new Set<string>();
  const seen = new Set<string>();
  const faults: FileFault[] = [];
  const stale: FileFault[] = [];
  const isStale = ({ version }: FileText) => version !== versionOf(entry);
  for (const text of texts) {
    const part = parts.find(({ name }) => name === text.part);
    const translation = text.translation.trim();
    if (part === undefined) {
      faults.push({ ...text.place('part'), fault: 'unknown' });
      continue;
    }
    if (seen.has(part.name)) faults.push({ ...text.place('part'), fault: 'twice' });
    seen.add(part.name);
    if (translation === '') continue;
    if (text.approved) approved.add(part.name);
    if (translation === (before[part.name] ?? '').trim()) continue;
    after[part.name] = translation;
    const wrong = wrongIn(part, translation);
    if (wrong !== undefined) faults.push({ ...text.place('translation'), ...wrong });
    if (isStale(text)) stale.push({ ...text.place('version'), fault: 'stale' });
  }
  const isApproved = ({ name, needed }: TranslationPart) =>
    after[name] === '' ? !needed : approved.has(name) || (entry.state === 'checked' && after[name] === before[name]);
  const state = parts.every(isApproved) ? 'checked' : 'machine-draft';
  const [first] = texts;
  const says = parts.some(({ name }) => after[name] !== before[name]);
  const approves = state === 'checked' && entry.state === 'machine-draft';
  if (first === undefined || !(says || approves)) return { change: undefined, faults };
  if (!says && isStale(first)) stale.push({ ...first.place('version'), fault: 'stale' });
  const values = gatherTranslation(parts, (name) => after[name] ?? '');
  const change = { id: entry.id, version: entry.version, state, values, place: first.place('version') } as const;
  return { change, faults: [...faults, ...stale] };
}

function wrongIn({ field }: TranslationPart, translation: string): Pick<FileFault, 'fault' | 'maximum'> | undefined {
  const maximum = field.maxCharacters;
  if (maximum !== null && isLongerThan(translation, maximum)) return { fault: 'too-long', maximum };
  return isCleanText(translation) ? undefined : { fault: 'unclean' };
}
