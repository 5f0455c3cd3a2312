import { registerProblems } from '@wsis/http';

/** What the pages themselves refuse; everything else is decided by the services. */
export const WEB_PROBLEMS = { 'WEB.FOREIGN_FORM': 403, 'WEB.NOTHING_CHANGED': 422 } as const satisfies Readonly<
  Record<string, number>
>;

registerProblems(WEB_PROBLEMS);
