import { createHash } from 'node:crypto';
import { err, ok, type Language, type Result } from '@wsis/kernel';
import { languageGateProblems } from '@wsis/rule-book';
import { isFrozen, type Edition } from './edition.js';
import type { FieldProblem, NominationsError } from './nominations-error.js';
import type { TextState } from './submission.js';

/** A nominated submission on its way to the list. */
export interface Candidate {
  readonly submissionId: string;
  readonly category: string;
  readonly texts: Readonly<Partial<Record<Language, TextState>>>;
}

/** A place on the list: the number is what ballots carry. */
export interface NumberedCandidate extends Candidate {
  readonly number: number;
}

/** Names what keeps a list from being frozen. */
export function decideFreeze(
  edition: Edition,
  candidates: readonly NumberedCandidate[],
  undecided: number,
): Result<undefined, NominationsError> {
  if (isFrozen(edition)) return err({ code: 'NOMINATIONS.LIST_FROZEN' });
  const problems: FieldProblem[] = [];
  if (undecided > 0) problems.push({ field: 'submissions', rule: 'undecided', params: { actual: undecided } });
  const filled = new Set(candidates.map((candidate) => candidate.category)).size;
  // With fewer categories than a ballot must fill, no vote could ever count.
  const needed = Math.max(1, edition.ruleBook.vote.categoriesRequired);
  if (filled < needed) problems.push({ field: 'categories', rule: 'minimum', params: { min: needed, actual: filled } });
  const states = candidates.map(({ number, category, texts }) => ({ number, category, states: texts }));
  problems.push(...languageGateProblems(edition.ruleBook, states, edition.loweredGates));
  return problems.length > 0 ? err({ code: 'NOMINATIONS.LIST_INCOMPLETE', problems }) : ok(undefined);
}

/**
 * Numbers the list from 1: by category in the rule book's order, within it by lot.
 * The lot is SHA-256 over the hash of the adopted rules and the submission's id: nobody chooses it, anybody can repeat it.
 */
export function numberCandidates(edition: Edition, candidates: readonly Candidate[]): readonly NumberedCandidate[] {
  const place = new Map(edition.ruleBook.categories.map((category) => [category.code, category.number]));
  const lot = (candidate: Candidate) =>
    createHash('sha256').update(`${edition.rulesHash}\n${candidate.submissionId}`).digest('hex');
  return candidates
    .map((candidate) => ({ candidate, category: place.get(candidate.category) ?? Infinity, lot: lot(candidate) }))
    .sort((one, other) => one.category - other.category || (one.lot < other.lot ? -1 : 1))
    .map(({ candidate }, index) => ({ ...candidate, number: index + 1 }));
}

/** What two persons bind themselves to: SHA-256 over the numbered lines `number TAB submission id TAB category LF`. */
export function candidatesHash(numbered: readonly NumberedCandidate[]): string {
  return linesHash(numbered.map(({ number, submissionId, category }) => ({ number, id: submissionId, category })));
}

/** The hash of the frozen list: SHA-256 over its lines by number, `number TAB nominee id TAB category LF`, in hex. */
export function nomineeListHash(
  nominees: readonly { readonly number: number; readonly id: string; readonly category: string }[],
): string {
  return linesHash(nominees);
}

function linesHash(
  lines: readonly { readonly number: number; readonly id: string; readonly category: string }[],
): string {
  const hash = createHash('sha256');
  for (const { number, id, category } of [...lines].sort((one, other) => one.number - other.number)) {
    hash.update(`${number}\t${id}\t${category}\n`);
  }
  return hash.digest('hex');
}
