import { err, ok, type IdSource, type Result } from '@wsis/kernel';
import type { Tx } from '@wsis/persistence';
import type { VotingError } from '../domain/voting-error.js';
import type { Counting, Ledgers, PrivilegedRead } from './ports.js';

/** Lets people look at what is sealed for a limited time, and writes that into the ledger with the reason. */
export class GrantPrivilegedRead {
  constructor(
    private readonly ledgers: Ledgers,
    private readonly counting: Counting,
    private readonly ids: IdSource,
  ) {}

  /** Openings only exist after the close: before, they would be the running counts. */
  async execute(
    tx: Tx,
    editionId: string,
    wish: Pick<PrivilegedRead, 'subject' | 'reason' | 'readers' | 'minutes'> & { readonly approvalId: string },
  ): Promise<Result<string, VotingError>> {
    const ledger = await this.ledgers.lock(tx, editionId);
    if (!ledger.rules) return err({ code: 'VOTING.EDITION_UNKNOWN' });
    if (wish.subject === 'openings' && ledger.closedAtMs === undefined) return err({ code: 'VOTING.NOT_CLOSED' });
    const id = this.ids.next();
    const rowNumber = await this.ledgers.append(tx, ledger, {
      kind: 'privileged-read',
      version: 0,
      payload: { id, subject: wish.subject, reason: wish.reason, approvalId: wish.approvalId },
    });
    const { subject, reason, readers, minutes } = wish;
    await this.counting.grantRead(tx, editionId, { id, subject, rowNumber, readers, reason, minutes });
    return ok(id);
  }
}
