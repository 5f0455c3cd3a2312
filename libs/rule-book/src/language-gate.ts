import type { Language } from '@wsis/kernel';
import type { RuleBook } from './rule-book.js';
import type { RuleProblem } from './shape.js';

/** Where a text comes from: its author, a machine, or a machine and then a reader who confirmed it. */
export type TextState = 'original' | 'machine-draft' | 'checked';

/** The languages in which a nominee's public texts exist, and their state. */
export interface NomineeTexts {
  readonly number: number;
  readonly states: Readonly<Partial<Record<Language, TextState>>>;
}

/** The states of a text with which the gate is passed in a language; undefined where the gate is open. */
export function statesThroughGate(ruleBook: RuleBook): readonly TextState[] | undefined {
  switch (ruleBook.languages.gate.nomineeTexts) {
    case 'original':
      return undefined;
    case 'machine-draft':
      return ['original', 'checked', 'machine-draft'];
    case 'checked':
      return ['original', 'checked'];
  }
}

/** Names the texts still missing before the nominee list may be frozen; nothing where the gate is open. */
export function languageGateProblems(ruleBook: RuleBook, nominees: readonly NomineeTexts[]): readonly RuleProblem[] {
  const enough = statesThroughGate(ruleBook);
  if (enough === undefined) return [];
  return nominees.flatMap(({ number, states }) =>
    ruleBook.languages.interface
      .filter((language) => !enough.includes(states[language] as TextState))
      .map((language) => ({
        field: `nominees.${number}.texts.${language}`,
        rule: states[language] === undefined ? ('required' as const) : ('checked' as const),
        params: {},
      })),
  );
}
