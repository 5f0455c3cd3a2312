/** A page as a browser without scripts would read it: its forms, and what stands beside their fields. */
export interface ShownPage {
  readonly html: string;
  readonly language: string;
  readonly forms: readonly ShownForm[];
}

export interface Control {
  readonly type: string;
  /** What a choice offers; nothing where anything can be typed. */
  readonly offers: readonly string[] | undefined;
}

export interface ShownForm {
  readonly action: string;
  readonly multipart: boolean;
  readonly controls: ReadonlyMap<string, Control>;
  /** What would be sent if nobody typed anything. */
  readonly entries: readonly (readonly [name: string, value: string])[];
}

type Attributes = Readonly<Record<string, string>>;

/** Inside of a tag; an attribute may hold the sign that ends one. */
const INSIDE = String.raw`((?:[^">]|"[^"]*")*)`;
const TAG = new RegExp(`<(input|textarea|select|button)\\b${INSIDE}>`, 'g');
const FORM = new RegExp(`<form\\b${INSIDE}>([\\s\\S]*?)</form>`, 'g');
const OPTION = new RegExp(`<option\\b${INSIDE}>`, 'g');
const TICKED = new Set(['radio', 'checkbox']);

export function readPage(html: string): ShownPage {
  const still = html.replace(/<(script|style)\b[\s\S]*?<\/\1>/g, '');
  const forms = [...still.matchAll(FORM)].map(([, head = '', body = '']) => readForm(attributes(head), body));
  return { html: still, language: /<html[^>]*\blang="([^"]+)"/.exec(still)?.[1] ?? '', forms };
}

function readForm(head: Attributes, body: string): ShownForm {
  const controls = new Map<string, Control>();
  const entries: [string, string][] = [];
  for (const { 1: tag, 2: inside = '', index } of body.matchAll(TAG)) {
    const given = attributes(inside);
    const { name = '', type = tag ?? '', value = 'on' } = given;
    const after = body.slice(index);
    const offered = tag === 'select' ? optionsOf(after) : [];
    const before = controls.get(name)?.offers ?? [];
    const offers = tag === 'select' ? offered.map(([each]) => each) : TICKED.has(type) ? [...before, value] : undefined;
    controls.set(name, { type: tag === 'button' ? tag : type, offers });
    if (type === 'file' || tag === 'button') continue;
    if (tag === 'textarea')
      entries.push([
        name,
        unescaped(after.slice(after.indexOf('>') + 1, after.indexOf('</textarea>'))).replace(/^\n/, ''),
      ]);
    else if (tag === 'select')
      entries.push([name, (offered.find(([, selected]) => selected) ?? offered[0])?.[0] ?? '']);
    else if (!TICKED.has(type)) entries.push([name, given['value'] ?? '']);
    else if ('checked' in given) entries.push([name, value]);
  }
  return { action: head['action'] ?? '', multipart: head['enctype'] === 'multipart/form-data', controls, entries };
}

function optionsOf(select: string): readonly (readonly [value: string, selected: boolean])[] {
  const options = select.slice(0, select.indexOf('</select>')).matchAll(OPTION);
  return [...options].map(([, inside = '']) => {
    const given = attributes(inside);
    return [given['value'] ?? '', 'selected' in given] as const;
  });
}

function attributes(inside: string): Attributes {
  return Object.fromEntries(
    [...inside.matchAll(/([\w-]+)(?:="([^"]*)")?/g)].map(([, name = '', value = '']) => [name, unescaped(value)]),
  );
}

/** What stands at a field that is wrong: its name, what is said of it, and whether the field itself leads there. */
export interface Told {
  readonly label: string;
  readonly message: string;
  readonly isLinked: boolean;
}

export function toldAt(page: ShownPage, field: string, isGrouped: boolean | undefined): Told | undefined {
  const { html } = page;
  const id = `${field}-error`;
  const said = html.indexOf(`id="${id}"`);
  if (said < 0) return undefined;
  const refers = [...html.matchAll(/aria-describedby="([^"]*)"/g)].some(([, ids = '']) => ids.split(' ').includes(id));
  return {
    label: labelOf(page, field, isGrouped),
    message: textOf(html.slice(html.indexOf('>', said) + 1, html.indexOf('</p>', said))),
    isLinked: refers && html.includes(`id="${field}"`),
  };
}

/** What the summary on top says: with the field that it leads to, and where it speaks of the whole, without. */
/** What a field is called: by its label or the words of its choices, and before that by the group that it stands in. */
export function labelOf({ html }: ShownPage, field: string, isGrouped = false): string {
  const place = html.indexOf(`id="${field}"`);
  const before = html.slice(0, place);
  const group = before.lastIndexOf('<fieldset');
  const isInGroup = group > before.lastIndexOf('</fieldset>');
  const own = Math.max(before.lastIndexOf('<div class="field'), isInGroup ? group : -1);
  const inner = wordsOf(html.slice(own));
  return isGrouped && isInGroup && own > group ? `${wordsOf(html.slice(group))} – ${inner}` : inner;
}

/** The first words that name something, without the mark that it may stay empty. */
function wordsOf(html: string): string {
  const named = /<(legend|label)\b[^>]*>([\s\S]*?)<\/\1>/.exec(html)?.[2] ?? '';
  return textOf(named.replace(/<span class="optional">[\s\S]*?<\/span>/, '')).replace(/^\d+\. /, '');
}

export function summaryOf({ html }: ShownPage): readonly { readonly field: string; readonly message: string }[] {
  const alert = /<div class="notice problem"[^>]*>([\s\S]*?)<\/div>/.exec(html)?.[1] ?? '';
  return [...alert.matchAll(/<(?:li|p|h2)\b[^>]*>([\s\S]*?)<\/(?:li|p|h2)>/g)].map(([, inside = '']) => ({
    field: /href="#([^"]+)"/.exec(inside)?.[1] ?? '',
    message: textOf(inside),
  }));
}

export function textOf(html: string): string {
  return unescaped(html.replace(/<[^>]*>/g, ''))
    .replace(/[ \n]+/g, ' ')
    .trim();
}

function unescaped(text: string): string {
  return text
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
}
