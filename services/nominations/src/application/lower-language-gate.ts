import { err, isLanguage, ok, type Result } from '@wsis/kernel';
import type { Tx } from '@wsis/persistence';
import type { LoweredGate } from '@wsis/rule-book';
import { decideLowering } from '../domain/lowered-gate.js';
import type { NominationsError } from '../domain/nominations-error.js';
import type { EditionStore, ProposalRefusal, Proposals, Proposer, UnitOfWork } from './ports.js';

/** What two persons bind themselves to. Lists are words, so that each of them is shown what they agree to. */
export interface LoweringPayload {
  /** Codes, a comma between them; `all`. */
  readonly categories: string;
  readonly languages: string;
  readonly level: LoweredGate['level'];
  readonly reason: string;
}

/** Asks for less than the language gate of the rules does, by two persons and with a public reason. */
export class LowerLanguageGate {
  constructor(
    private readonly database: UnitOfWork,
    private readonly editions: EditionStore,
    private readonly proposals: Proposals,
  ) {}

  async propose(
    editionId: string,
    wanted: LoweredGate & { readonly reason: string },
    proposedBy: Proposer,
  ): Promise<Result<{ approvalId: string; payload: LoweringPayload }, NominationsError | ProposalRefusal>> {
    return this.database.transaction(async (tx) => {
      const found = await this.editions.lock(tx, editionId);
      if (!found) return err({ code: 'NOMINATIONS.EDITION_UNKNOWN', edition: editionId });
      const decided = decideLowering(found.edition, wanted);
      if (!decided.ok) return decided;
      const payload: LoweringPayload = {
        categories: wanted.categories.length === 0 ? 'all' : wanted.categories.join(','),
        languages: wanted.languages.join(','),
        level: wanted.level,
        reason: wanted.reason,
      };
      const proposed = await this.proposals.propose(tx, {
        kind: 'nominations.lower-language-gate',
        editionId,
        payload: { ...payload },
        proposedBy,
        summary: `Lower the language gate of ${editionId} to ${payload.level} in ${payload.languages}: ${payload.reason}`,
      });
      return proposed.ok ? ok({ approvalId: proposed.value, payload }) : proposed;
    });
  }

  /** Runs in the approving transaction. */
  async apply(
    tx: Tx,
    editionId: string,
    { categories, languages, level, reason }: LoweringPayload,
    approvalId: string,
  ): Promise<Result<{ level: string }, NominationsError>> {
    const found = await this.editions.lock(tx, editionId);
    if (!found) return err({ code: 'NOMINATIONS.EDITION_UNKNOWN', edition: editionId });
    const lowered = {
      categories: categories === 'all' ? [] : categories.split(','),
      languages: languages.split(',').filter(isLanguage),
      level,
    };
    const decided = decideLowering(found.edition, lowered);
    if (!decided.ok) return decided;
    await this.editions.lowerGate(tx, editionId, { ...lowered, reason, approvalId });
    return ok({ level });
  }
}
