import { createHash } from 'node:crypto';
import { err, ok, type Result } from '@wsis/kernel';
import { quorumReached, rankByScores, type Rational, type RuleBook } from '@wsis/rule-book';
import type { EvaluationError } from './evaluation-error.js';
import type { Entry } from './panel.js';
import type { ScoreSheet } from './score-sheet.js';

/** One entry's place by plain weighted mean, with the other readings beside it. Fractions are exact, as text. */
export interface JudgedPlace {
  readonly nomineeId: string;
  readonly number: number;
  readonly rank: number;
  readonly sheets: number;
  readonly mean: string;
  readonly median: string;
  readonly severityAdjusted: string;
  readonly tieRule: string | null;
}

/** What the sealed sheets of a category say. The same sheets give the same judgement, bit for bit. */
export interface Judgement {
  readonly category: string;
  readonly places: readonly JudgedPlace[];
  readonly leaders: readonly string[];
  readonly unscored: readonly string[];
  /** False where another reading of the sheets has another winner. */
  readonly sure: boolean;
  /** The readings that disagree. */
  readonly doubts: readonly string[];
  readonly sheetsHash: string;
}

/** A wish of the panel, before it is checked. */
export interface WantedDecision {
  readonly category: string;
  readonly outcome: 'winner' | 'no-winner';
  readonly winnerNomineeId: string | null;
  readonly specialRecognition: readonly string[];
  readonly statement: string;
}

/** Binds a decision to its sheets: SHA-256 over nominee, expert and scores, sorted, one line each. */
export function sheetsHash(sheets: readonly ScoreSheet[]): string {
  const lines = sheets.map((sheet) => {
    const scores = Object.keys(sheet.scores)
      .sort()
      .map((id) => `${id}=${String(sheet.scores[id])}`);
    return `${sheet.nomineeId} ${sheet.expertId} ${scores.join(' ')}\n`;
  });
  return createHash('sha256').update(lines.sort().join('')).digest('hex');
}

/** Ranks the entries of a category by their sealed sheets, once every entry that counts has its quorum. */
export function judge(
  ruleBook: RuleBook,
  category: string,
  entries: readonly Entry[],
  sheets: readonly ScoreSheet[],
  lotSeed: string,
): Result<Judgement, EvaluationError> {
  if (entries.length === 0) return err({ code: 'EVALUATION.CHAMPIONS_UNKNOWN', category });
  const numberOf = new Map(entries.map((entry) => [entry.nomineeId, entry.number]));
  const idOf = new Map(entries.map((entry) => [entry.number, entry.nomineeId]));
  const known = sheets.filter((sheet) => numberOf.has(sheet.nomineeId));
  const numbered = known.map((sheet) => ({
    expert: sheet.expertId,
    nominee: numberOf.get(sheet.nomineeId) ?? 0,
    scores: sheet.scores,
  }));
  const numbers = entries.map((entry) => entry.number);
  if (!quorumReached(ruleBook, numbered, numbers)) {
    const fewest = Math.min(...numbers.map((number) => numbered.filter((sheet) => sheet.nominee === number).length));
    return err({ code: 'EVALUATION.QUORUM_MISSING', category, needed: ruleBook.evaluation.quorum, given: fewest });
  }
  const ranking = rankByScores(ruleBook, numbered, {
    category,
    nominees: numbers,
    // The order of the public vote is all that a tie rule may use of it.
    votes: new Map(entries.map((entry) => [entry.number, -entry.voteRank])),
    lotSeed,
  });
  const id = (number: number) => idOf.get(number) ?? '';
  return ok({
    category,
    places: ranking.placings.map((place) => ({
      nomineeId: id(place.nominee),
      number: place.nominee,
      rank: place.rank,
      sheets: place.sheets,
      mean: text(place.mean),
      median: text(place.median),
      severityAdjusted: text(place.severityAdjusted),
      tieRule: place.tieRule,
    })),
    leaders: ranking.leaders.map(id),
    unscored: ranking.unscored.map(id),
    sure: ranking.sure,
    doubts: [...new Set(ranking.checks.filter((check) => !check.agrees).map((check) => check.method))],
    sheetsHash: sheetsHash(known),
  });
}

function text(value: Rational): string {
  return value.toString();
}

/**
 * Checks what a panel wants against what its sheets say. The plain weighted mean decides;
 * where another reading has another winner, the panel must confirm in words.
 */
export function checkDecision(
  ruleBook: RuleBook,
  judgement: Judgement,
  wanted: WantedDecision,
): Result<WantedDecision, EvaluationError> {
  const { category } = wanted;
  const rules = ruleBook.evaluation;
  if (wanted.outcome === 'no-winner') {
    if (!rules.noWinnerAllowed) return err({ code: 'EVALUATION.NO_WINNER_NOT_ALLOWED', category });
    if (wanted.winnerNomineeId !== null) return err({ code: 'EVALUATION.NO_WINNER_NOT_ALLOWED', category });
  } else if (wanted.winnerNomineeId === null || !judgement.leaders.includes(wanted.winnerNomineeId)) {
    return err({ code: 'EVALUATION.NOT_FIRST', category, first: judgement.leaders[0] ?? '' });
  }
  const places = new Set(judgement.places.map((place) => place.nomineeId));
  for (const nominee of wanted.specialRecognition) {
    if (!rules.specialRecognitionAllowed || nominee === wanted.winnerNomineeId) {
      return err({ code: 'EVALUATION.RECOGNITION_NOT_ALLOWED', category });
    }
    if (!places.has(nominee)) return err({ code: 'EVALUATION.NOMINEE_NOT_CHAMPION', nominee });
  }
  const reasons = [...judgement.doubts, ...(wanted.outcome === 'no-winner' ? ['no-winner'] : [])];
  const mustConfirm = !judgement.sure || wanted.outcome === 'no-winner' || wanted.specialRecognition.length > 0;
  if (mustConfirm && wanted.statement.trim().length < 10) {
    return err({ code: 'EVALUATION.CONFIRMATION_REQUIRED', category, reasons });
  }
  return ok(wanted);
}
