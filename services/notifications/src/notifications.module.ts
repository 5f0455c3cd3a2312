import { Module, type DynamicModule } from '@nestjs/common';
import { ServiceClients } from '@wsis/http';
import { EventLog } from '@wsis/messaging';
import type { Logger } from '@wsis/observability';
import { Database } from '@wsis/persistence';
import { LOGGER, SECRETS, SETTINGS, Switches, Wakeups, type Secrets, type Settings } from '@wsis/service';
import { SignedStopLinks } from './adapters/crypto/stop-links.js';
import { NotificationsController } from './adapters/http/notifications.controller.js';
import { StopLinksController } from './adapters/http/stop-links.controller.js';
import { PREFERENCES, SCREENS, STOP_LINKS } from './adapters/http/tokens.js';
import { IdentityAddressBook } from './adapters/identity/address-book.js';
import { IdentityUnfinishedVoters } from './adapters/identity/unfinished-voters.js';
import { DueMailsJob } from './adapters/jobs/due-mails.job.js';
import { DueRemindersJob } from './adapters/jobs/due-reminders.job.js';
import { EventsHandler, PROJECTION } from './adapters/messaging/events.handler.js';
import { LoggedAnnouncements } from './adapters/messaging/logged-announcements.js';
import { PostgresDueMailStore } from './adapters/postgres/due-mail.store.js';
import { PostgresNotificationsReadModel } from './adapters/postgres/notifications.read-model.js';
import { PostgresPreferenceStore } from './adapters/postgres/preference.store.js';
import { PostgresProjectionStore } from './adapters/postgres/projection.store.js';
import { PostgresReminderStore } from './adapters/postgres/reminder.store.js';
import { SmtpPostman } from './adapters/smtp/smtp.postman.js';
import { NoteDueReminders } from './application/note-due-reminders.js';
import type { StopLinks } from './application/ports.js';
import { SendDueMails } from './application/send-due-mails.js';
import type { NotificationsConfig } from './config.js';

/** The composition root of notifications. */
@Module({})
export class NotificationsModule {
  static with(config: NotificationsConfig): DynamicModule {
    return {
      module: NotificationsModule,
      controllers: [NotificationsController, StopLinksController, EventsHandler],
      providers: [
        { provide: PROJECTION, useClass: PostgresProjectionStore },
        {
          provide: STOP_LINKS,
          inject: [SECRETS],
          useFactory: (secrets: Secrets) => new SignedStopLinks(secrets.internalKey),
        },
        {
          provide: PREFERENCES,
          inject: [Database],
          useFactory: (database: Database) => new PostgresPreferenceStore(database),
        },
        {
          provide: SCREENS,
          inject: [Database],
          useFactory: (database: Database) => new PostgresNotificationsReadModel(database),
        },
        {
          provide: SendDueMails,
          inject: [Database, ServiceClients, EventLog, SETTINGS, LOGGER, STOP_LINKS],
          useFactory: (
            database: Database,
            clients: ServiceClients,
            eventLog: EventLog,
            settings: Settings,
            logger: Logger,
            stopLinks: StopLinks,
          ) =>
            new SendDueMails(
              database,
              new PostgresDueMailStore(database),
              new IdentityAddressBook(clients),
              new IdentityUnfinishedVoters(clients),
              new SmtpPostman(
                { smtpUrl: settings.smtpUrl, from: settings.mailFrom, publicUrl: settings.publicUrl },
                stopLinks,
              ),
              new LoggedAnnouncements(eventLog),
              { noted: (entry) => logger.info(entry, 'A mail was tried') },
              config.retrySeconds,
            ),
        },
        {
          provide: DueRemindersJob,
          inject: [Wakeups, Switches, Database, ServiceClients, LOGGER],
          useFactory: (
            wakeups: Wakeups,
            switches: Switches,
            database: Database,
            clients: ServiceClients,
            logger: Logger,
          ) =>
            new DueRemindersJob(
              wakeups,
              switches,
              new NoteDueReminders(
                database,
                new PostgresReminderStore(database),
                new IdentityUnfinishedVoters(clients),
                config.remindersPerMinute,
              ),
              logger,
            ),
        },
        {
          provide: DueMailsJob,
          inject: [Wakeups, Switches, SendDueMails, Database, LOGGER],
          useFactory: (
            wakeups: Wakeups,
            switches: Switches,
            sendDueMails: SendDueMails,
            database: Database,
            logger: Logger,
          ) => new DueMailsJob(wakeups, switches, sendDueMails, new PostgresDueMailStore(database), logger),
        },
      ],
    };
  }
}
