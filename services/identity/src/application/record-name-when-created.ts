import type { IdentityWork } from './ports.js';

/** Learns what an edition is called, so that invitations can name it. */
export class RecordNameWhenCreated {
  async run(tx: IdentityWork, edition: { editionId: string; name: string }): Promise<void> {
    await tx.editions.recordName(edition.editionId, edition.name);
  }
}
