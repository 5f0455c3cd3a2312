import { isCleanText, type RuleBook } from '@wsis/rule-book';
import { readCsv, writeCsv } from './csv.js';
import type { Values } from './draft-values.js';
import { flatTranslation, gatherTranslation, translationParts, type TranslationPart } from './translation-parts.js';

/** An entry with its words in its author's language, and what stands of them in another one. */
export interface EntryTexts {
  readonly id: string;
  readonly originalVersion: number;
  readonly source: Values;
  /** Of the translation; 0 while there is none. */
  readonly version: number;
  readonly values: Values;
}

export const FILE_COLUMNS = ['entry', 'version', 'part', 'question', 'original', 'translation'] as const;
export type FileColumn = (typeof FILE_COLUMNS)[number];

/** What is wrong with a file, and where a spreadsheet shows it. */
export interface FileFault {
  /** The first row is the head of the table. */
  readonly row: number;
  readonly column: FileColumn;
  readonly fault: 'no-column' | 'unreadable' | 'unknown' | 'stale' | 'twice' | 'too-long' | 'unclean';
  /** The most characters that fit. */
  readonly maximum?: number;
}

/** A translation that a file makes of what stands. */
export interface FileChange {
  readonly id: string;
  readonly version: number;
  readonly values: Values;
  /** The first row that says so. */
  readonly row: number;
}

const versionOf = ({ originalVersion, version }: EntryTexts) => `${originalVersion}.${version}`;

/** Every text of the entries as a row of a table, with what stands of its translation. */
export function translationFile(
  ruleBook: RuleBook,
  entries: readonly EntryTexts[],
  questionOf: (part: TranslationPart) => string,
): string {
  const rows = entries.flatMap((entry) => {
    const parts = translationParts(ruleBook, entry.source);
    const standing = flatTranslation(parts, entry.values);
    return parts.map((part) => [
      entry.id,
      versionOf(entry),
      part.name,
      questionOf(part),
      part.source,
      standing[part.name] ?? '',
    ]);
  });
  return writeCsv([FILE_COLUMNS, ...rows]);
}

interface Row {
  readonly row: number;
  readonly cells: Readonly<Record<FileColumn, string>>;
}

/** Reads a table back: what it changes, or all that is wrong with it. An empty translation leaves what stands. */
export function readTranslationFile(
  ruleBook: RuleBook,
  entries: readonly EntryTexts[],
  text: string,
): { readonly changes: readonly FileChange[]; readonly faults: readonly FileFault[] } {
  const table = tableOf(text);
  if ('faults' in table) return { changes: [], faults: table.faults };
  const known = new Map(entries.map((entry) => [entry.id, entry]));
  const faults: FileFault[] = [];
  const changes: FileChange[] = [];
  for (const [id, rows] of byEntry(table.rows)) {
    const entry = known.get(id);
    if (entry === undefined)
      faults.push(...rows.map(({ row }) => ({ row, column: 'entry', fault: 'unknown' }) as const));
    else {
      const read = changeOf(ruleBook, entry, rows);
      faults.push(...read.faults);
      if (read.change !== undefined) changes.push(read.change);
    }
  }
  return { changes, faults: faults.sort((one, other) => one.row - other.row) };
}

function tableOf(text: string): { readonly rows: readonly Row[] } | { readonly faults: readonly FileFault[] } {
  const table = readCsv(text);
  if (table === undefined) return { faults: [{ row: 1, column: 'entry', fault: 'unreadable' }] };
  const head = (table[0] ?? []).map((name) => name.trim().toLowerCase());
  const needed = ['entry', 'version', 'part', 'translation'] as const;
  const lacking = needed.filter((column) => !head.includes(column));
  if (lacking.length > 0) return { faults: lacking.map((column) => ({ row: 1, column, fault: 'no-column' })) };
  const rows = table.slice(1).flatMap((cells, index): Row[] => {
    const cell = (column: FileColumn) => cells[head.indexOf(column)] ?? '';
    const read = Object.fromEntries(FILE_COLUMNS.map((column) => [column, cell(column)])) as Row['cells'];
    return cells.every((each) => each.trim() === '') ? [] : [{ row: index + 2, cells: read }];
  });
  return { rows };
}

function byEntry(rows: readonly Row[]): ReadonlyMap<string, readonly Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const id = row.cells.entry.trim();
    const group = groups.get(id);
    if (group === undefined) groups.set(id, [row]);
    else group.push(row);
  }
  return groups;
}

function changeOf(
  ruleBook: RuleBook,
  entry: EntryTexts,
  rows: readonly Row[],
): { readonly change: FileChange | undefined; readonly faults: readonly FileFault[] } {
  const parts = translationParts(ruleBook, entry.source);
  const before = flatTranslation(parts, entry.values);
  const after = { ...before };
  const seen = new Set<string>();
  const faults: FileFault[] = [];
  const stale: FileFault[] = [];
  for (const { row, cells } of rows) {
    const part = parts.find(({ name }) => name === cells.part.trim());
    const translation = cells.translation.trim();
    const fault =
      part === undefined ? ({ column: 'part', fault: 'unknown' } as const) : faultOf(part, translation, seen);
    if (fault !== undefined) faults.push({ row, ...fault });
    if (part === undefined || translation === '' || translation === (before[part.name] ?? '').trim()) continue;
    after[part.name] = translation;
    if (cells.version.trim() !== versionOf(entry)) stale.push({ row, column: 'version', fault: 'stale' });
  }
  const changed = parts.some(({ name }) => after[name] !== before[name]);
  const values = gatherTranslation(parts, (name) => after[name] ?? '');
  const change = changed ? { id: entry.id, version: entry.version, values, row: rows[0]?.row ?? 1 } : undefined;
  return { change, faults: [...faults, ...stale] };
}

function faultOf(part: TranslationPart, translation: string, seen: Set<string>): Omit<FileFault, 'row'> | undefined {
  if (seen.has(part.name)) return { column: 'part', fault: 'twice' };
  seen.add(part.name);
  const maximum = part.field.maxCharacters;
  if (maximum !== null && [...translation].length > maximum)
    return { column: 'translation', fault: 'too-long', maximum };
  return isCleanText(translation) ? undefined : { column: 'translation', fault: 'unclean' };
}
