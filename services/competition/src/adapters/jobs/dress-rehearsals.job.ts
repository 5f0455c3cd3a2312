import { Inject, Injectable, type BeforeApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Wakeups } from '@wsis/service';
import { PlayRehearsals } from '../../application/play-rehearsals.js';

export const DRESS_REHEARSALS = 'dress-rehearsals';
const SWEEP_SECONDS = 5;

/** Looks whether a dress rehearsal was asked for. */
@Injectable()
export class DressRehearsalsJob implements OnModuleInit, BeforeApplicationShutdown {
  constructor(
    @Inject(Wakeups) private readonly wakeups: Wakeups,
    @Inject(PlayRehearsals) private readonly plays: PlayRehearsals,
  ) {}

  onModuleInit(): void {
    this.wakeups.every(DRESS_REHEARSALS, SWEEP_SECONDS, () => this.plays.next());
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.plays.stop();
  }
}
