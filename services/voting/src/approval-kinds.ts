import type { Approvals, ApprovedProposal, JsonValue } from '@wsis/approval';
import { err, ok, type Result } from '@wsis/kernel';
import type { Tx } from '@wsis/persistence';
import { toExecutionRefusal } from './adapters/http/problem-map.js';
import type { CertifyTally } from './application/certify-tally.js';
import type { DecideOnBallots } from './application/decide-on-ballots.js';
import type { GrantPrivilegedRead } from './application/grant-privileged-read.js';
import type { PauseSaving } from './application/pause-saving.js';
import type { TwoPersonKind, TwoPersonPayloads } from './application/propose-for-two.js';
import type { VotingError } from './domain/voting-error.js';

const ROLES = ['secretariat'];
const RUNNING_COUNTS_MINUTES = 15;

export interface TwoPersonCommands {
  readonly decide: DecideOnBallots;
  readonly certify: CertifyTally;
  readonly grantRead: GrantPrivilegedRead;
  readonly pause: PauseSaving;
  readonly exportMinutes: number;
}

/** Declares what two persons may do in voting, and what carries it out. */
export function registerApprovalKinds(approvals: Approvals, commands: TwoPersonCommands): void {
  const declare = <Kind extends TwoPersonKind>(
    kind: Kind,
    carryOut: (
      tx: Tx,
      edition: string,
      approval: ApprovedProposal<TwoPersonPayloads[Kind]>,
    ) => Promise<Result<JsonValue, VotingError>>,
  ) =>
    approvals.register<TwoPersonPayloads[Kind]>(kind, {
      roles: ROLES,
      async execute(tx, approval) {
        if (approval.editionId === undefined) throw new Error(`The approval ${approval.id} names no edition`);
        const done = await carryOut(tx, approval.editionId, approval);
        // What was to be certified is no longer what would be: a new proposal is needed.
        return done.ok
          ? ok(done.value)
          : err(toExecutionRefusal(done.error, done.error.code === 'VOTING.RESULT_CHANGED'));
      },
    });

  for (const kind of ['voting.review-ballots', 'voting.restore-ballots', 'voting.remove-ballots'] as const) {
    declare(kind, async (tx, edition, { payload, id }) => {
      const row = await commands.decide.execute(tx, edition, payload, id);
      return row.ok ? ok({ ledgerNumber: row.value, ballots: payload.ledgerNumbers.length }) : row;
    });
  }
  declare('voting.certify', async (tx, edition, { payload, id }) => {
    const certified = await commands.certify.execute(tx, edition, payload.resultHash, id);
    return certified.ok ? ok({ resultHash: certified.value.hash }) : certified;
  });
  declare('voting.export-openings', async (tx, edition, { payload, id }) => {
    const granted = await commands.grantRead.execute(tx, edition, {
      subject: 'openings',
      reason: payload.reason,
      readers: [],
      minutes: commands.exportMinutes,
      approvalId: id,
    });
    return granted.ok ? ok({ exportId: granted.value }) : granted;
  });
  declare('voting.read-running-counts', async (tx, edition, { payload, id, proposedBy, approvedBy }) => {
    const granted = await commands.grantRead.execute(tx, edition, {
      subject: 'running-counts',
      reason: payload.reason,
      readers: [proposedBy, approvedBy],
      minutes: RUNNING_COUNTS_MINUTES,
      approvalId: id,
    });
    return granted.ok ? ok({ readId: granted.value }) : granted;
  });
  declare('voting.pause-saving', async (tx, edition, { payload }) => {
    await commands.pause.execute(tx, edition, payload.paused, payload.reason);
    return ok({ paused: payload.paused });
  });
}
