import { formatList, formatNumber, hasMessage, languageName, translate, translateLoosely } from '@wsis/i18n';
import { isLanguage, type Language } from '@wsis/kernel';
import { demonstration2026 } from '@wsis/rule-book';
import type { Refused } from '../../application/refused.js';
import {
  RULE_LISTS,
  meantBy,
  placeOfRule,
  shownIn,
  valueAt,
  type RuleInput,
  type RuleInputs,
} from '../../domain/rule-inputs.js';
import { ChoiceField, SelectField, TextArea, TextField } from '../forms/fields.js';
import { Form, type FieldSpec } from '../forms/form.js';
import type { PostedForm } from '../forms/posted-form.js';
import { usePage } from '../page-context.js';

/** What a rule, or a member of a list's entry, is called. Texts in six languages are named by their language. */
export function ruleLabel(language: Language, path: string): string {
  const [, member = '', named = '', what = ''] = /^(?:(.*)\.)?([a-z]{2})\.(text|checked)$/.exec(path) ?? [];
  if (isLanguage(named)) {
    const name = translateLoosely(language, `web.rule.${member}`);
    const params = { name, language: languageName(language, named) };
    return what === 'text'
      ? translate(language, 'web.rules-desk.textIn', params)
      : translate(language, 'web.rules-desk.checkedIn', params);
  }
  return hasMessage(`web.rule.${path}`) ? translateLoosely(language, `web.rule.${path}`) : path;
}

/** A value of a rule in words. */
export function ruleValue(language: Language, input: RuleInput, value: unknown): string {
  if (value === null || value === undefined) return translate(language, 'web.rules-desk.unlimited');
  if (typeof value === 'boolean') return yesOrNo(language, value);
  if (typeof value === 'number') return input.kind === 'number' ? formatNumber(language, value) : String(value);
  if (Array.isArray(value))
    return formatList(
      language,
      value.map((each) => valueName(language, String(each))),
    );
  return input.kind === 'choice' ? valueName(language, String(value)) : shownIn(input, value).join(', ');
}

/** What a field of the form holds, in the words in which it offers that. */
export function textInWords(language: Language, text: string): string {
  return text === 'yes' || text === 'no' ? yesOrNo(language, text === 'yes') : valueName(language, text);
}

function valueName(language: Language, value: string): string {
  if (isLanguage(value)) return languageName(language, value);
  const key = ['web.rule-value', 'stakeholder', 'action-line'].map((area) => `${area}.${value}`).find(hasMessage);
  return key === undefined ? value : translateLoosely(language, key);
}

function yesOrNo(language: Language, value: boolean): string {
  return value ? translate(language, 'web.rules-desk.yes') : translate(language, 'web.rules-desk.no');
}

export interface RuleFormParts {
  readonly language: Language;
  readonly inputs: RuleInputs;
  /** What the fields are about: a rule book, or one entry of a list. */
  readonly from: unknown;
  readonly version: number;
  readonly posted?: PostedForm;
}

/** A form made from the shape of the rules: each field with its explanation and, for rules, what is usual. */
export function ruleForm({ language, inputs, from, version, posted }: RuleFormParts): Form<string> {
  const fields = Object.entries(inputs).map(([path, input]): [string, FieldSpec] => {
    const usual = valueAt(demonstration2026, path);
    const optional = input.kind === 'number' && input.unlimited === true;
    const hints = [
      ...(optional ? [translate(language, 'web.rules-desk.emptyIsUnlimited')] : []),
      ...(usual === undefined || NO_USUAL.has(input.kind) || path === 'year'
        ? []
        : [usualHint(language, input, usual)]),
    ];
    return [
      path,
      {
        label: ruleLabel(language, path),
        required: !optional && input.kind !== 'json' && !OPTIONAL.test(path),
        ...(hints.length === 0 ? {} : { hint: hints.join(' ') }),
      },
    ];
  });
  const values = Object.entries(inputs).map(([path, input]) => [path, shownIn(input, valueAt(from, path))] as const);
  return new Form({
    language,
    fields: Object.fromEntries(fields),
    values: Object.fromEntries(values),
    base: version,
    ...(posted === undefined ? {} : { posted }),
  });
}

/** Kinds of which no usual value can be said in a few words. */
const NO_USUAL: ReadonlySet<RuleInput['kind']> = new Set(['line', 'text', 'json']);
const OPTIONAL = /^(?:perItemOf|requiredWith|notBefore|provenance\.(?:source|note))$/;

function usualHint(language: Language, input: RuleInput, usual: unknown): string {
  return translate(language, 'web.rules-desk.usual', { value: ruleValue(language, input, usual) });
}

/** What a person means by the fields that they changed; a field that holds no JSON is named instead. */
export function changesIn(
  form: Form<string>,
  inputs: RuleInputs,
): { readonly values: ReadonlyMap<string, unknown>; readonly unreadable: readonly string[] } {
  const values = new Map<string, unknown>();
  const unreadable: string[] = [];
  for (const path of form.changed()) {
    const input = inputs[path];
    if (input === undefined) continue;
    const typed = input.kind === 'several' || input.kind === 'ordered' ? form.texts(path) : [form.text(path)];
    try {
      values.set(path, meantBy(path, input, typed));
    } catch {
      unreadable.push(path);
    }
  }
  return { values, unreadable };
}

/** What a service says of the whole rule book, beside the fields of this page; what is elsewhere is named in words. */
export function refusedOnPage(language: Language, form: Form<string>, refused: Refused, prefix: string): Form<string> {
  const errors = refused.errors.map((error) => {
    const path = error.field.startsWith(prefix) ? error.field.slice(prefix.length) : error.field;
    const own = form.names.some((name) => path === name || path.startsWith(`${name}.`));
    const other = error.params?.['in'];
    const params =
      typeof other === 'string' && placeOfRule(other) !== undefined
        ? { ...error.params, in: elsewhere(language, other) }
        : error.params;
    return { ...error, field: own ? path : elsewhere(language, error.field), ...(params && { params }) };
  });
  return form.refusedBy({ ...refused, errors });
}

/** A rule of another page, by its name and by that of its page. */
function elsewhere(language: Language, path: string): string {
  const place = placeOfRule(path);
  if (place === undefined) return path;
  const page = translateLoosely(language, `web.rules-desk.part.${place.page}`);
  if (place.page in RULE_LISTS) return `${page} (${path})`;
  const rule = hasMessage(`web.rule.${path}`) ? path : path.replace(/\.\d+$/, '');
  return `${page}, ${ruleLabel(language, rule)}`;
}

/** The fields of a rule form, each as its kind wants. */
export function RuleFields({ form, inputs }: { form: Form<string>; inputs: RuleInputs }) {
  return (
    <>
      {Object.entries(inputs).map(([path, input]) => (
        <RuleField key={path} form={form} path={path} input={input} />
      ))}
    </>
  );
}

function RuleField({ form, path, input }: { form: Form<string>; path: string; input: RuleInput }) {
  const { language } = usePage();
  const choices = (values: readonly string[]) => values.map((value) => ({ value, label: valueName(language, value) }));
  switch (input.kind) {
    case 'yes-no':
      return (
        <ChoiceField
          form={form}
          name={path}
          choices={[true, false].map((value) => ({ value: value ? 'yes' : 'no', label: yesOrNo(language, value) }))}
        />
      );
    case 'choice':
      return <SelectField form={form} name={path} choices={choices(input.values)} />;
    case 'several':
      return <ChoiceField form={form} name={path} choices={choices(input.values)} several />;
    case 'ordered':
      return <OrderField form={form} path={path} choices={choices(input.values)} />;
    case 'number':
      return <TextField form={form} name={path} inputmode="numeric" size={8} dir="ltr" />;
    case 'text':
    case 'json':
      return <TextArea form={form} name={path} rows={input.kind === 'json' ? 10 : 3} />;
    default:
      return <TextField form={form} name={path} />;
  }
}

/** Several values, one after the other: as many lists as there may be values; an empty one is left out. */
function OrderField({
  form,
  path,
  choices,
}: {
  form: Form<string>;
  path: string;
  choices: readonly { readonly value: string; readonly label: string }[];
}) {
  const { say } = usePage();
  const error = form.errorOf(path);
  const chosen = form.texts(path);
  return (
    <fieldset class={error === undefined ? 'field' : 'field wrong'}>
      <legend>{form.field(path).label}</legend>
      {error === undefined ? null : <p class="error">{error}</p>}
      {choices.map((_, position) => (
        <div class="choice" key={position}>
          <label for={position === 0 ? path : `${path}-${position}`}>
            {say('web.rules-desk.position', { position: position + 1 })}
          </label>
          <select id={position === 0 ? path : `${path}-${position}`} name={path}>
            <option value="" />
            {choices.map(({ value, label }) => (
              <option key={value} value={value} selected={chosen[position] === value}>
                {label}
              </option>
            ))}
          </select>
        </div>
      ))}
    </fieldset>
  );
}
