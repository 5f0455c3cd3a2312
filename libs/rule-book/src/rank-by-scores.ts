import { exhaustive } from '@wsis/kernel';
import { byLot } from './rank-by-votes.js';
import { Rational } from './rational.js';
import type { RuleBook, ScoreTieBreaker } from './rule-book.js';
import { severityAdjusted } from './severity.js';
import { isObject, type RuleProblem } from './shape.js';
import { orderWithTies, type Comparison } from './tie-order.js';

/** One expert's sealed sheet for one nominee: criterion id to score. */
export interface ScoreSheet {
  readonly expert: string;
  /** The nominee's number on ballots. */
  readonly nominee: number;
  readonly scores: Readonly<Record<string, number>>;
}

/** A nominee's place by plain weighted mean. */
export interface ScorePlacing {
  readonly nominee: number;
  readonly rank: number;
  readonly sheets: number;
  readonly mean: Rational;
  readonly median: Rational;
  /** The mean as a panel of average leniency would give it. */
  readonly severityAdjusted: Rational;
  /** The rule that decided this place among equal means; null where no other had the same. */
  readonly tieRule: ScoreTieBreaker | null;
}

/** Another way to look at the same sheets, shown beside the deciding one. */
export interface ScoreCheck {
  readonly method: 'severity-adjusted' | 'median' | 'drop-one';
  /** The expert left out by `drop-one`; null for the others. */
  readonly droppedExpert: string | null;
  readonly placings: readonly { readonly nominee: number; readonly rank: number; readonly value: Rational }[];
  /** Whether every nominee that leads by plain mean still does, alone or with others. */
  readonly agrees: boolean;
}

export interface ScoreRanking {
  /** Best first. The plain weighted mean decides. */
  readonly placings: readonly ScorePlacing[];
  /** Nominees within the winners' places; more than the rule book's number only where the panel must decide a tie. */
  readonly leaders: readonly number[];
  /** Nominees without a sheet; none of them is placed. */
  readonly unscored: readonly number[];
  readonly checks: readonly ScoreCheck[];
  /** False where a check disagrees, equal means meet at the winners' border, a nominee has no sheet, or sheets are not linked. */
  readonly sure: boolean;
}

/** What tie rules may need: counted votes by nominee number, the category and the public seed of lots. */
export interface ScoreRankingOptions {
  readonly category: string;
  readonly nominees: readonly number[];
  readonly votes?: ReadonlyMap<number, number>;
  readonly lotSeed?: string;
}

/** Names what is wrong with the scores of a sheet: each criterion once, a whole number on the scale. */
export function validateScores(ruleBook: RuleBook, scores: unknown): readonly RuleProblem[] {
  if (!isObject(scores)) return [{ field: 'scores', rule: 'type', params: { expected: 'object' } }];
  const { criteria, scale } = ruleBook.evaluation;
  const problems: RuleProblem[] = [];
  for (const { id } of criteria) {
    const field = `scores.${id}`;
    const score = Object.hasOwn(scores, id) ? scores[id] : undefined;
    if (score === undefined || score === null) problems.push({ field, rule: 'required', params: {} });
    else if (!Number.isSafeInteger(score)) problems.push({ field, rule: 'type', params: { expected: 'integer' } });
    else if ((score as number) < scale.minimum) {
      problems.push({ field, rule: 'minimum', params: { minimum: scale.minimum, actual: score as number } });
    } else if ((score as number) > scale.maximum) {
      problems.push({ field, rule: 'maximum', params: { maximum: scale.maximum, actual: score as number } });
    }
  }
  for (const id of Object.keys(scores)) {
    if (!criteria.some((each) => each.id === id)) {
      problems.push({ field: `scores.${id.slice(0, 80)}`, rule: 'unknown', params: {} });
    }
  }
  return problems;
}

/** The weighted total of one sheet, exact; a sheet that `validateScores` would refuse throws. */
export function sheetTotal(ruleBook: RuleBook, scores: Readonly<Record<string, number>>): Rational {
  const [problem] = validateScores(ruleBook, scores);
  if (problem !== undefined) throw new RangeError(`Score sheet: ${problem.field} breaks ${problem.rule}`);
  return Rational.sum(
    ruleBook.evaluation.criteria.map(({ id, weight }) => Rational.parse(weight)!.times(Rational.of(scores[id]!))),
  );
}

/** The plain weighted mean of the sheets of one nominee, exact; undefined where there is none. */
export function weightedMean(
  ruleBook: RuleBook,
  sheets: readonly { readonly scores: Readonly<Record<string, number>> }[],
): Rational | undefined {
  return Rational.mean(sheets.map((sheet) => sheetTotal(ruleBook, sheet.scores)));
}

/** Tells whether every one of these nominees has sealed sheets of at least the quorum's number of different experts. */
export function quorumReached(
  ruleBook: RuleBook,
  sheets: readonly { readonly expert: string; readonly nominee: number }[],
  nominees: readonly number[],
): boolean {
  return nominees.every((nominee) => {
    const experts = new Set(sheets.filter((each) => each.nominee === nominee).map((each) => each.expert));
    return experts.size >= ruleBook.evaluation.quorum;
  });
}

interface ScoredEntry {
  readonly nominee: number;
  readonly sheets: readonly ScoreSheet[];
  readonly mean: Rational;
  readonly median: Rational;
}

/** Ranks the nominees of one panel by plain weighted mean and says how sure that is; the order of sheets does not matter. */
export function rankByScores(
  ruleBook: RuleBook,
  sheets: readonly ScoreSheet[],
  options: ScoreRankingOptions,
): ScoreRanking {
  checkSheets(sheets, options.nominees);
  const totals = new Map(sheets.map((sheet) => [sheet, sheetTotal(ruleBook, sheet.scores)]));
  const entries = scoredEntries(options.nominees, sheets, totals);
  const scored = new Set(entries.map((each) => each.nominee));
  const unscored = [...new Set(options.nominees)].filter((nominee) => !scored.has(nominee)).sort((a, b) => a - b);
  const model = severityAdjusted(judged(sheets, totals));

  const groups = orderWithTies(
    entries,
    (a, b) => b.mean.compare(a.mean),
    ruleBook.evaluation.tieBreakers.map((rule) => ({ rule, compare: comparison(rule, ruleBook, options) })),
  );
  const placings: ScorePlacing[] = [];
  for (const { entries: tied, rule } of groups) {
    const rank = placings.length + 1;
    for (const entry of [...tied].sort((a, b) => a.nominee - b.nominee)) {
      placings.push({
        nominee: entry.nominee,
        rank,
        sheets: entry.sheets.length,
        mean: entry.mean,
        median: entry.median,
        severityAdjusted: model.entries.get(entry.nominee)!,
        tieRule: rule,
      });
    }
  }
  const places = ruleBook.evaluation.winnersPerCategory;
  const leaders = placings.filter((each) => each.rank <= places).map((each) => each.nominee);

  const experts = [...new Set(sheets.map((sheet) => sheet.expert))].sort();
  const check = (
    method: ScoreCheck['method'],
    droppedExpert: string | null,
    values: readonly (readonly [number, Rational])[],
  ): ScoreCheck => {
    const ranked = orderWithTies<readonly [number, Rational], never>(values, (a, b) => b[1].compare(a[1]), []);
    const ranks: { nominee: number; rank: number; value: Rational }[] = [];
    for (const { entries: tied } of ranked) {
      const rank = ranks.length + 1;
      for (const [nominee, value] of [...tied].sort((a, b) => a[0] - b[0])) ranks.push({ nominee, rank, value });
    }
    const agrees = leaders.every((leader) => ranks.some((each) => each.nominee === leader && each.rank <= places));
    return { method, droppedExpert, placings: ranks, agrees };
  };
  const checks: ScoreCheck[] = [
    check('severity-adjusted', null, [...model.entries]),
    check(
      'median',
      null,
      entries.map((each) => [each.nominee, each.median] as const),
    ),
    ...(experts.length < 2 ? [] : experts).map((expert) => {
      const rest = sheets.filter((sheet) => sheet.expert !== expert);
      return check(
        'drop-one',
        expert,
        scoredEntries(options.nominees, rest, totals).map((each) => [each.nominee, each.mean] as const),
      );
    }),
  ];
  const [last, next] = [placings[places - 1], placings[places]];
  const equalAtBorder = last !== undefined && next !== undefined && last.mean.equals(next.mean);
  const sure =
    placings.length > 0 &&
    unscored.length === 0 &&
    model.groups <= 1 &&
    !equalAtBorder &&
    checks.every((each) => each.agrees);
  return { placings, leaders, unscored, checks, sure };
}

function scoredEntries(
  nominees: readonly number[],
  sheets: readonly ScoreSheet[],
  totals: ReadonlyMap<ScoreSheet, Rational>,
): ScoredEntry[] {
  return [...new Set(nominees)].flatMap((nominee) => {
    const own = sheets.filter((sheet) => sheet.nominee === nominee);
    const values = own.map((sheet) => totals.get(sheet)!);
    const [mean, median] = [Rational.mean(values), Rational.median(values)];
    return mean === undefined || median === undefined ? [] : [{ nominee, sheets: own, mean, median }];
  });
}

function judged(sheets: readonly ScoreSheet[], totals: ReadonlyMap<ScoreSheet, Rational>) {
  return sheets.map((sheet) => ({ judge: sheet.expert, entry: sheet.nominee, value: totals.get(sheet)! }));
}

function comparison(rule: ScoreTieBreaker, ruleBook: RuleBook, options: ScoreRankingOptions): Comparison<ScoredEntry> {
  switch (rule) {
    case 'higher-median':
      return (a, b) => b.median.compare(a.median);
    case 'higher-on-heaviest-criterion': {
      // Of equally heavy criteria the first in the rule book is meant.
      const heaviest = ruleBook.evaluation.criteria.reduce((best, each) =>
        Rational.parse(each.weight)!.compare(Rational.parse(best.weight)!) > 0 ? each : best,
      );
      const mean = ({ sheets }: ScoredEntry) =>
        Rational.mean(sheets.map((sheet) => Rational.of(sheet.scores[heaviest.id]!)))!;
      return (a, b) => mean(b).compare(mean(a));
    }
    case 'more-votes':
      return (a, b) => votesOf(b.nominee, options) - votesOf(a.nominee, options);
    case 'earlier-nominee-number':
      return (a, b) => a.nominee - b.nominee;
    case 'drawn-by-lot-from-public-seed':
      return byLot(options.lotSeed, options.category, (entry) => entry.nominee);
    case 'panel-decides':
      return () => 0;
    default:
      return exhaustive(rule);
  }
}

function votesOf(nominee: number, options: ScoreRankingOptions): number {
  const votes = options.votes?.get(nominee);
  if (votes === undefined)
    throw new RangeError(`The rule book breaks ties by votes, but those of ${nominee} are missing`);
  return votes;
}

function checkSheets(sheets: readonly ScoreSheet[], nominees: readonly number[]): void {
  const known = new Set(nominees);
  const seen = new Set<string>();
  for (const { expert, nominee } of sheets) {
    if (!known.has(nominee)) throw new RangeError(`Nominee ${nominee} is not before this panel`);
    const key = `${nominee} ${expert}`;
    if (seen.has(key)) throw new RangeError(`An expert has two sheets for nominee ${nominee}`);
    seen.add(key);
  }
}
