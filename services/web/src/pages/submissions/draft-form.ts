import { translate, translateLoosely, countryName } from '@wsis/i18n';
import type { Language } from '@wsis/kernel';
import { INTERNATIONAL, referenceData, type FieldGroup, type FormField, type RuleBook } from '@wsis/rule-book';
import type { BrokenRule } from '../../application/refused.js';
import type { Submission } from '../../application/submissions/ports.js';
import { choicesOf, fieldOfProblem, fieldsOf, flatten, itemName } from '../../domain/draft-values.js';
import { Form, type FieldSpec } from '../forms/form.js';
import type { PostedForm } from '../forms/posted-form.js';
import { categoryName } from '../parts/words.js';
import { categoriesOfRules } from './rule-words.js';

/** The form of one part of a submission, as the rule book describes it. */
export function partForm(
  language: Language,
  ruleBook: RuleBook,
  part: FieldGroup,
  submission: Submission,
  posted?: PostedForm,
): Form<string> {
  const fields = fieldsOf(ruleBook, part);
  return new Form<string>({
    language,
    fields: specsOf(language, ruleBook, fields),
    values: flatten(ruleBook, fields, submission.values),
    base: submission.version,
    ...(posted === undefined ? {} : { posted }),
  });
}

function specsOf(language: Language, ruleBook: RuleBook, fields: readonly FormField[]): Record<string, FieldSpec> {
  return Object.fromEntries(
    fields.flatMap((field): [string, FieldSpec][] => {
      const whole = specOf(language, field);
      switch (field.type) {
        case 'multiselect':
        case 'countries':
          return [
            [field.id, whole],
            ...choicesOf(ruleBook, field).map((item): [string, FieldSpec] => [
              itemName(field, item),
              { label: choiceLabel(language, ruleBook, field, item) },
            ]),
          ];
        case 'text-per-item':
          return [
            [field.id, whole],
            ...choicesOf(ruleBook, field).map((item): [string, FieldSpec] => [
              itemName(field, item),
              { ...whole, label: perItemLabel(language, ruleBook, field, item) },
            ]),
          ];
        default:
          return [[field.id, whole]];
      }
    }),
  );
}

function specOf(language: Language, field: FormField): FieldSpec {
  const { maxWords, maxCharacters } = field;
  const hint = [
    field.help[language].text,
    ...(field.type === 'month' ? [translate(language, 'web.submission.month')] : []),
    ...(field.type === 'files' ? [translate(language, 'web.submission.files')] : []),
    ...(field.minWords === null ? [] : [translate(language, 'web.submission.minWords', { min: field.minWords })]),
  ].join(' ');
  return {
    label: field.labels[language].text,
    required: field.required,
    ...(hint === '' ? {} : { hint }),
    ...(maxWords === null ? {} : { maxWords }),
    // A limit in words is what people write by; the one in characters only stops what has no end.
    ...(maxWords === null && maxCharacters !== null && field.type === 'textarea' ? { maxCharacters } : {}),
  };
}

/** What an answer is called in the reader's language. */
export function choiceLabel(language: Language, ruleBook: RuleBook, field: FormField, choice: string): string {
  const { options } = field;
  if (field.type === 'country' || field.type === 'countries') {
    return choice === INTERNATIONAL ? translate(language, 'web.country.international') : countryName(language, choice);
  }
  if (field.type === 'text-per-item') {
    const source = ruleBook.submission.fields.find(({ id }) => id === field.perItemOf);
    return source === undefined ? choice : choiceLabel(language, ruleBook, source, choice);
  }
  switch (options) {
    case null:
      return choice;
    case 'categories':
      return categoryName(language, categoriesOfRules(ruleBook), choice);
    case 'sdgs':
      return translate(language, 'web.nominee.sdg', {
        number: Number(choice),
        name: translateLoosely(language, `sdg.${choice}`),
      });
    case 'stakeholder-types':
      return translateLoosely(language, `stakeholder.${choice}`);
    case 'gdc-objectives':
      return referenceData.gdcObjectives.find(({ id }) => id === choice)?.names[language].text ?? choice;
    default:
      return options.find(({ id }) => id === choice)?.labels[language].text ?? choice;
  }
}

/** What a problem's field is called: a question, or one answer of it. */
export function problemLabel(language: Language, ruleBook: RuleBook, problem: BrokenRule): string {
  const field = fieldOfProblem(ruleBook, problem);
  if (field === undefined)
    return problem.field === 'language' ? translate(language, 'web.submission.language') : problem.field;
  const label = field.labels[language].text;
  const item = problem.field.slice(field.id.length + 1);
  if (field.type !== 'text-per-item' || item === '') return label;
  return perItemLabel(language, ruleBook, field, item);
}

/** A question about one item of an answer. */
export function perItemLabel(language: Language, ruleBook: RuleBook, field: FormField, item: string): string {
  return translate(language, 'web.submission.perItem', {
    question: field.labels[language].text,
    item: choiceLabel(language, ruleBook, field, item),
  });
}

/** Problems in words that people know: fields that a rule mentions by their names. */
export function inWords(
  language: Language,
  ruleBook: RuleBook,
  problems: readonly BrokenRule[],
): readonly BrokenRule[] {
  return problems.map((problem) => {
    const other = ruleBook.submission.fields.find(({ id }) => id === problem.params?.['field']);
    return other === undefined
      ? problem
      : { ...problem, params: { ...problem.params, field: other.labels[language].text } };
  });
}
