import type { OnModuleInit } from '@nestjs/common';
import type { Logger } from '@wsis/observability';
import type { Switches, Wakeups } from '@wsis/service';
import type { NoteDueReminders } from '../../application/note-due-reminders.js';

/** Paused, a round of reminders stops after its page, and goes on from there. */
export const REMINDERS_SWITCH = 'reminders';

/** Looks each second for a reminder that is due. */
export class DueRemindersJob implements OnModuleInit {
  constructor(
    private readonly wakeups: Pick<Wakeups, 'every'>,
    private readonly switches: Pick<Switches, 'isPaused'>,
    private readonly noteDueReminders: Pick<NoteDueReminders, 'execute'>,
    private readonly logger: Logger,
  ) {}

  onModuleInit(): void {
    this.wakeups.every('notifications:reminders', 1, async () => {
      while (!this.switches.isPaused(REMINDERS_SWITCH)) {
        const noted = await this.noteDueReminders.execute();
        if (noted === undefined) return;
        if (noted > 0) this.logger.info({ noted }, 'Reminders of unfinished ballots were noted');
      }
    });
  }
}
