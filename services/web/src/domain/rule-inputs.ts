import { LANGUAGES } from '@wsis/kernel';
import {
  COUNT_FACTS,
  FIELD_GROUPS,
  FIELD_TYPES,
  FIELD_VISIBILITIES,
  LOST_CHOICE_EFFECTS,
  LOT_SEEDS,
  OPENINGS_PUBLICATIONS,
  PROFILE_FIELD_TYPES,
  RULE_PATHS,
  SCORE_TIE_BREAKERS,
  SCREENED_BY,
  STAKEHOLDER_TYPES,
  THIRD_PARTY_NOMINATIONS,
  TIE_BREAKERS,
  TOTALS_PUBLICATIONS,
  type RuleBook,
} from '@wsis/rule-book';

/** How one rule is asked for in a form. */
export type RuleInput =
  | { readonly kind: 'line' | 'text' | 'yes-no' | 'numbers' | 'json' }
  /** `unlimited`: an empty field is no limit. */
  | { readonly kind: 'number'; readonly unlimited?: true }
  | { readonly kind: 'choice' | 'several' | 'ordered'; readonly values: readonly string[] };

/** Inputs by the path of what they change. */
export type RuleInputs = Readonly<Record<string, RuleInput>>;

const line = { kind: 'line' } as const;
const text = { kind: 'text' } as const;
const yesNo = { kind: 'yes-no' } as const;
const number = { kind: 'number' } as const;
const limit = { kind: 'number', unlimited: true } as const;
const choice = (values: readonly string[]) => ({ kind: 'choice', values }) as const;
const several = (values: readonly string[]) => ({ kind: 'several', values }) as const;
const ordered = (values: readonly string[]) => ({ kind: 'ordered', values }) as const;

/** The parts of a rule book that are pages of their own, with the rules that are plain fields. */
export const RULE_PARTS = {
  general: { name: line, year: number },
  languages: {
    'languages.interface': several(LANGUAGES),
    'languages.prevailing': choice(LANGUAGES),
    'languages.gate.categoryNames': choice(['any', 'checked']),
    'languages.gate.nomineeTexts': choice(['original', 'machine-draft', 'checked']),
  },
  submission: {
    'submission.stakeholderTypes': several(STAKEHOLDER_TYPES),
    'submission.thirdParty': choice(THIRD_PARTY_NOMINATIONS),
    'submission.entityLimit.perCategory': limit,
    'submission.entityLimit.perEdition': limit,
    'submission.sameProjectOnce': yesNo,
    'submission.pastWinnersEligible': yesNo,
    'submission.pastChampionsEligible': yesNo,
    'submission.languages': several(LANGUAGES),
  },
  screening: {
    'screening.screenedBy': choice(SCREENED_BY),
    'screening.shortlistSize': limit,
    'screening.mayMoveCategory': yesNo,
  },
  vote: {
    'vote.categoriesRequired': number,
    'vote.mayChange': yesNo,
    'vote.ownProjectAllowed': yesNo,
    'vote.facts': several(COUNT_FACTS),
    'vote.afterWithdrawal': choice(LOST_CHOICE_EFFECTS),
    'vote.afterMove': choice(LOST_CHOICE_EFFECTS),
    'vote.lostChoiceFillsCategory': yesNo,
    'vote.graceSeconds': number,
    'vote.reminderHours': { kind: 'numbers' },
  },
  count: {
    'count.topN': number,
    'count.minimumVotes': number,
    'count.tieBreakers': ordered(TIE_BREAKERS),
    'count.lotSeed': choice(LOT_SEEDS),
    'count.objectionWindowHours': number,
    'count.publicationOfTotals': choice(TOTALS_PUBLICATIONS),
    'count.publicationOfOpenings': choice(OPENINGS_PUBLICATIONS),
  },
  evaluation: {
    'evaluation.panelSize': number,
    'evaluation.quorum': number,
    'evaluation.scale.minimum': number,
    'evaluation.scale.maximum': number,
    'evaluation.tieBreakers': ordered(SCORE_TIE_BREAKERS),
    'evaluation.winnersPerCategory': number,
    'evaluation.noWinnerAllowed': yesNo,
    'evaluation.specialRecognitionAllowed': yesNo,
    'evaluation.appeal.allowed': yesNo,
    'evaluation.appeal.windowHours': number,
  },
} as const satisfies Readonly<Record<string, RuleInputs>>;
export type RulePart = keyof typeof RULE_PARTS;

const names = (member: string): RuleInputs =>
  Object.fromEntries(
    LANGUAGES.flatMap((language) => [
      [`${member}.${language}.text`, line],
      [`${member}.${language}.checked`, yesNo],
    ]),
  );

const ACTION_LINES = Array.from({ length: 11 }, (_, index) => `C${index + 1}`);

/** The lists of a rule book: where each stands, which member names an entry, and the fields of one. */
export const RULE_LISTS = {
  categories: {
    path: 'categories',
    named: 'code',
    entry: { number, code: line, actionLine: choice(ACTION_LINES), ...names('names') },
  },
  fields: {
    path: 'submission.fields',
    named: 'id',
    entry: {
      id: line,
      group: choice(FIELD_GROUPS),
      type: choice(FIELD_TYPES),
      required: yesNo,
      minWords: limit,
      maxWords: limit,
      maxCharacters: limit,
      minItems: limit,
      maxItems: limit,
      translatable: yesNo,
      visibility: choice(FIELD_VISIBILITIES),
      options: { kind: 'json' },
      perItemOf: line,
      requiredWith: line,
      notBefore: line,
      allowInternational: yesNo,
      ...names('labels'),
      ...names('help'),
      'provenance.status': choice(['published', 'assumption']),
      'provenance.source': line,
      'provenance.note': text,
    },
  },
  profile: {
    path: 'vote.profile',
    named: 'id',
    entry: { id: line, type: choice(PROFILE_FIELD_TYPES), required: yesNo, ...names('labels') },
  },
  criteria: { path: 'evaluation.criteria', named: 'id', entry: { id: line, weight: line, ...names('names') } },
  anchors: { path: 'evaluation.scale.anchors', named: 'score', entry: { score: number, ...names('names') } },
} as const satisfies Readonly<
  Record<string, { readonly path: string; readonly named: string; readonly entry: RuleInputs }>
>;
export type RuleList = keyof typeof RULE_LISTS;

/** Members that hold nothing as null, and those that are simply left out. */
const NULL_WHEN_EMPTY = new Set(['options', 'perItemOf', 'requiredWith', 'notBefore']);
const LEFT_OUT_WHEN_EMPTY = new Set(['source', 'note']);

/** What stands in the field of one rule, as a form shows it. */
export function shownIn(input: RuleInput, value: unknown): readonly string[] {
  if (value === undefined || value === null) return input.kind === 'yes-no' ? ['no'] : [''];
  switch (input.kind) {
    case 'yes-no':
      return [value === true ? 'yes' : 'no'];
    case 'several':
    case 'ordered':
      return Array.isArray(value) ? value.map(String) : [];
    case 'numbers':
      return [Array.isArray(value) ? value.join(', ') : ''];
    case 'json':
      return [JSON.stringify(value, null, 2)];
    default:
      return [typeof value === 'string' ? value : JSON.stringify(value)];
  }
}

/** The value that a person means by what they typed. What is no number stays as typed, for the rules to name it. */
export function meantBy(path: string, input: RuleInput, typed: readonly string[]): unknown {
  const [first = ''] = typed;
  switch (input.kind) {
    case 'yes-no':
      return first === 'yes';
    case 'number':
      return first === '' && input.unlimited === true ? null : numberIn(first);
    case 'numbers':
      return first
        .split(/[,;،，\s]+/u)
        .filter((each) => each !== '')
        .map(numberIn);
    case 'several':
    case 'ordered':
      return typed.filter((each) => each !== '');
    case 'json':
      return first.trim() === '' ? null : (JSON.parse(first) as unknown);
    default:
      if (first !== '') return first;
      return emptyOf(path.split('.').at(-1) ?? '');
  }
}

function emptyOf(member: string): unknown {
  if (NULL_WHEN_EMPTY.has(member)) return null;
  return LEFT_OUT_WHEN_EMPTY.has(member) ? undefined : '';
}

function numberIn(typed: string): number | string {
  return /^-?\d{1,15}$/.test(typed.trim()) ? Number(typed) : typed;
}

/** The value at a path such as `vote.mayChange` or `categories.3.names`. */
export function valueAt(of: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (value, member) => (isRecord(value) || Array.isArray(value) ? Reflect.get(value, member) : undefined),
      of,
    );
}

/** The same with another value at a path; nothing of the original is touched. */
export function withValueAt<T>(of: T, path: string, value: unknown): T {
  return changedAt(of, path.split('.'), value) as T;
}

function changedAt(of: unknown, [member = '', ...deeper]: readonly string[], value: unknown): unknown {
  const after = deeper.length === 0 ? value : changedAt(valueAt(of, member), deeper, value);
  if (Array.isArray(of)) return (of as unknown[]).map((each, index) => (String(index) === member ? after : each));
  if (!isRecord(of)) return of;
  const { [member]: _before, ...others } = of;
  return after === undefined ? others : { ...of, [member]: after };
}

/** An entry of a list before anybody filled it in. */
export function emptyEntry(list: RuleList): Record<string, unknown> {
  const entry: Record<string, unknown> = {};
  for (const [path, input] of Object.entries<RuleInput>(RULE_LISTS[list].entry)) {
    const members = path.split('.');
    const last = members.pop() ?? '';
    let place = entry;
    for (const member of members) place = (place[member] ??= {}) as Record<string, unknown>;
    const value = input.kind === 'choice' ? input.values[0] : meantBy(path, input, ['']);
    if (value !== undefined) place[last] = value;
  }
  return entry;
}

/** The entries of a list. */
export function entriesOf(ruleBook: unknown, list: RuleList): readonly unknown[] {
  const entries = valueAt(ruleBook, RULE_LISTS[list].path);
  return Array.isArray(entries) ? (entries as unknown[]) : [];
}

/** Where a path of the whole rule book leads: the part or the list, and the path as its page names it. */
export function placeOfRule(path: string): { readonly page: RulePart | RuleList; readonly index?: number } | undefined {
  for (const [list, { path: at }] of Object.entries(RULE_LISTS)) {
    if (path !== at && !path.startsWith(`${at}.`)) continue;
    const index = Number(path.slice(at.length + 1).split('.')[0]);
    return { page: list as RuleList, ...(path === at || Number.isNaN(index) ? {} : { index }) };
  }
  const part = Object.entries<RuleInputs>(RULE_PARTS).find(([, inputs]) =>
    Object.keys(inputs).some((known) => path === known || path.startsWith(`${known}.`) || known.startsWith(`${path}.`)),
  );
  return part && { page: part[0] as RulePart };
}

/** One rule that is not the same in two rule books. */
export type RuleDifference =
  | { readonly path: string; readonly input: RuleInput; readonly before: unknown; readonly after: unknown }
  | {
      readonly list: RuleList;
      readonly added: readonly string[];
      readonly removed: readonly string[];
      readonly changed: readonly string[];
      /** The same entries in another order. */
      readonly reordered: boolean;
    };

/** Which rules differ, in the order of the rule book's pages. Names of the edition are no rules. */
export function differencesBetween(before: RuleBook, after: RuleBook): readonly RuleDifference[] {
  const parts = Object.entries<RuleInputs>(RULE_PARTS).filter(([part]) => part !== 'general');
  const plain = parts.flatMap(([, inputs]) =>
    Object.entries(inputs).flatMap(([path, input]): RuleDifference[] => {
      const [one, other] = [valueAt(before, path), valueAt(after, path)];
      return same(one, other) ? [] : [{ path, input, before: one, after: other }];
    }),
  );
  return [...(Object.keys(RULE_LISTS) as RuleList[]).flatMap((list) => listDifference(before, after, list)), ...plain];
}

function listDifference(before: RuleBook, after: RuleBook, list: RuleList): readonly RuleDifference[] {
  const named = (ruleBook: RuleBook) =>
    new Map(entriesOf(ruleBook, list).map((entry) => [String(valueAt(entry, RULE_LISTS[list].named)), entry]));
  const [one, other] = [named(before), named(after)];
  const added = [...other.keys()].filter((name) => !one.has(name));
  const removed = [...one.keys()].filter((name) => !other.has(name));
  const changed = [...other.keys()].filter((name) => one.has(name) && !same(one.get(name), other.get(name)));
  const kept = (names: ReadonlyMap<string, unknown>, others: ReadonlyMap<string, unknown>) =>
    [...names.keys()].filter((name) => others.has(name));
  const reordered = !same(kept(one, other), kept(other, one));
  const differs = reordered || added.length + removed.length + changed.length > 0;
  return differs ? [{ list, added, removed, changed, reordered }] : [];
}

/** Whether two plain values mean the same: the order of an object's members says nothing. */
function same(one: unknown, other: unknown): boolean {
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((each, index) => same(each, other[index]));
  }
  if (!isRecord(one) || !isRecord(other)) return one === other;
  const members = Object.keys(one);
  return (
    members.length === Object.keys(other).length &&
    members.every((member) => Object.hasOwn(other, member) && same(one[member], other[member]))
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Rules that no page asks for: none, which a test holds. */
export function rulesWithoutAnInput(): readonly string[] {
  return RULE_PATHS.filter((path) => placeOfRule(path) === undefined);
}
