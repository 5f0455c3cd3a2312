import type { RuleBook } from '@wsis/rule-book';
import { readCsv, writeCsv } from './csv.js';
import {
  FILE_COLUMNS,
  changesOf,
  versionOf,
  type EntryTexts,
  type FileChanges,
  type FileColumn,
  type FileFault,
  type FileText,
} from './translation-file.js';
import { flatTranslation, translationParts, type TranslationPart } from './translation-parts.js';

/** Every text of the entries as a row of a table, with what stands of its translation. */
export function translationTable(
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

/** Reads a table back. It approves nothing. */
export function readTranslationTable(ruleBook: RuleBook, entries: readonly EntryTexts[], text: string): FileChanges {
  const table = tableOf(text);
  return 'faults' in table ? { changes: [], faults: table.faults } : changesOf(ruleBook, entries, table.texts);
}

function tableOf(text: string): { readonly texts: readonly FileText[] } | { readonly faults: readonly FileFault[] } {
  const table = readCsv(text);
  if (table === undefined) return { faults: [{ row: 1, column: 'entry', fault: 'unreadable' }] };
  const head = (table[0] ?? []).map((name) => name.trim().toLowerCase());
  const needed = ['entry', 'version', 'part', 'translation'] as const;
  const lacking = needed.filter((column) => !head.includes(column));
  if (lacking.length > 0) return { faults: lacking.map((column) => ({ row: 1, column, fault: 'no-column' })) };
  const texts = table.slice(1).flatMap((cells, index): FileText[] => {
    if (cells.every((each) => each.trim() === '')) return [];
    const cell = (column: FileColumn) => (cells[head.indexOf(column)] ?? '').trim();
    return [
      {
        entry: cell('entry'),
        version: cell('version'),
        part: cell('part'),
        translation: cell('translation'),
        approved: false,
        place: (column) => ({ row: index + 2, column }),
      },
    ];
  });
  return { texts };
}
