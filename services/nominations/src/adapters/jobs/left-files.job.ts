import type { OnModuleInit } from '@nestjs/common';
import type { Wakeups } from '@wsis/service';
import type { SweepFiles } from '../../application/sweep-files.js';

const SWEEP_SECONDS = 3_600;

/** Looks every hour for files that no picture refers to. */
export class LeftFilesJob implements OnModuleInit {
  constructor(
    private readonly wakeups: Wakeups,
    private readonly sweepFiles: SweepFiles,
  ) {}

  onModuleInit(): void {
    this.wakeups.every('nominations:left-files', SWEEP_SECONDS, async () => {
      await this.sweepFiles.execute();
    });
  }
}
