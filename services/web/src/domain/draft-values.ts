import {
  INTERNATIONAL,
  eligibleSubmitter,
  optionIds,
  referenceData,
  validateSubmission,
  type FieldGroup,
  type FormField,
  type RuleBook,
  type RuleProblem,
} from '@wsis/rule-book';
import type { Language } from '@wsis/kernel';

/** Answers by field id, as a rule book's form names them. */
export type Values = Readonly<Record<string, unknown>>;

/** The same answers as a form holds them: one text a field, and one field for each answer that may be ticked. */
export type FlatValues = Readonly<Record<string, string>>;

const TICKED = 'yes';

/** The groups of a form's fields that are not empty, in the order of the form. */
export function partsOf(ruleBook: RuleBook): readonly FieldGroup[] {
  return [...new Set(ruleBook.submission.fields.map((field) => field.group))];
}

export function fieldsOf(ruleBook: RuleBook, part: FieldGroup): readonly FormField[] {
  return ruleBook.submission.fields.filter((field) => field.group === part);
}

/** The answers that a field offers to choose from, by id as text. */
export function choicesOf(ruleBook: RuleBook, field: FormField): readonly string[] {
  switch (field.type) {
    case 'country':
    case 'countries':
      return [
        ...(field.allowInternational ? [INTERNATIONAL] : []),
        ...referenceData.countries.map((country) => country.code),
      ];
    case 'text-per-item': {
      const source = ruleBook.submission.fields.find(({ id }) => id === field.perItemOf);
      return source === undefined ? [] : choicesOf(ruleBook, source);
    }
    default:
      return optionIds(ruleBook, field).map(String);
  }
}

/** The name of one choice of a field that holds several. */
export const itemName = (field: FormField, item: string) => `${field.id}.${item}`;

/** The fields of a form that hold the answer to one question; a question with several is a field, too, for what is wrong with it as a whole. */
function namesOf(ruleBook: RuleBook, field: FormField): readonly string[] {
  const several = field.type === 'multiselect' || field.type === 'countries' || field.type === 'text-per-item';
  return [field.id, ...(several ? choicesOf(ruleBook, field).map((item) => itemName(field, item)) : [])];
}

/** Spreads stored answers over the fields of a form. */
export function flatten(ruleBook: RuleBook, fields: readonly FormField[], values: Values): FlatValues {
  return Object.fromEntries(
    fields.flatMap((field) => namesOf(ruleBook, field).map((name) => [name, flatValue(field, name, values[field.id])])),
  );
}

function flatValue(field: FormField, name: string, value: unknown): string {
  const item = name.slice(field.id.length + 1);
  switch (field.type) {
    case 'checkbox':
      return value === true ? TICKED : '';
    case 'multiselect':
    case 'countries':
      return Array.isArray(value) && value.map(String).includes(item) ? TICKED : '';
    case 'text-per-item':
      return typeof value === 'object' && value !== null ? textOr((value as Values)[item]) : '';
    case 'files':
      return Array.isArray(value) ? value.filter((each) => typeof each === 'string').join('\n') : '';
    default:
      return textOr(value);
  }
}

function filled<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length === 0 ? undefined : list;
}

const textOr = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Gathers what a form holds into answers to store; an empty one is left out. Texts of items that are not chosen are, too. */
export function gather(ruleBook: RuleBook, fields: readonly FormField[], before: Values, flat: FlatValues): Values {
  const values: Record<string, unknown> = { ...before };
  for (const field of fields) {
    const value = gathered(ruleBook, field, values, flat);
    if (value === undefined) delete values[field.id];
    else values[field.id] = value;
  }
  return values;
}

function gathered(ruleBook: RuleBook, field: FormField, values: Values, flat: FlatValues): unknown {
  const text = (name: string) => flat[name] ?? '';
  switch (field.type) {
    case 'checkbox':
      return text(field.id) === TICKED ? true : undefined;
    case 'multiselect':
      return filled(optionIds(ruleBook, field).filter((id) => text(itemName(field, String(id))) === TICKED));
    case 'countries':
      return filled(choicesOf(ruleBook, field).filter((code) => text(itemName(field, code)) === TICKED));
    case 'text-per-item': {
      const chosen = values[field.perItemOf ?? ''];
      const items = Array.isArray(chosen) ? chosen.map(String) : [];
      const texts = items.map((item) => [item, text(itemName(field, item))] as const);
      const written = texts.filter(([, each]) => each !== '');
      return written.length === 0 ? undefined : Object.fromEntries(written);
    }
    case 'files':
      return filled(
        text(field.id)
          .split('\n')
          .map((line) => line.trim())
          .filter((line) => line !== ''),
      );
    default:
      return text(field.id) === '' ? undefined : text(field.id);
  }
}

/** What a submission still lacks before it may be handed in, by the rules of its edition. */
export function missingOf(ruleBook: RuleBook, draft: { readonly language: Language; readonly values: Values }) {
  const { values } = draft;
  const role = values['submitterRole'];
  const problems = [
    ...validateSubmission(ruleBook, draft, 'complete'),
    ...eligibleSubmitter(ruleBook, {
      stakeholderType: textOr(values['stakeholderType']),
      role: role === 'third-party' || role === 'partner' ? role : 'owner',
      ownerConsent: values['ownerConsent'] === true,
    }),
  ];
  // A field that is empty is named once, whoever misses it.
  const seen = new Set<string>();
  return problems.filter(({ field }) => !seen.has(field) && seen.add(field));
}

/** The field that a problem is about, and so the part of the form where it can be mended. */
export function fieldOfProblem(ruleBook: RuleBook, { field }: Pick<RuleProblem, 'field'>): FormField | undefined {
  return ruleBook.submission.fields.find(({ id }) => field === id || field.startsWith(`${id}.`));
}

/** The goals that the WSIS-SDG Matrix links to a category: a hint, never a rule. */
export function hintedGoals(category: unknown): readonly number[] {
  return typeof category === 'string' ? (referenceData.wsisSdgMatrix[category] ?? []) : [];
}
