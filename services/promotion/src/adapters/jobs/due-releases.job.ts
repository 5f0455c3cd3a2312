import type { OnModuleInit } from '@nestjs/common';
import type { Wakeups } from '@wsis/service';
import type { PublishDueReleases } from '../../application/publish-due-releases.js';

export const DUE_RELEASES = 'promotion:due-releases';
const SWEEP_SECONDS = 1;

/** Looks for releases whose instant has come: at that instant, and every second in case the wake-up was lost. */
export class DueReleasesJob implements OnModuleInit {
  constructor(
    private readonly wakeups: Wakeups,
    private readonly publishDueReleases: PublishDueReleases,
  ) {}

  onModuleInit(): void {
    this.wakeups.every(DUE_RELEASES, SWEEP_SECONDS, async () => {
      await this.publishDueReleases.execute();
    });
  }
}
