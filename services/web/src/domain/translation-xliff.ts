import type { Language } from '@wsis/kernel';
import type { RuleBook } from '@wsis/rule-book';
import {
  changesOf,
  versionOf,
  type EntryTexts,
  type FileChanges,
  type FileFault,
  type FileText,
} from './translation-file.js';
import { flatTranslation, translationParts, type TranslationPart } from './translation-parts.js';
import { elementsIn, escapeXml, type XmlElement } from './xml-element.js';

/** XLIFF 2.0 and 2.1 share a namespace. */
const WRITTEN = 'urn:oasis:names:tc:xliff:document:2.0';
const NAMESPACES = [WRITTEN, 'urn:oasis:names:tc:xliff:document:2.2'];

export interface XliffDirection {
  readonly from: Language;
  readonly into: Language;
  /** Which way the two are written. */
  readonly fromDir: 'ltr' | 'rtl';
  readonly intoDir: 'ltr' | 'rtl';
}

/**
 * Every text of entries of one language as a unit of XLIFF 2.1, a `file` an entry.
 * The entry's id and versions are the `file`'s id: tools must give that back as it was.
 */
export function translationXliff(
  ruleBook: RuleBook,
  entries: readonly EntryTexts[],
  { from, into, fromDir, intoDir }: XliffDirection,
  notesOf: (part: TranslationPart) => readonly string[],
): string {
  const files = entries.map((entry) => {
    const standing = flatTranslation(translationParts(ruleBook, entry.source), entry.values);
    const units = translationParts(ruleBook, entry.source).map((part) =>
      unitOf(part, standing[part.name] ?? '', entry.state, notesOf(part)),
    );
    const id = `${entry.id}.${versionOf(entry)}`;
    return `  <file id="${id}" srcDir="${fromDir}" trgDir="${intoDir}" xml:space="preserve">\n${units.join('')}  </file>\n`;
  });
  const head = `<xliff xmlns="${WRITTEN}" version="2.1" srcLang="${from}" trgLang="${into}">`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n${head}\n${files.join('')}</xliff>\n`;
}

function unitOf(part: TranslationPart, target: string, state: EntryTexts['state'], notes: readonly string[]): string {
  const noted = notes.map((note) => `<note>${contentOf(note)}</note>`).join('');
  const progress = target === '' ? 'initial' : state === 'checked' ? 'final' : 'translated';
  const translation = target === '' ? '' : `<target>${contentOf(target)}</target>`;
  return `    <unit id="${escapeXml(part.name)}">
      <notes>${noted}</notes>
      <segment state="${progress}"><source>${contentOf(part.source)}</source>${translation}</segment>
    </unit>
`;
}

/** What XML cannot hold is named by its number. */
function contentOf(text: string): string {
  return escapeXml(text).replace(
    /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g,
    (character) => `<cp hex="${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}"/>`,
  );
}

/** Reads XLIFF 2 back, as any tool writes it: what it calls reviewed or final is approved. */
export function readTranslationXliff(
  ruleBook: RuleBook,
  entries: readonly EntryTexts[],
  into: Language,
  root: XmlElement,
): FileChanges {
  const wrong = faultOfDocument(root, into);
  if (wrong !== undefined) return { changes: [], faults: [wrong] };
  const units = childrenNamed(root, 'file').flatMap((file) => unitsIn(file).map((unit) => readUnit(file, unit)));
  const faults = units.flatMap((unit) => ('fault' in unit ? [unit] : []));
  const read = changesOf(
    ruleBook,
    entries,
    units.flatMap((unit) => ('fault' in unit ? [] : [unit])),
  );
  return { ...read, faults: [...faults, ...read.faults] };
}

function faultOfDocument(root: XmlElement, into: Language): FileFault | undefined {
  const { line, attributes } = root;
  if (root.name !== 'xliff' || !isXliff(root)) return { line, unit: '', fault: 'no-xliff' };
  const language = attributes['trgLang'];
  return language === undefined || language.toLowerCase().split('-')[0] === into
    ? undefined
    : { line, unit: '', fault: 'other-language', language };
}

const isXliff = ({ namespace }: XmlElement) => NAMESPACES.includes(namespace);

function childrenNamed(parent: XmlElement, ...names: readonly string[]): readonly XmlElement[] {
  return elementsIn(parent).filter((child) => isXliff(child) && names.includes(child.name));
}

/** Units may stand in groups. */
function unitsIn(parent: XmlElement): readonly XmlElement[] {
  return childrenNamed(parent, 'unit', 'group').flatMap((child) => (child.name === 'unit' ? [child] : unitsIn(child)));
}

function readUnit(file: XmlElement, unit: XmlElement): FileText | FileFault {
  const [, entry = '', version = ''] = /^(.*?)(?:\.(\d+\.\d+))?$/s.exec(file.attributes['id'] ?? '') ?? [];
  const part = unit.attributes['id'] ?? '';
  const place = { line: unit.line, unit: part };
  const segments = segmentsOf(unit);
  const foreign = segments.flatMap(({ content }) => (content === undefined ? [] : foreignIn(content)));
  if (foreign.length > 0) return { ...place, fault: 'inline' };
  const translated = segments.filter(({ said, isText }) => isText && said !== '');
  if (translated.length > 0 && segments.some(({ said, isText }) => isText && said === ''))
    return { ...place, fault: 'partly' };
  return {
    entry,
    version,
    part,
    translation: translated.length === 0 ? '' : segments.map(({ said }) => said).join(''),
    approved: segments.every(({ isText, state }) => !isText || state === 'reviewed' || state === 'final'),
    place: () => place,
  };
}

interface Segment {
  /** Not a space between two segments, which some tools leave untranslated. */
  readonly isText: boolean;
  readonly state: string | undefined;
  readonly content: XmlElement | undefined;
  readonly said: string;
}

/** The segments of a unit in the order of the translation. */
function segmentsOf(unit: XmlElement): readonly Segment[] {
  return childrenNamed(unit, 'segment', 'ignorable')
    .map((segment, index) => {
      const [source] = childrenNamed(segment, 'source');
      const [target] = childrenNamed(segment, 'target');
      const isText = segment.name === 'segment' && (source === undefined || textOf(source).trim() !== '');
      const content = target ?? (isText ? undefined : source);
      const order = Number(target?.attributes['order'] ?? index + 1);
      const said = content === undefined ? '' : textOf(content);
      return { isText, state: segment.attributes['state'], content, said, order };
    })
    .sort((one, other) => one.order - other.order);
}

/** What marks a text and is no part of it. */
const MARKS = ['mrk', 'pc', 'sm', 'em', 'sc', 'ec', 'cp'];

/** Codes that stand for something which no text here has. */
function foreignIn(content: XmlElement): readonly XmlElement[] {
  return elementsIn(content).flatMap((child) =>
    isXliff(child) && MARKS.includes(child.name) ? foreignIn(child) : [child],
  );
}

function textOf(content: XmlElement): string {
  return content.children
    .map((child) => {
      if (typeof child === 'string') return child;
      if (child.name !== 'cp') return textOf(child);
      const code = Number.parseInt(child.attributes['hex'] ?? '', 16);
      return code >= 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '\uFFFD';
    })
    .join('');
}
