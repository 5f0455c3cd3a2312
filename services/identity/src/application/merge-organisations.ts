import { err, ok, type Result } from '@wsis/kernel';
import { refusal, type IdentityError } from '../domain/identity-error.js';
import { retellRoles } from './grant-role.js';
import type { IdentityWork, MergingPayload, Organisation, Parts, Proposer } from './ports.js';

/** Two organisations, and what it would mean that they are one. */
export interface Merging {
  readonly from: Organisation;
  readonly into: Organisation;
  /** Members and invited people of the one that goes. */
  readonly members: number;
  /** Members and invited people of the one that remains, when it is done. */
  readonly membersTogether: number;
  readonly submissions: number;
}

/** Makes two organisations one: two persons of the secretariat agree, and both have seen what it moves. */
export class MergeOrganisations {
  constructor(private readonly parts: Pick<Parts, 'work' | 'clock' | 'submissions'>) {}

  /** What it would mean, without doing anything. */
  async preview(organisationId: string, intoId: string): Promise<Result<Merging, IdentityError>> {
    const submissions = await this.parts.submissions.countOf(organisationId);
    if (submissions === undefined) return err({ code: 'HTTP.UNAVAILABLE', retryAfterSeconds: 5 });
    return this.parts.work.run((tx) => mergingOf(tx, organisationId, intoId, submissions));
  }

  /** The id of the proposal that a second person must approve. */
  async propose(request: {
    organisationId: string;
    intoId: string;
    reason: string;
    proposedBy: Proposer;
  }): Promise<Result<string, IdentityError>> {
    const { organisationId, intoId, reason, proposedBy } = request;
    const submissions = await this.parts.submissions.countOf(organisationId);
    if (submissions === undefined) return err({ code: 'HTTP.UNAVAILABLE', retryAfterSeconds: 5 });
    return this.parts.work.run(async (tx): Promise<Result<string, IdentityError>> => {
      const merging = await mergingOf(tx, organisationId, intoId, submissions);
      if (!merging.ok) return merging;
      const { from, into, members, membersTogether } = merging.value;
      const payload = {
        organisationId,
        intoId,
        name: from.name,
        intoName: into.name,
        members,
        membersTogether,
        submissions,
        reason,
      };
      const proposal = await tx.proposeMerging({ payload, proposedBy });
      return proposal.ok ? proposal : err(refusal(proposal.error));
    });
  }

  /** Carries it out in the approving transaction, if nobody joined or left since it was proposed. */
  async run(tx: IdentityWork, agreed: MergingPayload): Promise<Result<void, IdentityError>> {
    const { organisationId, intoId } = agreed;
    const now = this.parts.clock.now();
    // Accounts first, then organisations: in the order in which whoever joins or leaves takes them.
    const before = await tx.organisations.lockMembers([organisationId, intoId]);
    const standing = await tx.organisations.holdBoth(organisationId, intoId);
    if (!standing) return err(refusal('IDENTITY.ORGANISATION_UNKNOWN'));
    const merging = await mergingOf(tx, organisationId, intoId, 0);
    if (!merging.ok) return merging;
    const { members, membersTogether } = merging.value;
    if (members !== agreed.members || membersTogether !== agreed.membersTogether) {
      return err(refusal('IDENTITY.ORGANISATIONS_CHANGED'));
    }
    await tx.organisations.merge(organisationId, intoId, now);
    // What both sides may not vote for has changed.
    const ended = await tx.sessions.endVoterSessions({ accountIds: before }, now);
    tx.publish(...ended.map((session) => ({ fact: 'session-revoked' as const, ...session })));
    tx.publish({ fact: 'organisation-merged', organisationId, intoOrganisationId: intoId });
    for (const accountId of await tx.roles.holdersAmong(before)) await retellRoles(tx, accountId);
    return ok(undefined);
  }
}

async function mergingOf(
  tx: IdentityWork,
  organisationId: string,
  intoId: string,
  submissions: number,
): Promise<Result<Merging, IdentityError>> {
  if (organisationId === intoId) {
    return err(refusal('IDENTITY.SAME_ORGANISATION', [{ field: 'into', rule: 'otherOrganisation' }]));
  }
  const [from, into] = [await tx.organisations.find(organisationId), await tx.organisations.find(intoId)];
  if (!from || !into) return err(refusal('IDENTITY.ORGANISATION_UNKNOWN'));
  const { members, membersTogether } = await tx.organisations.countTogether(organisationId, intoId);
  return ok({ from, into, members, membersTogether, submissions });
}
