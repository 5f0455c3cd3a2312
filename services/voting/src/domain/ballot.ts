import type { VotingRules } from './voting-rules.js';

/** What ballots are checked against: the frozen list, the rules, and who withdrew, as of one version of the ledger's row. */
export interface Screen {
  readonly version: number;
  readonly rules: VotingRules;
  /** Category code to its place in a ballot. */
  readonly placeOf: ReadonlyMap<string, number>;
  /** Nominee number to the place of its category. */
  readonly nominees: ReadonlyMap<number, number>;
  readonly withdrawn: ReadonlySet<number>;
}

/** Choices as a voter sends them: category code to nominee number. */
export type Choices = Readonly<Record<string, number>>;

export const CHOICE_RULES = [
  'unknownCategory',
  'unknownNominee',
  'otherCategory',
  'repeatedNominee',
  'withdrawnNominee',
  'ownProject',
] as const;
export type ChoiceRule = (typeof CHOICE_RULES)[number];

/** One choice that may not be made. */
export interface ChoiceProblem {
  /** `choices.C1` */
  readonly field: string;
  readonly rule: ChoiceRule;
}

/** What screening found against a ballot: nothing, that it is empty, or the choices that may not be made. */
export type Finding =
  | { readonly kind: 'fine' }
  | { readonly kind: 'empty' }
  | { readonly kind: 'choices'; readonly problems: readonly ChoiceProblem[] }
  | { readonly kind: 'own-project'; readonly problems: readonly ChoiceProblem[] };

/** A ballot laid out by the rule book: a place for each category, 0 where nothing is chosen. */
export interface LaidOutBallot {
  readonly places: readonly number[];
  readonly filled: number;
  readonly complete: boolean;
  /** False when a choice has no place, because no category has its code. */
  readonly whole: boolean;
  readonly finding: Finding;
}

export interface BallotToScreen {
  readonly choices: Choices;
  /** The version that it was made from; 0 for a first ballot. */
  readonly base: number;
  readonly barred: readonly number[];
}

const FINE: Finding = { kind: 'fine' };

/** Lays a ballot out and says what is wrong with it: the list first, then the voter's own projects. */
export function layOut(ballot: BallotToScreen, screen: Screen): LaidOutBallot {
  const places = new Array<number>(screen.rules.categories.length).fill(0);
  let filled = 0;
  let whole = true;
  let problems: ChoiceProblem[] | undefined;
  let own: ChoiceProblem[] | undefined;
  const against = (code: string, rule: ChoiceRule) => ({ field: `choices.${code}`, rule });
  for (const code in ballot.choices) {
    const nominee = ballot.choices[code] as number;
    const place = screen.placeOf.get(code);
    if (place === undefined) {
      (problems ??= []).push(against(code, 'unknownCategory'));
      whole = false;
      continue;
    }
    const listed = screen.nominees.get(nominee);
    if (listed === undefined) (problems ??= []).push(against(code, 'unknownNominee'));
    else if (places.includes(nominee)) (problems ??= []).push(against(code, 'repeatedNominee'));
    else if (listed !== place) (problems ??= []).push(against(code, 'otherCategory'));
    else if (screen.withdrawn.has(nominee)) (problems ??= []).push(against(code, 'withdrawnNominee'));
    else if (!screen.rules.ownProjectAllowed && ballot.barred.includes(nominee))
      (own ??= []).push(against(code, 'ownProject'));
    places[place] = nominee;
    filled += 1;
  }
  return { places, filled, complete: filled >= screen.rules.categoriesRequired, whole, finding: verdict() };

  function verdict(): Finding {
    if (problems) return { kind: 'choices', problems };
    if (filled === 0 && ballot.base === 0) return { kind: 'empty' };
    if (own) return { kind: 'own-project', problems: own };
    return FINE;
  }
}

/** The choices of a laid-out ballot, by category code. */
export function choicesOf(places: readonly number[], rules: VotingRules): Choices {
  const choices: Record<string, number> = {};
  places.forEach((nominee, place) => {
    const category = rules.categories[place];
    if (nominee !== 0 && category) choices[category.code] = nominee;
  });
  return choices;
}

/** The choices of a laid-out ballot as the canonical ballot has them: category number and nominee number. */
export function numberedChoices(places: readonly number[], rules: VotingRules): [number, number][] {
  const choices: [number, number][] = [];
  for (let place = 0; place < places.length; place += 1) {
    const nominee = places[place] as number;
    if (nominee !== 0) choices.push([rules.categories[place]?.number ?? 0, nominee]);
  }
  return choices;
}
