import { demonstration2026 } from '@wsis/rule-book';
import { readCsv, writeCsv } from './csv.js';
import type { EntryTexts } from './translation-file.js';
import { readTranslationTable, translationTable } from './translation-table.js';

const ENTRY: EntryTexts = {
  id: 'one',
  original: 'en',
  originalVersion: 2,
  source: { title: 'Libraries, "on wheels"', sdgLinks: { 4: 'More\nreaders' } },
  state: 'machine-draft',
  version: 4,
  values: { title: 'Bibliothèques' },
};
const file = translationTable(demonstration2026, [ENTRY], ({ name }) => `Question ${name}`);
const read = (text: string, entry = ENTRY) => readTranslationTable(demonstration2026, [entry], text);

/** The file as somebody has changed it: row by row, column by column. */
function changed(change: (rows: string[][]) => void): string {
  const rows = (readCsv(file) ?? []).filter((row) => row.length > 1).map((row) => [...row]);
  change(rows);
  return writeCsv(rows);
}
const translated = (text: string, row = 2) =>
  changed((rows) => {
    (rows[row] ?? [])[5] = text;
  });

describe('A table of translations', () => {
  it('holds each text with its question and what stands of its translation', () => {
    expect(readCsv(file)).toEqual([
      ['entry', 'version', 'part', 'question', 'original', 'translation'],
      ['one', '2.4', 'title', 'Question title', 'Libraries, "on wheels"', 'Bibliothèques'],
      ['one', '2.4', 'sdgLinks.4', 'Question sdgLinks.4', 'More\nreaders', ''],
      [''],
    ]);
  });

  it('changes nothing as it was given out', () => {
    expect(read(file)).toEqual({ changes: [], faults: [] });
  });

  it('adds to what stands', () => {
    expect(read(translated('Plus de\nlecteurs'))).toEqual({
      changes: [
        {
          id: 'one',
          version: 4,
          values: { title: 'Bibliothèques', sdgLinks: { 4: 'Plus de\nlecteurs' } },
          state: 'machine-draft',
          place: { row: 2, column: 'version' },
        },
      ],
      faults: [],
    });
  });

  it('leaves what stands where it is empty', () => {
    expect(read(translated('', 1))).toEqual({ changes: [], faults: [] });
  });

  it('is refused where somebody has changed the entry since, and only for what it would change', () => {
    const later = { ...ENTRY, version: 5 };
    expect(read(translated('Plus'), later).faults).toEqual([{ row: 3, column: 'version', fault: 'stale' }]);
    expect(read(file, later)).toEqual({ changes: [], faults: [] });
    // What was stored from the same file before is no conflict.
    expect(read(translated('Plus'), { ...later, values: { ...later.values, sdgLinks: { 4: 'Plus' } } }).faults).toEqual(
      [],
    );
  });

  it.each([
    ['an entry that is none of these', (rows: string[][]) => rows[1]?.splice(0, 1, 'two'), 2, 'entry', 'unknown'],
    ['a text that the entry has not', (rows: string[][]) => rows[2]?.splice(2, 1, 'goals'), 3, 'part', 'unknown'],
    ['a text that comes twice', (rows: string[][]) => rows[2]?.splice(2, 1, 'title'), 3, 'part', 'twice'],
    ['too many characters', (rows: string[][]) => rows[1]?.splice(5, 1, '𝒳'.repeat(301)), 2, 'translation', 'too-long'],
    ['what nobody types', (rows: string[][]) => rows[1]?.splice(5, 1, 'a\u0000b'), 2, 'translation', 'unclean'],
    ['no head', (rows: string[][]) => rows[0]?.splice(5, 1, 'traduction'), 1, 'translation', 'no-column'],
  ] as const)('names row and column of %s', (_, change, row, column, fault) => {
    const [first, ...more] = read(changed(change)).faults;
    expect(first).toMatchObject({ row, column, fault });
    expect(more).toEqual([]);
  });

  it('counts characters as people do, not as machines store them', () => {
    expect(read(translated('𝒳'.repeat(300), 1)).faults).toEqual([]);
  });

  it('may have its columns in another order, and empty rows', () => {
    const text = `translation,part,version,entry\r\n\r\nTitre,title,2.4,one\r\n`;
    expect(read(text)).toMatchObject({
      faults: [],
      changes: [{ values: { title: 'Titre' }, place: { row: 3, column: 'version' } }],
    });
  });

  it('is not read where it is broken', () => {
    expect(read('entry,"')).toEqual({ changes: [], faults: [{ row: 1, column: 'entry', fault: 'unreadable' }] });
  });
});
