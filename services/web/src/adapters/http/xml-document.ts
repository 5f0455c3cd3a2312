import { XmlElement as ParsedElement, XmlError, XmlText, parseXml } from '@rgrove/parse-xml';
import type { XmlElement } from '../../domain/xml-element.js';

/** Far more than a category has; each takes memory. */
const MOST_TAGS = 300_000;

/** Why something is not read, and at which line. */
export interface UnreadableXml {
  readonly line: number;
  readonly because: 'not-well-formed' | 'doctype';
}

/** Reads XML that a stranger sent. No document type, so no entities but the five of XML; nothing is loaded. */
export function readXml(text: string): XmlElement | UnreadableXml {
  if (tagsIn(text) > MOST_TAGS) return { line: 1, because: 'not-well-formed' };
  try {
    const document = parseXml(text, { includeOffsets: true, preserveDocumentType: true });
    const doctype = document.children.find(({ type }) => type === 'doctype');
    const lines = linesOf(text);
    if (doctype !== undefined) return { line: lines(doctype.start), because: 'doctype' };
    if (document.root === null) return { line: 1, because: 'not-well-formed' };
    return resolve(document.root, { xml: 'http://www.w3.org/XML/1998/namespace' }, lines);
  } catch (error) {
    // Too deep a nesting ends in a RangeError.
    if (error instanceof XmlError) return { line: error.line, because: 'not-well-formed' };
    if (error instanceof RangeError) return { line: 1, because: 'not-well-formed' };
    throw error;
  }
}

function tagsIn(text: string): number {
  let count = 0;
  for (let at = text.indexOf('<'); at !== -1; at = text.indexOf('<', at + 1)) count += 1;
  return count;
}

/** Gives the line of a place; places are asked for in the order of the text. */
function linesOf(text: string): (place: number) => number {
  let line = 1;
  let at = 0;
  return (place) => {
    for (let next = text.indexOf('\n', at); next !== -1 && next < place; next = text.indexOf('\n', at)) {
      line += 1;
      at = next + 1;
    }
    return line;
  };
}

type Prefixes = Readonly<Record<string, string>>;

function resolve(element: ParsedElement, outer: Prefixes, lines: (place: number) => number): XmlElement {
  const prefixes = { ...outer, ...declaredIn(element) };
  const [prefix, name] = splitName(element.name);
  const line = lines(element.start);
  return {
    namespace: prefixes[prefix] ?? '',
    name,
    attributes: element.attributes,
    children: element.children.flatMap((child): readonly (XmlElement | string)[] => {
      if (child instanceof ParsedElement) return [resolve(child, prefixes, lines)];
      return child instanceof XmlText ? [child.text] : [];
    }),
    line,
  };
}

function declaredIn({ attributes }: ParsedElement): Prefixes {
  return Object.fromEntries(
    Object.entries(attributes).flatMap(([name, value]) => {
      if (name === 'xmlns') return [['', value]];
      return name.startsWith('xmlns:') ? [[name.slice('xmlns:'.length), value]] : [];
    }),
  );
}

function splitName(name: string): readonly [prefix: string, local: string] {
  const colon = name.indexOf(':');
  return colon === -1 ? ['', name] : [name.slice(0, colon), name.slice(colon + 1)];
}
