import type { OnModuleInit } from '@nestjs/common';
import type { Logger } from '@wsis/observability';
import type { Switches, Wakeups } from '@wsis/service';
import type { DueMailStore } from '../../application/ports.js';
import { MAILS_A_SWEEP, type SendDueMails } from '../../application/send-due-mails.js';

/** Paused, mails that are due wait; those that are going out are finished. */
export const MAILS_SWITCH = 'mails';

const SEND = 'notifications:due-mails';
const RECOVER = 'notifications:recover-mails';

/** Looks for mails whose time has come, and for mails of workers that died. The rows are the truth; the queue only wakes. */
export class DueMailsJob implements OnModuleInit {
  constructor(
    private readonly wakeups: Pick<Wakeups, 'every'>,
    private readonly switches: Pick<Switches, 'isPaused'>,
    private readonly sendDueMails: Pick<SendDueMails, 'execute'>,
    private readonly mails: Pick<DueMailStore, 'recover'>,
    private readonly logger: Logger,
  ) {}

  onModuleInit(): void {
    this.wakeups.every(SEND, 1, async () => {
      // A full sweep has probably left some: they do not wait for the next second.
      while (!this.switches.isPaused(MAILS_SWITCH) && (await this.sendDueMails.execute()) === MAILS_A_SWEEP);
    });
    this.wakeups.every(RECOVER, 60, async () => {
      const { due, unknown } = await this.mails.recover();
      if (due + unknown > 0) this.logger.warn({ due, unknown }, 'Mails of a worker that died were taken back');
    });
  }
}
