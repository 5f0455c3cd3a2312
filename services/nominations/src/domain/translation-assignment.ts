import { err, ok, type Result } from '@wsis/kernel';
import type { FieldProblem, NominationsError } from './nominations-error.js';

/** Who is to translate the texts of a category into a language; null: nobody. */
export interface Assignment {
  readonly category: string;
  readonly translator: string | null;
}

/** What somebody changes, and whom they saw there before. */
export interface WantedAssignment extends Assignment {
  readonly from: string | null;
}

/** Decides whether assignments may stand: of categories of the rules, to translators, and over nobody's head. */
export function decideAssignments(
  wanted: readonly WantedAssignment[],
  known: { readonly categories: readonly string[]; readonly translators: ReadonlySet<string> },
  standing: ReadonlyMap<string, string>,
): Result<undefined, NominationsError> {
  const problems = wanted.flatMap(({ category, translator }, index): FieldProblem[] => {
    if (!known.categories.includes(category)) return [{ field: `items.${index}.category`, rule: 'one-of' }];
    const able = translator === null || known.translators.has(translator);
    return able ? [] : [{ field: category, rule: 'one-of' }];
  });
  if (problems.length > 0) return err({ code: 'NOMINATIONS.TRANSLATOR_UNKNOWN', problems });
  const changed = wanted.filter(({ category, from }) => (standing.get(category) ?? null) !== from);
  if (changed.length === 0) return ok(undefined);
  return err({
    code: 'NOMINATIONS.ASSIGNMENT_CHANGED',
    categories: changed.map(({ category }) => category).join(', '),
  });
}
