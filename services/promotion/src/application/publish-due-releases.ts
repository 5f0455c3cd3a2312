import type { Announcements, ReleaseStore, UnitOfWork } from './ports.js';

const EDITIONS_A_SWEEP = 100;

/** Publishes each staged release once its instant has come, exactly once, by the database's clock. */
export class PublishDueReleases {
  constructor(
    private readonly database: UnitOfWork,
    private readonly releases: ReleaseStore,
    private readonly announcements: Announcements,
  ) {}

  /** How many were published. */
  async execute(): Promise<number> {
    let published = 0;
    for (const editionId of await this.releases.due(EDITIONS_A_SWEEP)) {
      published += await this.database.transaction(async (tx) => {
        const releases = await this.releases.publishDue(tx, editionId);
        if (releases.length > 0) await this.announcements.released(tx, editionId, releases);
        return releases.length;
      });
    }
    return published;
  }
}
