import { err, ok, type Result } from '@wsis/kernel';
import type { EvaluationRules } from '@wsis/rule-book';

/** One field that breaks one rule. */
export interface BrokenRule {
  readonly field: string;
  readonly rule: string;
  readonly params?: Readonly<Record<string, string | number>>;
}

/** An expert's scores of one entry, by criterion. */
export interface ScoreSheet {
  readonly nomineeId: string;
  readonly expertId: string;
  readonly scores: Readonly<Record<string, number>>;
  readonly comment: string;
  readonly version: number;
  readonly sealed: boolean;
}

/** Checks scores against the criteria and the scale; a draft may leave criteria out, a sealed sheet may not. */
export function checkScores(
  rules: Pick<EvaluationRules, 'criteria' | 'scale'>,
  scores: Readonly<Record<string, number>>,
  completeness: 'draft' | 'complete',
): Result<Readonly<Record<string, number>>, readonly BrokenRule[]> {
  const { minimum, maximum } = rules.scale;
  const known = new Set(rules.criteria.map((criterion) => criterion.id));
  const problems: BrokenRule[] = [];
  for (const [id, score] of Object.entries(scores)) {
    const field = `scores.${id}`;
    if (!known.has(id)) problems.push({ field, rule: 'unknownField' });
    else if (!Number.isInteger(score)) problems.push({ field, rule: 'wrongType' });
    else if (score < minimum) problems.push({ field, rule: 'minimum', params: { min: minimum, limit: minimum } });
    else if (score > maximum) problems.push({ field, rule: 'maximum', params: { max: maximum, limit: maximum } });
  }
  if (completeness === 'complete') {
    for (const id of known) if (scores[id] === undefined) problems.push({ field: `scores.${id}`, rule: 'required' });
  }
  return problems.length === 0 ? ok(scores) : err(problems);
}
