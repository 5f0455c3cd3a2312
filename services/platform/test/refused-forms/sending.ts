import { problemTexts, translateLoosely } from '@wsis/i18n';
import type { Language } from '@wsis/kernel';
import { OTHER_EDITION, type Person } from '../access/cast.js';
import { cookieOf } from '../access/asking.js';
import type { World } from '../access/world.js';
import { WHATEVER, type BadInput, type BrokenRule, type Told } from './row.js';
import { labelOf, readPage, summaryOf, textOf, toldAt, type ShownForm, type ShownPage } from './shown-form.js';

type Entry = readonly [name: string, value: string];

/** Types the bad input of a row into its form, sends it, and tells what is wrong with the answer. */
export async function tryInput(
  url: string,
  world: World,
  person: Person,
  row: BadInput,
  language: Language,
): Promise<readonly string[]> {
  const headers = { origin: url, ...cookieOf(person) };
  const address = `${url}/${language}${row.page(world)}`;
  const seen = await fetch(address, { headers, redirect: 'manual' });
  if (seen.status !== 200) return [`its page answered ${seen.status} ${seen.headers.get('location') ?? ''}`];
  const form = formOf(readPage(await seen.text()), row);
  if (form === undefined) return [`its page has no such form`];
  const unknown = Object.keys(row.typed).filter((name) => !form.controls.has(name));
  if (unknown.length > 0) return [`its form has no ${unknown.join(', ')}`];
  const entries = typedInto(form, row);
  const body = form.multipart ? multipart(entries, row) : new URLSearchParams(asSent(entries));
  const sent = await fetch(`${url}${form.action}`, { method: 'POST', headers, body, redirect: 'manual' });
  const answer = readPage(await sent.text());
  const status = statusOf(row.told);
  if (sent.status !== status) {
    return [
      `got ${sent.status} ${sent.headers.get('wsis-problem') ?? sent.headers.get('location') ?? ''} ${JSON.stringify(summaryOf(answer))}`,
    ];
  }
  if (row.told === 'taken') return [];
  if (answer.language !== language) return [`was answered in ${answer.language}`];
  return [...wrongIn(answer, language, row.told, row.isGrouped), ...lost(form, entries, formOf(answer, row))];
}

function statusOf(told: Told): number {
  if (told === 'taken') return 303;
  return 'code' in told ? told.status : 422;
}

function wrongIn(
  answer: ShownPage,
  language: Language,
  told: Exclude<Told, 'taken'>,
  isGrouped?: boolean,
): readonly string[] {
  if ('code' in told) return toldOfTheWhole(answer, language, told.code);
  if (!('says' in told)) return told.flatMap((broken) => toldAtField(answer, language, broken, isGrouped));
  const message = translateLoosely(language, told.says, told.params ?? {});
  return textOf(answer.html).includes(message) ? [] : [`the page does not say “${message}”`];
}

function formOf({ forms }: ShownPage, { sentTo }: BadInput): ShownForm | undefined {
  return forms.find(({ action, controls }) =>
    sentTo === undefined ? controls.has('_key') : action.split('?')[0]?.endsWith(sentTo),
  );
}

function typedInto({ entries }: ShownForm, { typed }: BadInput): readonly Entry[] {
  return [
    ...entries.filter(([name]) => !(name in typed)),
    ...Object.entries(typed).flatMap(([name, value]) => [value].flat().map((each): Entry => [name, each])),
  ];
}

/** Browsers send a line break as two characters. */
const asSent = (entries: readonly Entry[]) => entries.map(([name, value]) => [name, value.replace(/\n/g, '\r\n')]);

function multipart(entries: readonly Entry[], { file }: BadInput): FormData {
  const body = new FormData();
  for (const [name, value] of entries) body.append(name, value);
  if (file) body.append(file.field, new File([new Uint8Array(file.content)], file.name, { type: file.type }));
  return body;
}

function toldAtField(
  answer: ShownPage,
  language: Language,
  { field, rule, params, within }: BrokenRule,
  isGrouped?: boolean,
): string[] {
  const told = toldAt(answer, field, isGrouped);
  if (told === undefined) return [`${field} is told nothing; the page says ${JSON.stringify(summaryOf(answer))}`];
  const label = nameOf(told.label);
  const otherField = params?.['otherField'];
  const other = otherField === undefined ? undefined : nameOf(labelOf(answer, String(otherField), isGrouped));
  const expected = problemTexts.rule(language, {
    field: within === undefined ? label : `${label} (${within})`,
    rule,
    params: { ...params, ...(other === undefined ? {} : { other }) },
  });
  return [
    ...(fits(told.message, expected) ? [] : [`${field} is told “${told.message}”, must be “${expected}”`]),
    ...(told.isLinked ? [] : [`${field} does not lead to what is told of it`]),
    ...(summaryOf(answer).some((each) => each.field === field && each.message === told.message)
      ? []
      : [`the summary does not lead to ${field}`]),
  ];
}

function toldOfTheWhole(answer: ShownPage, language: Language, code: string): string[] {
  const said = summaryOf(answer).map(({ message }) => message);
  const title = problemTexts.title(language, code);
  return said.includes(title) ? [] : [`the page says ${JSON.stringify(said)}, must be “${title}”`];
}

/** What was typed and is no longer there. What a field never offered cannot be chosen in it. */
function lost(form: ShownForm, entries: readonly Entry[], again: ShownForm | undefined): string[] {
  if (again === undefined) return ['the form is gone'];
  const kept = again.entries.map(([name, value]) => `${name}=${value.trim()}`);
  return entries
    .filter(([name, value]) => !name.startsWith('_') && form.controls.get(name)?.offers?.includes(value) !== false)
    .filter(([name]) => form.controls.get(name)?.type !== 'button')
    .filter(([name, value]) => !kept.includes(`${name}=${value.trim()}`))
    .map(([name, value]) => `lost ${name}, where “${value.slice(0, 40)}” was typed`);
}

/** A figure that a row leaves open is any. */
function fits(message: string, expected: string): boolean {
  const [before = '', after] = expected.split(WHATEVER);
  return after === undefined ? message === expected : message.startsWith(before) && message.endsWith(after);
}

/** A label that is a sentence or a question, as the subject of another sentence. */
const nameOf = (label: string) => label.replace(/[\s.:?!؟。：？！]+$/u, '');

/** Begins the rules of the edition that has none yet, so that there are some to get wrong. */
export async function beginRules(url: string, cast: readonly Person[]): Promise<void> {
  const person = cast.find(({ name }) => name === `secretariat of another edition`);
  if (person === undefined) throw new Error('Nobody looks after the other edition');
  const address = `${url}/fr/desk/editions/${OTHER_EDITION}/rules`;
  const headers = { origin: url, ...cookieOf(person) };
  const begun = await fetch(address, { method: 'POST', headers, body: new URLSearchParams(), redirect: 'manual' });
  if (begun.status !== 303) throw new Error(`The rules were not begun: ${begun.status}`);
}
