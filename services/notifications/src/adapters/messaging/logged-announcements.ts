import { MailBouncedSchema } from '@wsis/contracts';
import { event, type EventLog } from '@wsis/messaging';
import type { Tx } from '@wsis/persistence';
import type { Announcements } from '../../application/ports.js';
import type { Notice } from '../../domain/notice.js';

/** The facts of the notifications as events in its log; no address is in one. */
export class LoggedAnnouncements implements Announcements {
  constructor(private readonly eventLog: Pick<EventLog, 'append'>) {}

  async mailBounced(
    tx: Tx,
    bounced: { accountId: string; notice: Notice; permanent: boolean; status: string; attempts: number },
  ): Promise<void> {
    const { accountId, notice, permanent, status, attempts } = bounced;
    await this.eventLog.append(tx, [
      event(MailBouncedSchema, { accountId, notice, permanent, status }, { key: accountId, version: attempts }),
    ]);
  }
}
