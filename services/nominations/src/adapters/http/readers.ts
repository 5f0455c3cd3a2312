import { holdsRole, type AccountClaims } from '@wsis/http';
import type { Authors } from '../../application/authors.js';
import type { SubmissionView } from '../../application/screens.js';
import { relationOf, type Relation } from '../../domain/author.js';

export type Reader =
  | { readonly as: 'author'; readonly relation: Relation }
  | { readonly as: 'secretariat' | 'reviewer' | 'judge' | 'translator' | 'stepped-back' };

/** Knows as whom somebody reads a submission. */
export class Readers {
  constructor(private readonly authors: Authors) {}

  /** Nothing where somebody may not read it at all. Who may read it by a role does so also while identity is away. */
  async of(found: SubmissionView, actor: AccountClaims): Promise<Reader | undefined> {
    const staff = readerByRole(found, actor);
    const asked = this.authors.of(actor.accountId, found);
    const author = await (staff ? asked.catch(() => undefined) : asked);
    const relation = author && relationOf(found, author);
    if (relation) return { as: 'author', relation };
    const bars = found.conflicts.some(({ accountId }) => accountId === actor.accountId);
    return staff && bars ? { as: 'stepped-back' } : staff;
  }
}

/** What nobody has handed in yet is its authors' alone; others see it with a second factor only. */
function readerByRole(found: SubmissionView, actor: AccountClaims): Reader | undefined {
  if (found.submittedAt === null || actor.secondFactorAt === undefined) return undefined;
  if (holdsRole(actor, ['secretariat'], found.edition)) return { as: 'secretariat' };
  if (holdsRole(actor, ['screener', 'auditor'], found.edition)) return { as: 'reviewer' };
  // Judges see what was nominated, not who sent it in, nor what screeners said of it.
  const judges = found.state === 'nominated' && holdsRole(actor, ['expert', 'panel-chair'], found.edition);
  if (judges) return { as: 'judge' };
  const wanted = found.state === 'submitted' || found.state === 'nominated';
  return wanted && holdsRole(actor, ['translator'], found.edition) ? { as: 'translator' } : undefined;
}
