import type { OnModuleInit } from '@nestjs/common';
import type { Logger } from '@wsis/observability';
import type { Wakeups } from '@wsis/service';
import type { NoteDueReminders } from '../../application/note-due-reminders.js';

/** Looks each second for a reminder that is due. */
export class DueRemindersJob implements OnModuleInit {
  constructor(
    private readonly wakeups: Wakeups,
    private readonly noteDueReminders: NoteDueReminders,
    private readonly logger: Logger,
  ) {}

  onModuleInit(): void {
    this.wakeups.every('notifications:reminders', 1, async () => {
      for (;;) {
        const noted = await this.noteDueReminders.execute();
        if (noted === undefined) return;
        if (noted > 0) this.logger.info({ noted }, 'Reminders of unfinished ballots were noted');
      }
    });
  }
}
