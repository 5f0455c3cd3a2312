import type { VoterRules } from '../domain/voter-profile.js';
import type { IdentityWork, Parts } from './ports.js';

/** Learns what an edition asks of its voters. */
export class RecordRulesWhenAdopted {
  constructor(private readonly parts: Pick<Parts, 'clock'>) {}

  async run(tx: IdentityWork, adopted: { editionId: string; version: number; rules: VoterRules }): Promise<void> {
    const before = await tx.editions.find(adopted.editionId);
    const newest = await tx.editions.recordRules(adopted.editionId, adopted.version, adopted.rules);
    // A first rule book finds no ballot session; a later version may bar what an earlier one did not.
    if (!newest || !before?.rules) return;
    const ended = await tx.sessions.endVoterSessions({ editionId: adopted.editionId }, this.parts.clock.now());
    tx.publish(...ended.map((session) => ({ fact: 'session-revoked' as const, ...session })));
  }
}
