import { readFileSync } from 'node:fs';
import { demonstration2026 } from '@wsis/rule-book';
import { readXml } from '../adapters/http/xml-document.js';
import type { EntryTexts, FileChanges } from './translation-file.js';
import { readTranslationXliff, translationXliff } from './translation-xliff.js';

const ID = '01900000-0000-7000-8000-0000000000f1';
const ENTRY: EntryTexts = {
  id: ID,
  original: 'en',
  originalVersion: 2,
  source: {
    title: 'Libraries & <wheels>',
    sdgLinks: { 4: 'More readers. More books.' },
    shortDescription: 'One line\nand another.',
    goals: 'To read.',
  },
  state: 'machine-draft',
  version: 4,
  values: { title: 'Bibliothèques' },
};
const CHECKED: EntryTexts = {
  ...ENTRY,
  state: 'checked',
  values: { title: 'Un', sdgLinks: { 4: 'Deux' }, shortDescription: 'Trois\nquatre' },
};
const LANGUAGES = { from: 'en', into: 'fr', fromDir: 'ltr', intoDir: 'ltr' } as const;
const written = (entry = ENTRY) =>
  translationXliff(demonstration2026, [entry], LANGUAGES, ({ name }) => [`Question ${name}`, 'At most "9" & more']);

function read(text: string, entry = ENTRY): FileChanges {
  const root = readXml(text);
  if ('because' in root) throw new Error(`line ${root.line}: ${root.because}`);
  return readTranslationXliff(demonstration2026, [entry], 'fr', root);
}

const unit = (id: string, inside: string, file = `${ID}.2.4`) =>
  `<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1" srcLang="en" trgLang="fr">
  <file id="${file}">
    <unit id="${id}">${inside}</unit>
  </file>
</xliff>`;
const segment = (target: string, state = 'translated') =>
  `<segment state="${state}"><source>x</source><target>${target}</target></segment>`;

describe('A file for translation programs', () => {
  it('holds each text as a unit with its question, and how far it is', () => {
    const text = written();
    expect(text).toContain('version="2.1" srcLang="en" trgLang="fr">');
    expect(text).toContain(`<file id="${ID}.2.4" srcDir="ltr" trgDir="ltr" xml:space="preserve">`);
    expect(text).toContain(`    <unit id="title">
      <notes><note>Question title</note><note>At most &quot;9&quot; &amp; more</note></notes>
      <segment state="translated"><source>Libraries &amp; &lt;wheels&gt;</source><target>Bibliothèques</target></segment>
    </unit>`);
    expect(text).toContain('<segment state="initial"><source>One line\nand another.</source></segment>');
    expect(written(CHECKED)).toContain('<segment state="final">');
  });

  it.each([
    ['as a draft', ENTRY],
    ['checked', CHECKED],
    ['with what XML cannot hold', { ...ENTRY, values: { title: 'a\u0001b\r\nc]]>d' } }],
  ])('changes nothing as it was given out %s', (_, entry) => {
    expect(read(written(entry), entry)).toEqual({ changes: [], faults: [] });
  });

  it('adds to what stands, and stays a draft while nobody has reviewed it', () => {
    expect(read(unit('sdgLinks.4', segment('Plus de &lt;lecteurs&gt;')))).toEqual({
      changes: [
        {
          id: ID,
          version: 4,
          state: 'machine-draft',
          values: { title: 'Bibliothèques', sdgLinks: { 4: 'Plus de <lecteurs>' } },
          place: { line: 3, unit: 'sdgLinks.4' },
        },
      ],
      faults: [],
    });
  });

  it('leaves what stands where it has no translation', () => {
    expect(read(unit('title', '<segment><source>x</source></segment>'))).toEqual({ changes: [], faults: [] });
  });

  const all = (state: string) => written(CHECKED).replaceAll('state="final"', `state="${state}"`);
  const drafted: EntryTexts = { ...CHECKED, state: 'machine-draft' };

  it.each(['reviewed', 'final'])('approves an entry whose every text is %s, though no word changed', (state) => {
    expect(read(all(state), drafted).changes).toMatchObject([{ state: 'checked', values: CHECKED.values }]);
  });

  it.each(['initial', 'translated'])('neither approves nor disapproves what is %s', (state) => {
    expect(read(all(state), drafted).changes).toEqual([]);
    expect(read(all(state), CHECKED).changes).toEqual([]);
  });

  it('does not approve where a text that everybody will read is missing, or one is not reviewed', () => {
    const { title, shortDescription } = CHECKED.values;
    const partly: EntryTexts = { ...drafted, values: { title, shortDescription } };
    expect(read(unit('title', segment('Neuf', 'final')), partly).changes).toMatchObject([{ state: 'machine-draft' }]);
    expect(read(unit('title', segment('Neuf', 'final')), drafted).changes).toMatchObject([{ state: 'machine-draft' }]);
  });

  it('keeps what is checked checked where only reviewed words change, and makes a draft of it else', () => {
    expect(read(unit('title', segment('Neuf', 'reviewed')), CHECKED).changes).toMatchObject([{ state: 'checked' }]);
    expect(read(unit('title', segment('Neuf')), CHECKED).changes).toMatchObject([{ state: 'machine-draft' }]);
  });

  it('is refused where somebody has changed the entry since, and only for what it would change', () => {
    const later = { ...ENTRY, version: 5 };
    const stale = [{ line: 3, unit: 'title', fault: 'stale' }];
    expect(read(unit('title', segment('Neuf')), later).faults).toEqual(stale);
    expect(read(written(), later)).toEqual({ changes: [], faults: [] });
    expect(read(all('final'), { ...drafted, version: 5 }).faults).toMatchObject([{ unit: 'title', fault: 'stale' }]);
    // A program that names its files anew has lost the versions.
    expect(read(unit('title', segment('Neuf'), ID)).faults).toEqual(stale);
  });

  it.each([
    [
      'an entry that is none of these',
      unit('title', segment('x'), `${ID.replace('f1', 'f2')}.2.4`),
      'title',
      'unknown',
    ],
    ['a text that the entry has not', unit('goal', segment('x')), 'goal', 'unknown'],
    ['too many characters', unit('title', segment('𝒳'.repeat(301))), 'title', 'too-long'],
    ['what nobody types', unit('title', segment('a<cp hex="0007"/>b')), 'title', 'unclean'],
    ['a code that no text has', unit('title', segment('a <ph id="1"/>')), 'title', 'inline'],
    ['an element of another format', unit('title', segment('a <b xmlns="html">c</b>')), 'title', 'inline'],
    ['half of its segments', unit('title', `${segment('Un')}<segment><source>y</source></segment>`), 'title', 'partly'],
  ])('names line and unit of %s', (_, text, name, fault) => {
    const [first, ...more] = read(text).faults;
    expect(first).toMatchObject({ line: 3, unit: name, fault });
    expect(more).toEqual([]);
  });

  it('names a text that comes twice', () => {
    const twice = written().replace('id="goals"', 'id="title"');
    expect(read(twice).faults).toMatchObject([{ unit: 'title', fault: 'twice' }]);
  });

  it.each([
    ['another format', '<html/>', { line: 1, unit: '', fault: 'no-xliff' }],
    [
      'XLIFF 1.2',
      '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"/>',
      { line: 1, unit: '', fault: 'no-xliff' },
    ],
    [
      'another language',
      written().replace('trgLang="fr"', 'trgLang="es-MX"'),
      { line: 2, unit: '', fault: 'other-language', language: 'es-MX' },
    ],
  ])('is not read in %s', (_, text, fault) => {
    expect(read(text)).toEqual({ changes: [], faults: [fault] });
  });

  it('is read as a translation program writes it: prefixes, segments, marks, modules and groups', () => {
    const file = new URL('./translation-xliff.fixture.xlf', import.meta.url);
    expect(read(readFileSync(file, 'utf8'))).toEqual({
      changes: [
        {
          id: ID,
          version: 4,
          state: 'machine-draft',
          values: {
            title: 'Bibliothèques & <roues>',
            sdgLinks: { 4: 'Plus de livres. Plus de lecteurs.' },
            shortDescription: 'Une ligne\net une autre.',
          },
          place: { line: 13, unit: 'title' },
        },
      ],
      faults: [],
    });
  });
});
