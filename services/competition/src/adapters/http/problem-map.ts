import { APPROVAL_PROBLEMS, approvalProblem, type ExecutionRefusal, type ProposalRefusal } from '@wsis/approval';
import { problem, registerProblems, type ProblemException } from '@wsis/http';
import type { Result } from '@wsis/kernel';
import type { CompetitionError } from '../../domain/competition-error.js';

/** The status of every refusal; complete by type. */
export const COMPETITION_PROBLEMS: Readonly<Record<CompetitionError['code'], number>> = {
  'COMPETITION.EDITION_UNKNOWN': 404,
  'COMPETITION.EDITION_EXISTS': 409,
  'COMPETITION.EDITION_INVALID': 422,
  'COMPETITION.RULE_BOOK_INVALID': 422,
  'COMPETITION.REHEARSAL_UNKNOWN': 404,
  'COMPETITION.REHEARSAL_UNDER_WAY': 409,
  'COMPETITION.REHEARSAL_ENDED': 409,
  'COMPETITION.REHEARSAL_DURING_VOTE': 409,
  'COMPETITION.REHEARSAL_ELSEWHERE': 409,
  'COMPETITION.NO_DRAFT': 404,
  'COMPETITION.DRAFT_STALE': 409,
  'COMPETITION.DRAFT_CHANGED': 409,
  'COMPETITION.NO_RULE_BOOK': 404,
  'COMPETITION.RULES_NOT_ADOPTED': 409,
  'COMPETITION.RULES_FIXED': 409,
  'COMPETITION.RULES_UNCHANGED': 409,
  'COMPETITION.CALENDAR_INVALID': 422,
  'COMPETITION.CALENDAR_CHANGED': 409,
  'COMPETITION.PHASE_OUT_OF_ORDER': 409,
  'COMPETITION.PHASE_ALREADY_OPENED': 409,
  'COMPETITION.PHASE_NOT_OPEN': 409,
  'COMPETITION.PHASE_CLOSED': 409,
};

registerProblems(COMPETITION_PROBLEMS);

/** The problem that a refusal becomes: its plain values for the words, its fields one by one. */
export function toProblem(error: CompetitionError | ProposalRefusal): ProblemException {
  if (error.code in APPROVAL_PROBLEMS) return approvalProblem(error as ProposalRefusal);
  const refusal = error as CompetitionError;
  const problems = 'problems' in refusal ? refusal.problems : [];
  return problem(
    refusal.code,
    paramsOf(refusal),
    problems,
    'version' in refusal ? { currentVersion: refusal.version } : {},
  );
}

/** A refusal at the moment of carrying out, in the shape that an approval keeps. */
export function toExecutionRefusal(refusal: CompetitionError): ExecutionRefusal {
  const first = 'problems' in refusal ? refusal.problems[0] : undefined;
  const named = first ? { field: first.field, rule: first.rule } : {};
  return { code: refusal.code, params: { ...paramsOf(refusal), ...named } };
}

/** The value of a success; a refusal is thrown as its problem. */
export function valueOrThrow<T>(result: Result<T, CompetitionError | ProposalRefusal>): T {
  if (!result.ok) throw toProblem(result.error);
  return result.value;
}

function paramsOf(refusal: CompetitionError): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(refusal).filter(
      (entry): entry is [string, string | number] => entry[0] !== 'code' && typeof entry[1] !== 'object',
    ),
  );
}
