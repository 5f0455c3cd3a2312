import type { Approvals, JsonValue } from '@wsis/approval';
import { err, ok, type Result } from '@wsis/kernel';
import type { EventLog } from '@wsis/messaging';
import type { Database, Tx } from '@wsis/persistence';
import {
  GRANT_ROLE,
  MERGE_ORGANISATIONS,
  RESET_SECOND_FACTOR,
  type GrantProposal,
  type IdentityFact,
  type IdentityWork,
  type MergingProposal,
  type Proposer,
  type ResetProposal,
  type UnitOfWork,
} from '../../application/ports.js';
import type { IdentityErrorCode } from '../../domain/identity-error.js';
import { PostgresAccountStore } from './accounts.store.js';
import { PostgresCodeStore } from './codes.store.js';
import { PostgresEditionStore } from './editions.store.js';
import { eventOf } from './event.mapper.js';
import { PostgresMailStore } from './mails.store.js';
import { PostgresOrganisationStore } from './organisations.store.js';
import { PostgresRoleStore } from './roles.store.js';
import { PostgresSecondFactorStore } from './second-factors.store.js';
import { PostgresSessionStore } from './sessions.store.js';

/** One transaction a command: stores first, facts last. */
export class PostgresUnitOfWork implements UnitOfWork {
  constructor(
    private readonly database: Database,
    private readonly eventLog: EventLog,
    private readonly approvals: Approvals | undefined,
  ) {}

  run<T>(work: (tx: IdentityWork) => Promise<T>): Promise<T> {
    return this.database.transaction((tx) => this.within(tx, work));
  }

  /** Works in a transaction that somebody else began: a consumer's, or an approval's. */
  async within<T>(tx: Tx, work: (tx: IdentityWork) => Promise<T>): Promise<T> {
    const facts: IdentityFact[] = [];
    const result = await work({
      accounts: new PostgresAccountStore(tx),
      codes: new PostgresCodeStore(tx),
      sessions: new PostgresSessionStore(tx),
      secondFactors: new PostgresSecondFactorStore(tx),
      roles: new PostgresRoleStore(tx),
      organisations: new PostgresOrganisationStore(tx),
      editions: new PostgresEditionStore(tx),
      mails: new PostgresMailStore(tx),
      publish: (...more) => void facts.push(...more),
      proposeGrant: (proposal) => this.proposeGrant(tx, proposal),
      proposeReset: (proposal) => this.proposeReset(tx, proposal),
      proposeMerging: (proposal) => this.proposeMerging(tx, proposal),
    });
    await this.eventLog.append(tx, facts.map(eventOf));
    return result;
  }

  private proposeGrant(tx: Tx, { accountId, grant, language, proposedBy }: GrantProposal) {
    return this.propose(tx, {
      kind: GRANT_ROLE,
      editionId: grant.editionId === '*' ? undefined : grant.editionId,
      payload: { accountId, role: grant.role, edition: grant.editionId, category: grant.category, language },
      summary: { accountId, role: grant.role, edition: grant.editionId },
      proposedBy,
    });
  }

  private proposeReset(tx: Tx, { accountId, reason, proposedBy }: ResetProposal) {
    // Of no edition: whoever agrees is of the secretariat for all of them.
    const payload = { accountId, reason };
    return this.propose(tx, { kind: RESET_SECOND_FACTOR, editionId: undefined, payload, summary: payload, proposedBy });
  }

  private proposeMerging(tx: Tx, { payload, proposedBy }: MergingProposal) {
    // Of no edition: its submissions may stand in many.
    const content = { ...payload };
    const kind = MERGE_ORGANISATIONS;
    return this.propose(tx, { kind, editionId: undefined, payload: content, summary: content, proposedBy });
  }

  private async propose(
    tx: Tx,
    wish: {
      readonly kind: string;
      readonly editionId: string | undefined;
      readonly payload: JsonValue;
      readonly summary: JsonValue;
      readonly proposedBy: Proposer;
    },
  ): Promise<Result<string, IdentityErrorCode>> {
    if (!this.approvals) throw new Error('Nobody can agree to a proposal here');
    const proposal = await this.approvals.propose(tx, wish);
    if (proposal.ok) return ok<string>(proposal.value);
    if (proposal.error.code === 'APPROVAL.SECOND_FACTOR_STALE') return err('ACCESS.SECOND_FACTOR_STALE' as const);
    if (proposal.error.code === 'APPROVAL.ROLE_REQUIRED') return err('IDENTITY.ROLE_OUT_OF_SCOPE' as const);
    throw new Error(`A proposal was refused: ${proposal.error.code}`);
  }
}
