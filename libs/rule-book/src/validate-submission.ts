import { countCharacters, exhaustive, isLongerThan, type Language } from '@wsis/kernel';
import { countWords } from './count-words.js';
import { INTERNATIONAL, isCountryCode, referenceData } from './reference-data.js';
import type { FormField, RuleBook } from './rule-book.js';
import { isCleanText, isObject, type RuleProblem } from './shape.js';

/**
 * What a form field holds: text (text, textarea, select, country, email, tel, url, image: the place of the picture,
 * month: `2025-03`), texts or goal numbers (multiselect, countries, files), a text for each item (text-per-item, the
 * key is the item's id), or a tick (checkbox). Empty is undefined, null, '', [] or {}.
 */
export type FieldValue =
  string | boolean | readonly (string | number)[] | Readonly<Record<string, string>> | null | undefined;

/** A submission as its author wrote it: all texts in one language, values by field id. */
export interface SubmissionDraft {
  readonly language: Language;
  readonly values: Readonly<Record<string, unknown>>;
}

/** `draft`: what is there must be sound and within its upper limits. `complete`: everything the form asks for is there. */
export type SubmissionCheck = 'draft' | 'complete';

/** Names every problem of a submission by field id; a complete one without problems may be received. */
export function validateSubmission(
  ruleBook: RuleBook,
  draft: SubmissionDraft,
  check: SubmissionCheck,
): readonly RuleProblem[] {
  const { fields, languages } = ruleBook.submission;
  const problems: RuleProblem[] = [];
  if (!languages.includes(draft.language)) {
    problems.push({ field: 'language', rule: 'one-of', params: { allowed: languages.join(', ') } });
  }
  const valueOf = (id: string) => (Object.hasOwn(draft.values, id) ? draft.values[id] : undefined);
  for (const field of fields) problems.push(...fieldProblems(ruleBook, field, draft.language, valueOf, check));
  for (const id of Object.keys(draft.values)) {
    if (!fields.some((field) => field.id === id))
      problems.push({ field: id.slice(0, 80), rule: 'unknown', params: {} });
  }
  return problems;
}

/** The answers a choice allows: goals by number, everything else by id. */
export function optionIds(ruleBook: RuleBook, field: FormField): readonly (string | number)[] {
  const { options } = field;
  if (options === null) return [];
  if (typeof options !== 'string') return options.map((each) => each.id);
  switch (options) {
    case 'categories':
      return ruleBook.categories.map((each) => each.code);
    case 'stakeholder-types':
      return ruleBook.submission.stakeholderTypes;
    case 'sdgs':
      return referenceData.sdgs.map((each) => each.number);
    case 'gdc-objectives':
      return referenceData.gdcObjectives.map((each) => each.id);
    default:
      return exhaustive(options);
  }
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  if (typeof value === 'string') return value.trim() === '';
  if (Array.isArray(value)) return value.length === 0;
  return isObject(value) && Object.values(value).every((each) => typeof each === 'string' && each.trim() === '');
}

function fieldProblems(
  ruleBook: RuleBook,
  field: FormField,
  language: Language,
  valueOf: (id: string) => unknown,
  check: SubmissionCheck,
): RuleProblem[] {
  const value = valueOf(field.id);
  const problems: RuleProblem[] = [];
  const say = (rule: RuleProblem['rule'], params: RuleProblem['params'] = {}, item?: string) =>
    problems.push({ field: item === undefined ? field.id : `${field.id}.${item}`, rule, params });
  const complete = check === 'complete';

  if (isEmpty(value)) {
    const needed = field.required || (field.requiredWith !== null && !isEmpty(valueOf(field.requiredWith)));
    if (complete && needed) say('required');
    return problems;
  }
  const text = (each: unknown, item?: string): string | undefined => {
    if (typeof each !== 'string') say('type', { expected: 'text' }, item);
    else if (field.maxCharacters !== null && isLongerThan(each, field.maxCharacters)) {
      say('characters-maximum', { maximum: field.maxCharacters, actual: countCharacters(each) }, item);
    } else if (!isCleanText(each) || /[\u202d\u202e]/.test(each)) say('pattern', { expected: 'printable text' }, item);
    else return each;
    return undefined;
  };
  const words = (each: unknown, item?: string): void => {
    const read = text(each, item);
    if (read === undefined || (field.minWords === null && field.maxWords === null)) return;
    const actual = countWords(read, language);
    if (field.maxWords !== null && actual > field.maxWords) {
      say('words-maximum', { maximum: field.maxWords, actual }, item);
    }
    if (complete && field.minWords !== null && actual < field.minWords) {
      say('words-minimum', { minimum: field.minWords, actual }, item);
    }
  };
  const matches = (fits: (each: string) => boolean, expected: string): void => {
    const read = text(value);
    if (read !== undefined && !fits(read)) say('pattern', { expected });
  };
  const items = (allowed: (each: unknown) => boolean, expected: string): void => {
    if (!Array.isArray(value)) return void say('type', { expected: 'list' });
    if (field.maxItems !== null && value.length > field.maxItems) {
      return void say('items-maximum', { maximum: field.maxItems, actual: value.length });
    }
    if (complete && field.minItems !== null && value.length < field.minItems) {
      say('items-minimum', { minimum: field.minItems, actual: value.length });
    }
    value.forEach((each, index) => {
      if (!allowed(each)) say('one-of', { allowed: expected }, `${index}`);
      else if (value.indexOf(each) < index) say('unique', {}, `${index}`);
    });
  };
  const options = optionIds(ruleBook, field);

  switch (field.type) {
    case 'text':
      words(value);
      if (typeof value === 'string' && /[\n\r]/.test(value)) say('pattern', { expected: 'one line' });
      break;
    case 'textarea':
      words(value);
      break;
    case 'email':
      matches(
        (each) => /^[^\s@<>(),;:"[\]\\]+@[^\s@<>(),;:"[\]\\]+\.[^\s@<>(),;:"[\]\\.]{2,}$/u.test(each),
        'e-mail address',
      );
      break;
    case 'tel':
      matches((each) => /^\+?[0-9][0-9 ()./-]{3,}$/.test(each), 'telephone number');
      break;
    case 'url':
      matches(isWebAddress, 'web address beginning with https:// or http://');
      break;
    case 'month':
      matches((each) => /^(19|20)\d{2}-(0[1-9]|1[0-2])$/.test(each), 'month such as 2025-03');
      if (field.notBefore !== null && typeof value === 'string') {
        const earliest = valueOf(field.notBefore);
        if (typeof earliest === 'string' && value < earliest) say('not-before', { field: field.notBefore });
      }
      break;
    case 'select':
      if (!options.includes(value as string)) say('one-of', { allowed: options.join(', ') });
      break;
    case 'multiselect':
      items((each) => options.includes(each as string), options.join(', '));
      break;
    case 'country':
      if (!isCountryCode(value) && !(field.allowInternational && value === INTERNATIONAL)) {
        say('one-of', { allowed: field.allowInternational ? 'ISO 3166-1 alpha-2, INT' : 'ISO 3166-1 alpha-2' });
      }
      break;
    case 'countries':
      items(isCountryCode, 'ISO 3166-1 alpha-2');
      break;
    case 'image':
      matches((each) => each.length <= 500, 'place of a file');
      break;
    case 'files':
      items((each) => typeof each === 'string' && each !== '' && each.length <= 500, 'place of a file');
      break;
    case 'checkbox':
      if (typeof value !== 'boolean') say('type', { expected: 'true or false' });
      else if (complete && field.required && !value) say('accepted');
      break;
    case 'text-per-item': {
      if (!isObject(value)) {
        say('type', { expected: 'object' });
        break;
      }
      const source = ruleBook.submission.fields.find((each) => each.id === field.perItemOf)!;
      const known = optionIds(ruleBook, source).map(String);
      const chosen = valueOf(source.id);
      const wanted = Array.isArray(chosen) ? chosen.map(String) : [];
      for (const [item, each] of Object.entries(value)) {
        if (!known.includes(item)) say('unknown', {}, item.slice(0, 80));
        else if (complete && !wanted.includes(item)) say('reference', { in: source.id }, item);
        else if (!isEmpty(each)) words(each, item);
      }
      if (complete && field.required) {
        for (const item of wanted) {
          if (known.includes(item) && isEmpty(Object.hasOwn(value, item) ? value[item] : undefined)) {
            say('required', {}, item);
          }
        }
      }
      break;
    }
    default:
      exhaustive(field.type);
  }
  return problems;
}

function isWebAddress(text: string): boolean {
  try {
    const url = new URL(text);
    return (url.protocol === 'https:' || url.protocol === 'http:') && url.username === '' && url.password === '';
  } catch {
    return false;
  }
}
