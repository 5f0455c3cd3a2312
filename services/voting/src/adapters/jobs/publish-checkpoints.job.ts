import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { Wakeups } from '@wsis/service';
import { PublishCheckpoints } from '../../application/checkpoints.js';

export const PUBLISH_CHECKPOINTS = 'publish-checkpoints';
/** A ledger that grows has a new checkpoint within a minute, with room for one that fails. */
const EVERY_SECONDS = 20;

/** Gives each ledger that has grown a new checkpoint. */
@Injectable()
export class PublishCheckpointsJob implements OnModuleInit {
  constructor(
    @Inject(Wakeups) private readonly wakeups: Wakeups,
    @Inject(PublishCheckpoints) private readonly publishCheckpoints: PublishCheckpoints,
  ) {}

  onModuleInit(): void {
    this.wakeups.every(PUBLISH_CHECKPOINTS, EVERY_SECONDS, () => this.publishCheckpoints.execute());
  }
}
