import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { Wakeups } from '@wsis/service';
import { RunDuePhases } from '../../application/run-due-phases.js';

export const DUE_PHASES = 'due-phases';

/** Looks for phases whose instant has come: at that instant, and every so often in case the wake-up was lost. */
@Injectable()
export class DuePhasesJob implements OnModuleInit {
  constructor(
    @Inject(Wakeups) private readonly wakeups: Wakeups,
    @Inject(RunDuePhases) private readonly runDuePhases: RunDuePhases,
    private readonly sweepSeconds: number,
  ) {}

  onModuleInit(): void {
    this.wakeups.every(DUE_PHASES, this.sweepSeconds, async () => {
      await this.runDuePhases.execute();
    });
  }
}
