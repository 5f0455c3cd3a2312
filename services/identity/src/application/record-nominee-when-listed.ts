import type { IdentityWork, ListedNominee, Parts } from './ports.js';

/** Learns whose a nominee is. Its owners' ballot sessions end where own projects are barred. */
export class RecordNomineeWhenListed {
  constructor(private readonly parts: Pick<Parts, 'clock'>) {}

  async run(tx: IdentityWork, listed: ListedNominee): Promise<void> {
    // Its organisation may have been merged while the news was under way.
    const nominee = { ...listed, organisationId: await tx.organisations.remaining(listed.organisationId) };
    const owners = await tx.editions.lockOwners(nominee);
    if (!(await tx.editions.recordNominee(nominee))) return;
    const edition = await tx.editions.find(nominee.editionId);
    if (edition?.rules?.ownProjectAllowed !== false) return;
    const now = this.parts.clock.now();
    for (const accountId of owners) {
      const ended = await tx.sessions.endVoterSessions({ accountId, editionId: nominee.editionId }, now);
      tx.publish(...ended.map((session) => ({ fact: 'session-revoked' as const, ...session })));
    }
  }
}
