import type { Logger, Metrics } from '@wsis/observability';
import type { Wakeups } from '@wsis/service';
import type { DestroyDueVoterLinks } from '../../application/destroy-due-voter-links.js';
import type { ForgetExpired } from '../../application/forget-expired.js';
import type { MailBell } from '../../application/ports.js';
import type { SendDueMails } from '../../application/send-due-mails.js';

const MAILS = 'mails';
const MAIL_SWEEP_SECONDS = 1;
const LINK_SWEEP_SECONDS = 60;
const FORGET_SWEEP_SECONDS = 600;
/** Requests that come together ring once. */
const RING_DELAY_MS = 20;

/** Hurries the worker when a mail is due; the sweep would find it within a second anyway. */
export class WakeupMailBell implements MailBell {
  private ringing: NodeJS.Timeout | undefined;

  constructor(private readonly wakeups: Wakeups) {}

  ring(): void {
    this.ringing ??= setTimeout(() => {
      this.ringing = undefined;
      this.wakeups.at(MAILS, new Date());
    }, RING_DELAY_MS).unref();
  }
}

/** Does identity's due work: mails, destruction of links, forgetting what has ended. */
export class DueWorkJob {
  constructor(parts: {
    wakeups: Wakeups;
    sendDueMails: SendDueMails;
    destroyDueVoterLinks: DestroyDueVoterLinks;
    forgetExpired: ForgetExpired;
    metrics: Metrics;
    logger: Logger;
  }) {
    const { wakeups, metrics, logger } = parts;
    const mails = metrics.counter('identity_mails_handed_over_total', 'Mails by outcome', ['outcome']);
    wakeups.every(MAILS, MAIL_SWEEP_SECONDS, async () => {
      const { sent, bounced, failed, givenUp } = await parts.sendDueMails.run();
      mails.inc({ outcome: 'sent' }, sent);
      mails.inc({ outcome: 'bounced' }, bounced);
      mails.inc({ outcome: 'postponed' }, failed);
      mails.inc({ outcome: 'given-up' }, givenUp);
      if (failed + givenUp > 0) logger.warn({ sent, failed, givenUp }, 'Mails could not be handed over');
    });
    wakeups.every('voter-links', LINK_SWEEP_SECONDS, async () => {
      const editions = await parts.destroyDueVoterLinks.run();
      for (const editionId of editions)
        logger.info({ editionId }, 'The links between mailboxes and voters are destroyed');
    });
    wakeups.every('forget', FORGET_SWEEP_SECONDS, () => parts.forgetExpired.run());
  }
}
