import { err, ok, type Result } from '@wsis/kernel';
import type { Tx } from '@wsis/persistence';
import type { NominationsError } from '../domain/nominations-error.js';
import type {
  Announcements,
  EditionStore,
  NomineeStore,
  ProposalRefusal,
  Proposals,
  Proposer,
  UnitOfWork,
} from './ports.js';

export interface WithdrawalPayload {
  readonly nomineeId: string;
  readonly number: number;
  readonly reason: string;
}

/** Takes a nominee off the frozen list, by two persons and with a reason; its number is never given again. */
export class WithdrawNominee {
  constructor(
    private readonly database: UnitOfWork,
    private readonly editions: EditionStore,
    private readonly nominees: NomineeStore,
    private readonly announcements: Announcements,
    private readonly proposals: Proposals,
  ) {}

  async propose(
    nomineeId: string,
    reason: string,
    proposedBy: Proposer,
  ): Promise<Result<{ approvalId: string; payload: WithdrawalPayload }, NominationsError | ProposalRefusal>> {
    return this.database.transaction(async (tx) => {
      const nominee = await this.nominees.find(tx, nomineeId);
      if (!nominee) return err({ code: 'NOMINATIONS.NOMINEE_UNKNOWN' });
      if (nominee.withdrawn) return err({ code: 'NOMINATIONS.ALREADY_WITHDRAWN' });
      const payload: WithdrawalPayload = { nomineeId, number: nominee.number, reason };
      const proposed = await this.proposals.propose(tx, {
        kind: 'nominations.withdraw-nominee',
        editionId: nominee.editionId,
        payload: { ...payload },
        proposedBy,
        summary: `Withdraw nominee ${nominee.number} of ${nominee.editionId} (${nominee.category}): ${reason}`,
      });
      return proposed.ok ? ok({ approvalId: proposed.value, payload }) : proposed;
    });
  }

  /** Runs in the approving transaction. */
  async apply(
    tx: Tx,
    editionId: string,
    payload: WithdrawalPayload,
  ): Promise<Result<{ listVersion: number }, NominationsError>> {
    await this.editions.lock(tx, editionId);
    const nominee = await this.nominees.lock(tx, payload.nomineeId);
    if (!nominee || nominee.editionId !== editionId) return err({ code: 'NOMINATIONS.NOMINEE_UNKNOWN' });
    if (nominee.withdrawn) return err({ code: 'NOMINATIONS.ALREADY_WITHDRAWN' });
    await this.nominees.withdraw(tx, nominee.id, payload.reason);
    const listVersion = await this.editions.nextListVersion(tx, editionId);
    await this.announcements.nomineeWithdrawn(tx, nominee, listVersion, payload.reason);
    return ok({ listVersion });
  }
}
