import { LANGUAGES, err, ok, type Result } from '@wsis/kernel';
import type { CheckedText, LocalizedText } from './localized-text.js';
import { Rational } from './rational.js';
import {
  COUNT_FACTS,
  CORE_FIELDS,
  FIELD_GROUPS,
  FIELD_TYPES,
  FIELD_VISIBILITIES,
  FINAL_SCORE_TIE_BREAKERS,
  FINAL_TIE_BREAKERS,
  LOST_CHOICE_EFFECTS,
  LOT_SEEDS,
  OPENINGS_PUBLICATIONS,
  OPTION_SOURCES,
  PROFILE_FIELD_TYPES,
  RULE_BOOK_SCHEMA_VERSION,
  RULE_PATHS,
  SCORE_TIE_BREAKERS,
  SCREENED_BY,
  STAKEHOLDER_TYPES,
  THIRD_PARTY_NOMINATIONS,
  TIE_BREAKERS,
  TOTALS_PUBLICATIONS,
  type AppealRule,
  type CategoryRule,
  type CountRules,
  type Criterion,
  type EntityLimit,
  type EvaluationRules,
  type FieldOption,
  type FormField,
  type LanguageGate,
  type LanguageRules,
  type Provenance,
  type RuleBook,
  type RulePath,
  type Scale,
  type ScaleAnchor,
  type ScreeningRules,
  type SubmissionRules,
  type VoteRules,
  type VoterProfileField,
} from './rule-book.js';
import {
  boolean,
  integer,
  list,
  listOr,
  nullable,
  object,
  oneOf,
  optional,
  pattern,
  text,
  type Report,
  type RuleProblem,
  type Shape,
} from './shape.js';

/** One thing wrong with a rule book. */
export type RuleBookProblem = RuleProblem;

const fieldId = pattern(/^[a-z][A-Za-z0-9]{0,39}$/, 'camelCase id of at most 40 characters');
const slug = pattern(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'lower-case words joined by hyphens');
const categoryCode = pattern(/^[A-Z][A-Za-z0-9]{0,9}(-[a-z0-9]{1,10})?$/, 'code such as C1 or C7-egov');
const language = oneOf(LANGUAGES);

const checkedText = object<CheckedText>({ text: text(), checked: boolean });
const localizedText = object<LocalizedText>({
  ar: checkedText,
  zh: checkedText,
  en: checkedText,
  fr: checkedText,
  ru: checkedText,
  es: checkedText,
});
const provenance = object<Provenance>({
  status: oneOf(['published', 'assumption']),
  source: optional(text()),
  note: optional(text()),
});

const category = object<CategoryRule>({
  number: integer(1, 1000),
  code: categoryCode,
  actionLine: pattern(/^C([1-9]|1[01])$/, 'action line C1 to C11'),
  names: localizedText,
});

const languages = object<LanguageRules>({
  interface: list(language, { min: 1 }),
  prevailing: language,
  gate: object<LanguageGate>({
    categoryNames: oneOf(['any', 'checked']),
    nomineeTexts: oneOf(['original', 'machine-draft', 'checked']),
  }),
});

const formField = object<FormField>({
  id: fieldId,
  group: oneOf(FIELD_GROUPS),
  type: oneOf(FIELD_TYPES),
  required: boolean,
  minWords: nullable(integer(0, 20_000)),
  maxWords: nullable(integer(1, 20_000)),
  maxCharacters: nullable(integer(1, 200_000)),
  minItems: nullable(integer(0, 300)),
  maxItems: nullable(integer(1, 300)),
  translatable: boolean,
  visibility: oneOf(FIELD_VISIBILITIES),
  options: nullable(
    listOr(list(object<FieldOption>({ id: slug, labels: localizedText }), { min: 1 }), oneOf(OPTION_SOURCES)),
  ),
  perItemOf: nullable(fieldId),
  requiredWith: nullable(fieldId),
  notBefore: nullable(fieldId),
  allowInternational: boolean,
  labels: localizedText,
  help: localizedText,
  provenance,
});

const submission = object<SubmissionRules>({
  stakeholderTypes: list(oneOf(STAKEHOLDER_TYPES), { min: 1 }),
  thirdParty: oneOf(THIRD_PARTY_NOMINATIONS),
  entityLimit: object<EntityLimit>({
    perCategory: nullable(integer(1, 1000)),
    perEdition: nullable(integer(1, 10_000)),
  }),
  sameProjectOnce: boolean,
  pastWinnersEligible: boolean,
  pastChampionsEligible: boolean,
  languages: list(language, { min: 1 }),
  fields: list(formField, { min: 1, max: 200 }),
});

const screening = object<ScreeningRules>({
  screenedBy: oneOf(SCREENED_BY),
  shortlistSize: nullable(integer(1, 10_000)),
  mayMoveCategory: boolean,
});

const vote = object<VoteRules>({
  categoriesRequired: integer(1, 1000),
  mayChange: boolean,
  ownProjectAllowed: boolean,
  profile: list(
    object<VoterProfileField>({
      id: fieldId,
      type: oneOf(PROFILE_FIELD_TYPES),
      required: boolean,
      labels: localizedText,
    }),
    { max: 30 },
  ),
  facts: list(oneOf(COUNT_FACTS)),
  afterWithdrawal: oneOf(LOST_CHOICE_EFFECTS),
  afterMove: oneOf(LOST_CHOICE_EFFECTS),
  lostChoiceFillsCategory: boolean,
  graceSeconds: integer(0, 86_400),
  reminderHours: list(integer(1, 2_160), { max: 5 }),
});

const count = object<CountRules>({
  topN: integer(1, 10_000),
  minimumVotes: integer(0, 1_000_000),
  tieBreakers: list(oneOf(TIE_BREAKERS), { min: 1 }),
  lotSeed: oneOf(LOT_SEEDS),
  objectionWindowHours: integer(0, 8760),
  publicationOfTotals: oneOf(TOTALS_PUBLICATIONS),
  publicationOfOpenings: oneOf(OPENINGS_PUBLICATIONS),
});

const evaluation = object<EvaluationRules>({
  criteria: list(
    object<Criterion>({
      id: slug,
      weight: pattern(/^[1-9]\d{0,5}(\/[1-9]\d{0,5})?$/, 'positive fraction such as 3/20'),
      names: localizedText,
    }),
    { min: 1, max: 50 },
  ),
  scale: object<Scale>({
    minimum: integer(0, 1000),
    maximum: integer(0, 1000),
    anchors: list(object<ScaleAnchor>({ score: integer(0, 1000), names: localizedText }), { min: 2, max: 1001 }),
  }),
  panelSize: integer(1, 1000),
  quorum: integer(1, 1000),
  tieBreakers: list(oneOf(SCORE_TIE_BREAKERS), { min: 1 }),
  winnersPerCategory: integer(1, 1000),
  noWinnerAllowed: boolean,
  specialRecognitionAllowed: boolean,
  appeal: object<AppealRule>({ allowed: boolean, windowHours: integer(0, 8760) }),
});

const ruleBook = object<RuleBook>({
  schemaVersion: oneOf([RULE_BOOK_SCHEMA_VERSION]),
  name: text(200),
  year: integer(2000, 2200),
  categories: list(category, { min: 1, max: 100 }),
  languages,
  submission,
  screening,
  vote,
  count,
  evaluation,
  provenance: object<Record<RulePath, Provenance>>(
    Object.fromEntries(RULE_PATHS.map((path) => [path, provenance])) as Record<RulePath, Shape<Provenance>>,
  ),
});

/** Reads unknown JSON as a rule book; every problem names its field and the rule it breaks. */
export function parseRuleBook(input: unknown): Result<RuleBook, readonly RuleBookProblem[]> {
  const problems: RuleBookProblem[] = [];
  const report: Report = (field, rule, params = {}) => problems.push({ field, rule, params });
  const read = ruleBook.read(input, '', report);
  // Rules between fields are only looked at once every field is sound by itself.
  if (read !== undefined && problems.length === 0) checkTogether(read, report);
  return problems.length === 0 ? ok(read!) : err(problems);
}

function checkTogether(book: RuleBook, report: Report): void {
  const categories = book.categories.length;
  unique(book.categories, (each) => each.code, 'categories', 'code', report);
  unique(book.categories, (each) => each.number, 'categories', 'number', report);
  checkLanguages(book, report);
  unique(book.submission.stakeholderTypes, (each) => each, 'submission.stakeholderTypes', '', report);
  unique(book.submission.languages, (each) => each, 'submission.languages', '', report);
  book.submission.languages.forEach((each, index) => {
    if (!book.languages.interface.includes(each)) {
      report(`submission.languages.${index}`, 'reference', { in: 'languages.interface' });
    }
  });
  checkForm(book.submission.fields, report);
  atMost('vote.categoriesRequired', book.vote.categoriesRequired, 'categories', categories, report);
  checkVoterFacts(book, report);
  unique(book.vote.reminderHours, (each) => String(each), 'vote.reminderHours', '', report);
  if (book.screening.shortlistSize !== null) {
    atMost('count.topN', book.count.topN, 'screening.shortlistSize', book.screening.shortlistSize, report);
  }
  finalTieBreaker('count.tieBreakers', book.count.tieBreakers, FINAL_TIE_BREAKERS, report);
  finalTieBreaker('evaluation.tieBreakers', book.evaluation.tieBreakers, FINAL_SCORE_TIE_BREAKERS, report);
  const drawsLots =
    book.count.tieBreakers.includes('drawn-by-lot-from-public-seed') ||
    book.evaluation.tieBreakers.includes('drawn-by-lot-from-public-seed');
  if (drawsLots && book.count.lotSeed === 'none') {
    report('count.lotSeed', 'required', { for: 'drawn-by-lot-from-public-seed' });
  }
  checkEvaluation(book, report);
  for (const path of RULE_PATHS) checkProvenance(book.provenance[path], `provenance.${path}`, report);
  book.submission.fields.forEach((field, index) =>
    checkProvenance(field.provenance, `submission.fields.${index}.provenance`, report),
  );
}

/** An assumption without a word why cannot be judged by those who sign the rule book. */
function checkProvenance(each: Provenance, field: string, report: Report): void {
  if (each.status === 'assumption' && each.note === undefined) report(`${field}.note`, 'required');
}

function checkLanguages(book: RuleBook, report: Report): void {
  const { interface: spoken, prevailing, gate } = book.languages;
  unique(spoken, (each) => each, 'languages.interface', '', report);
  if (!spoken.includes(prevailing)) report('languages.prevailing', 'reference', { in: 'languages.interface' });
  if (gate.categoryNames !== 'checked') return;
  book.categories.forEach((each, index) => {
    for (const name of spoken) {
      if (!each.names[name].checked) report(`categories.${index}.names.${name}`, 'checked');
    }
  });
}

function checkVoterFacts(book: RuleBook, report: Report): void {
  const { profile, facts } = book.vote;
  unique(profile, (each) => each.id, 'vote.profile', 'id', report);
  unique(facts, (each) => each, 'vote.facts', '', report);
  const types: Readonly<Record<string, string>> = { country: 'country', stakeholderType: 'stakeholder-type' };
  profile.forEach((each, index) => {
    const type = types[each.id];
    if (type !== undefined && each.type !== type) report(`vote.profile.${index}.type`, 'one-of', { allowed: type });
  });
  facts.forEach((fact, index) => {
    if (!profile.some((each) => each.id === fact && each.required)) {
      report(`vote.facts.${index}`, 'reference', { in: 'vote.profile', needs: 'a required field' });
    }
  });
  book.count.tieBreakers.forEach((each, index) => {
    const needed =
      each === 'more-distinct-countries'
        ? 'country'
        : each === 'more-distinct-stakeholder-types'
          ? 'stakeholderType'
          : undefined;
    if (needed !== undefined && !facts.includes(needed)) {
      report(`count.tieBreakers.${index}`, 'reference', { in: 'vote.facts', needs: needed });
    }
  });
}

function checkEvaluation(book: RuleBook, report: Report): void {
  const { criteria, scale, quorum, panelSize, winnersPerCategory, appeal } = book.evaluation;
  unique(criteria, (each) => each.id, 'evaluation.criteria', 'id', report);
  const total = Rational.sum(criteria.map((each) => Rational.parse(each.weight)!));
  if (!total.equals(Rational.one)) report('evaluation.criteria', 'sum', { expected: '1', actual: total.toString() });
  if (scale.minimum >= scale.maximum) {
    report('evaluation.scale.maximum', 'minimum', { minimum: scale.minimum + 1, actual: scale.maximum });
  }
  unique(scale.anchors, (each) => each.score, 'evaluation.scale.anchors', 'score', report);
  scale.anchors.forEach(({ score }, index) => {
    const field = `evaluation.scale.anchors.${index}.score`;
    if (score < scale.minimum) report(field, 'minimum', { minimum: scale.minimum, actual: score });
    if (score > scale.maximum) report(field, 'maximum', { maximum: scale.maximum, actual: score });
  });
  for (const end of [scale.minimum, scale.maximum]) {
    if (!scale.anchors.some((each) => each.score === end)) {
      report('evaluation.scale.anchors', 'required', { score: end });
    }
  }
  atMost('evaluation.quorum', quorum, 'evaluation.panelSize', panelSize, report);
  atMost('evaluation.winnersPerCategory', winnersPerCategory, 'count.topN', book.count.topN, report);
  if (appeal.allowed && appeal.windowHours === 0) {
    report('evaluation.appeal.windowHours', 'minimum', { minimum: 1, actual: 0 });
  }
  if (!appeal.allowed && appeal.windowHours > 0) {
    report('evaluation.appeal.windowHours', 'maximum', { maximum: 0, actual: appeal.windowHours });
  }
}

const TEXT_TYPES: readonly string[] = ['text', 'textarea', 'text-per-item', 'email', 'tel', 'url'];
const WORD_TYPES: readonly string[] = ['text', 'textarea', 'text-per-item'];
const LIST_TYPES: readonly string[] = ['multiselect', 'countries', 'files'];
const CHOICE_TYPES: readonly string[] = ['select', 'multiselect'];

function checkForm(fields: readonly FormField[], report: Report): void {
  unique(fields, (each) => each.id, 'submission.fields', 'id', report);
  const byId = new Map(fields.map((each) => [each.id, each]));
  for (const [id, type] of Object.entries(CORE_FIELDS)) {
    const field = byId.get(id);
    if (field === undefined) report('submission.fields', 'required', { id });
    else if (field.type !== type || !field.required) {
      report('submission.fields', 'reference', { id, needs: `required field of type ${type}` });
    }
  }
  const source: Readonly<Record<string, string>> = { category: 'categories', stakeholderType: 'stakeholder-types' };
  fields.forEach((field, index) => {
    const at = (name: string) => `submission.fields.${index}.${name}`;
    const only = (name: string, value: unknown, types: readonly string[], empty: unknown = null) => {
      if (value !== empty && !types.includes(field.type)) report(at(name), 'unknown', { type: field.type });
    };
    only('minWords', field.minWords, WORD_TYPES);
    only('maxWords', field.maxWords, WORD_TYPES);
    only('maxCharacters', field.maxCharacters, TEXT_TYPES);
    only('minItems', field.minItems, LIST_TYPES);
    only('maxItems', field.maxItems, LIST_TYPES);
    only('options', field.options, CHOICE_TYPES);
    only('perItemOf', field.perItemOf, ['text-per-item']);
    only('notBefore', field.notBefore, ['month']);
    only('allowInternational', field.allowInternational, ['country'], false);
    only('translatable', field.translatable, WORD_TYPES, false);
    if (TEXT_TYPES.includes(field.type) && field.maxCharacters === null) report(at('maxCharacters'), 'required');
    if (CHOICE_TYPES.includes(field.type) && field.options === null) report(at('options'), 'required');
    if (field.type === 'text-per-item' && field.perItemOf === null) report(at('perItemOf'), 'required');
    if (field.minWords !== null && field.maxWords !== null && field.minWords > field.maxWords) {
      report(at('minWords'), 'maximum', { maximum: field.maxWords, actual: field.minWords, field: 'maxWords' });
    }
    if (field.minItems !== null && field.maxItems !== null && field.minItems > field.maxItems) {
      report(at('minItems'), 'maximum', { maximum: field.maxItems, actual: field.minItems, field: 'maxItems' });
    }
    if (Array.isArray(field.options))
      unique(field.options, (each: FieldOption) => each.id, at('options'), 'id', report);
    const wanted = source[field.id];
    if (wanted !== undefined && field.options !== wanted) report(at('options'), 'one-of', { allowed: wanted });
    if (field.perItemOf !== null && byId.get(field.perItemOf)?.type !== 'multiselect') {
      report(at('perItemOf'), 'reference', { in: 'submission.fields', needs: 'multiselect' });
    }
    if (field.notBefore !== null && byId.get(field.notBefore)?.type !== 'month') {
      report(at('notBefore'), 'reference', { in: 'submission.fields', needs: 'month' });
    }
    if (field.requiredWith !== null && (field.requiredWith === field.id || !byId.has(field.requiredWith))) {
      report(at('requiredWith'), 'reference', { in: 'submission.fields' });
    }
  });
}

function finalTieBreaker<T extends string>(
  field: string,
  chosen: readonly T[],
  final: readonly T[],
  report: Report,
): void {
  unique(chosen, (each) => each, field, '', report);
  const last = chosen.length - 1;
  if (!final.includes(chosen[last]!)) report(`${field}.${last}`, 'final', { allowed: final.join(', ') });
  chosen.slice(0, last).forEach((each, index) => {
    if (final.includes(each)) report(`${field}.${index}`, 'final', { after: 'a final rule nothing can follow' });
  });
}

function atMost(field: string, actual: number, limit: string, maximum: number, report: Report): void {
  if (actual > maximum) report(field, 'maximum', { maximum, actual, limit });
}

function unique<T>(
  items: readonly T[],
  key: (item: T) => string | number,
  field: string,
  member: string,
  report: Report,
): void {
  const seen = new Set<string | number>();
  items.forEach((item, index) => {
    const value = key(item);
    if (seen.has(value))
      report(member === '' ? `${field}.${index}` : `${field}.${index}.${member}`, 'unique', { value });
    seen.add(value);
  });
}
