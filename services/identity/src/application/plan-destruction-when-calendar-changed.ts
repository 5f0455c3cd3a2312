import type { IdentityWork } from './ports.js';

/** Sets the date on which an edition's links between mailboxes and voters go: so many days after its last phase. */
export class PlanDestructionWhenCalendarChanged {
  constructor(private readonly keptDays: number) {}

  async run(
    tx: IdentityWork,
    change: { editionId: string; version: number; lastPhaseEnds: Date | undefined },
  ): Promise<void> {
    const end = change.lastPhaseEnds;
    const destroyOn = end && new Date(end.getTime() + this.keptDays * 86_400_000).toISOString().slice(0, 10);
    await tx.editions.recordDestruction(change.editionId, change.version, destroyOn);
  }
}
