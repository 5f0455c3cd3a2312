import type { Standing } from './standing.js';
import type { VotingRules } from './voting-rules.js';

/** Why a ballot does not count. */
export type NotCounted = 'no-ballot' | 'incomplete' | 'under-review' | 'removed';

/** A voter's ballot as it stands, with what was decided about it. */
export interface StandingBallot {
  /** A place for each category, 0 where nothing is chosen. */
  readonly places: readonly number[];
  readonly standing: Standing;
}

/** Whether a ballot counts as it stands: the answer to the voter, by the same rules as the count. */
export interface Verdict {
  readonly counts: boolean;
  readonly why: NotCounted | undefined;
  readonly categoriesRequired: number;
  /** Categories that are still to be filled until the ballot counts; 0 when enough are. */
  readonly categoriesToGo: number;
  readonly emptyCategories: readonly string[];
  /** Categories whose chosen nominee has withdrawn. */
  readonly lostCategories: readonly string[];
}

/** Judges a ballot as the count would at this moment. */
export function verdictOf(
  ballot: StandingBallot | undefined,
  rules: Pick<VotingRules, 'categories' | 'categoriesRequired' | 'lostChoiceFillsCategory'>,
  withdrawn: ReadonlySet<number>,
): Verdict {
  const { categories, categoriesRequired, lostChoiceFillsCategory } = rules;
  const places = ballot?.places ?? [];
  const codes = (which: (nominee: number) => boolean) =>
    categories.filter((_, place) => which(places[place] ?? 0)).map(({ code }) => code);
  const emptyCategories = codes((nominee) => nominee === 0);
  const lostCategories = codes((nominee) => withdrawn.has(nominee));
  const unfilled = emptyCategories.length + (lostChoiceFillsCategory ? 0 : lostCategories.length);
  const categoriesToGo = Math.max(0, categoriesRequired - (categories.length - unfilled));
  const why = whyNot(ballot, categoriesToGo);
  return { counts: why === undefined, why, categoriesRequired, categoriesToGo, emptyCategories, lostCategories };
}

/** A decision about the voter comes first: it holds whatever the ballot says. */
function whyNot(ballot: StandingBallot | undefined, categoriesToGo: number): NotCounted | undefined {
  if (!ballot) return 'no-ballot';
  if (ballot.standing !== 'stands') return ballot.standing;
  return categoriesToGo > 0 ? 'incomplete' : undefined;
}
