import { err, ok, type Result } from '@wsis/kernel';
import type { EvaluationError } from './evaluation-error.js';

/** The experts who judge one category; one of them chairs. */
export interface Panel {
  readonly category: string;
  readonly members: readonly string[];
  readonly chair: string;
}

/** What is known of an expert that can conflict with an entry. */
export interface Expert {
  readonly accountId: string;
  /** Every organisation that the expert is a member of. */
  readonly organisationIds: readonly string[];
  readonly country: string;
}

/** An entry that a panel judges. */
export interface Entry {
  readonly nomineeId: string;
  readonly number: number;
  readonly category: string;
  readonly organisationId: string;
  readonly submitterId: string;
  /** Place in the public vote; 1 is the most voted. */
  readonly voteRank: number;
}

/** Checks a panel's composition: known experts, nobody twice, a chair of its own, enough of them for the quorum. */
export function checkPanel(panel: Panel, experts: ReadonlySet<string>, quorum: number): Result<Panel, EvaluationError> {
  const { category, members } = panel;
  const seen = new Set<string>();
  for (const member of members) {
    if (seen.has(member)) return err({ code: 'EVALUATION.MEMBER_REPEATED', category, member });
    if (!experts.has(member)) return err({ code: 'EVALUATION.NOT_AN_EXPERT', category, member });
    seen.add(member);
  }
  if (!seen.has(panel.chair)) return err({ code: 'EVALUATION.CHAIR_NOT_A_MEMBER', category });
  if (members.length < quorum) {
    return err({ code: 'EVALUATION.PANEL_TOO_SMALL', category, needed: quorum, given: members.length });
  }
  return ok(panel);
}

/** A conflict that the facts show, whether declared or not: one's own submission, or that of an organisation of one's own. */
export function detectConflict(expert: Expert, entry: Entry): 'own-submission' | 'own-organisation' | undefined {
  if (entry.submitterId === expert.accountId) return 'own-submission';
  if (entry.organisationId !== '' && expert.organisationIds.includes(entry.organisationId)) return 'own-organisation';
  return undefined;
}
