import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { Wakeups } from '@wsis/service';
import { CloseDueLedgers } from '../../application/close-due-ledgers.js';

export const CLOSE_LEDGERS = 'close-ledgers';

/** Closes ledgers whose time has come. Ballots are refused from that instant anyway, by the database's clock. */
@Injectable()
export class CloseLedgersJob implements OnModuleInit {
  constructor(
    @Inject(Wakeups) private readonly wakeups: Wakeups,
    @Inject(CloseDueLedgers) private readonly closeDueLedgers: CloseDueLedgers,
    private readonly sweepSeconds: number,
  ) {}

  onModuleInit(): void {
    this.wakeups.every(CLOSE_LEDGERS, this.sweepSeconds, async () => {
      await this.closeDueLedgers.execute();
    });
  }
}
