import type { Language } from '@wsis/kernel';
import type { RuleBook } from './rule-book.js';
import type { RuleProblem } from './shape.js';

/** Where a text comes from: its author, a machine, or a machine and then a reader who confirmed it. */
export type TextState = 'original' | 'machine-draft' | 'checked';

/** The languages in which a nominee's public texts exist, and their state. */
export interface NomineeTexts {
  readonly number: number;
  readonly category: string;
  readonly states: Readonly<Partial<Record<Language, TextState>>>;
}

/** What a text must at least be; `original`: the author's own text is enough. */
export const GATE_LEVELS = ['original', 'machine-draft', 'checked'] as const satisfies readonly TextState[];
export type GateLevel = (typeof GATE_LEVELS)[number];

/** Where two persons ask for less than the rule book does. */
export interface LoweredGate {
  /** Empty: all. */
  readonly categories: readonly string[];
  readonly languages: readonly Language[];
  readonly level: GateLevel;
}

/** What the texts of a category must at least be in a language: what the rules ask for, or less where it was lowered. */
export function gateLevel(
  ruleBook: RuleBook,
  lowered: readonly LoweredGate[],
  { category, language }: { readonly category: string; readonly language: Language },
): GateLevel {
  const places = lowered
    .filter(({ categories, languages }) => languages.includes(language) && isOf(categories, category))
    .map(({ level }) => GATE_LEVELS.indexOf(level));
  const least = Math.min(GATE_LEVELS.indexOf(ruleBook.languages.gate.nomineeTexts), ...places);
  return GATE_LEVELS[least] ?? 'original';
}

const isOf = (categories: readonly string[], category: string) =>
  categories.length === 0 || categories.includes(category);

/** Tells whether a text, or none, is enough. */
export function passesGate(level: GateLevel, state: TextState | undefined): boolean {
  if (level === 'original' || state === 'original') return true;
  return state === 'checked' || (state === 'machine-draft' && level === 'machine-draft');
}

/** Names the texts still missing before the nominee list may be frozen; nothing where the gate is open. */
export function languageGateProblems(
  ruleBook: RuleBook,
  nominees: readonly NomineeTexts[],
  lowered: readonly LoweredGate[] = [],
): readonly RuleProblem[] {
  return nominees.flatMap(({ number, category, states }) =>
    ruleBook.languages.interface
      .filter((language) => !passesGate(gateLevel(ruleBook, lowered, { category, language }), states[language]))
      .map((language) => ({
        field: `nominees.${number}.texts.${language}`,
        rule: states[language] === undefined ? ('required' as const) : ('checked' as const),
        params: {},
      })),
  );
}
