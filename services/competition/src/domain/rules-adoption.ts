import { err, ok, type Result } from '@wsis/kernel';
import { canonicalJson, type RuleBook } from '@wsis/rule-book';
import type { Calendar, Phase } from './calendar.js';
import type { CompetitionError, FieldProblem } from './competition-error.js';

/** A rule book that two persons adopted. It never changes. */
export interface AdoptedRuleBook {
  readonly editionId: string;
  readonly version: number;
  readonly ruleBook: RuleBook;
  /** SHA-256 of the canonical JSON, lower-case hex. */
  readonly hash: string;
  readonly adoptedAt: Date;
}

/** A rule book in the making. */
export interface RuleBookDraft {
  readonly version: number;
  readonly ruleBook: RuleBook;
  readonly hash: string;
}

/** What entrants rely on from the moment that submission opens. */
const FIXED_SINCE_SUBMISSION = ['categories', 'languages', 'submission'] as const;

/** Decides whether a draft may become the next version of the rules. Gives that version. */
export function decideAdoption(
  draft: RuleBookDraft,
  wanted: { readonly draftVersion: number; readonly hash: string },
  adopted: AdoptedRuleBook | undefined,
  calendar: Calendar,
  now: Date,
): Result<number, CompetitionError> {
  if (draft.version !== wanted.draftVersion || draft.hash !== wanted.hash) {
    return err({ code: 'COMPETITION.DRAFT_CHANGED', version: draft.version });
  }
  if (!adopted) return ok(1);
  if (adopted.hash === draft.hash) return err({ code: 'COMPETITION.RULES_UNCHANGED', version: adopted.version });
  if (hasBegun(calendar, 'voting', now)) return err({ code: 'COMPETITION.RULES_FIXED', phase: 'voting', problems: [] });
  if (hasBegun(calendar, 'submission', now)) {
    const problems = FIXED_SINCE_SUBMISSION.filter((part) => !same(adopted.ruleBook[part], draft.ruleBook[part])).map(
      (field): FieldProblem => ({ field, rule: 'unchanged' }),
    );
    if (problems.length > 0) return err({ code: 'COMPETITION.RULES_FIXED', phase: 'submission', problems });
  }
  return ok(adopted.version + 1);
}

function hasBegun(calendar: Calendar, phase: Phase, now: Date): boolean {
  const record = calendar.phases.find((entry) => entry.phase === phase);
  return record !== undefined && (record.openedAt !== null || (record.opensAt !== null && record.opensAt <= now));
}

function same(one: unknown, other: unknown): boolean {
  return Buffer.compare(canonicalJson(one), canonicalJson(other)) === 0;
}
