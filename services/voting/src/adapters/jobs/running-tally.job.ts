import type { OnApplicationShutdown, OnModuleInit } from '@nestjs/common';
import type { Wakeups } from '@wsis/service';
import type { CompareTallies } from '../../application/compare-tallies.js';
import type { KeepRunningTallies } from '../../application/running-tally.js';

/** Has the worker read on in the ledgers, and now and then hold what it added up against the count. */
export class RunningTallyJob implements OnModuleInit, OnApplicationShutdown {
  constructor(
    private readonly wakeups: Wakeups,
    private readonly keep: KeepRunningTallies,
    private readonly compare: CompareTallies,
    private readonly every: { readonly tallySeconds: number; readonly compareSeconds: number },
  ) {}

  onModuleInit(): void {
    this.wakeups.every('read-ledgers', this.every.tallySeconds, () => this.keep.execute());
    this.wakeups.every('compare-tallies', this.every.compareSeconds, () => this.compare.execute());
  }

  onApplicationShutdown(): void {
    this.keep.stop();
  }
}
