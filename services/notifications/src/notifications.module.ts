import { Module, type DynamicModule } from '@nestjs/common';
import { ServiceClients } from '@wsis/http';
import { EventLog } from '@wsis/messaging';
import type { Logger } from '@wsis/observability';
import { Database } from '@wsis/persistence';
import { LOGGER, SETTINGS, Wakeups, type Settings } from '@wsis/service';
import { NotificationsController, PREFERENCES, SCREENS } from './adapters/http/notifications.controller.js';
import { IdentityAddressBook } from './adapters/identity/address-book.js';
import { DueMailsJob } from './adapters/jobs/due-mails.job.js';
import { EventsHandler, PROJECTION } from './adapters/messaging/events.handler.js';
import { LoggedAnnouncements } from './adapters/messaging/logged-announcements.js';
import { PostgresDueMailStore } from './adapters/postgres/due-mail.store.js';
import { PostgresNotificationsReadModel } from './adapters/postgres/notifications.read-model.js';
import { PostgresPreferenceStore } from './adapters/postgres/preference.store.js';
import { PostgresProjectionStore } from './adapters/postgres/projection.store.js';
import { SmtpPostman } from './adapters/smtp/smtp.postman.js';
import { SendDueMails } from './application/send-due-mails.js';
import type { NotificationsConfig } from './config.js';

/** The composition root of notifications. */
@Module({})
export class NotificationsModule {
  static with(config: NotificationsConfig): DynamicModule {
    return {
      module: NotificationsModule,
      controllers: [NotificationsController, EventsHandler],
      providers: [
        { provide: PROJECTION, useClass: PostgresProjectionStore },
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
          inject: [Database, ServiceClients, EventLog, SETTINGS, LOGGER],
          useFactory: (
            database: Database,
            clients: ServiceClients,
            eventLog: EventLog,
            settings: Settings,
            logger: Logger,
          ) =>
            new SendDueMails(
              database,
              new PostgresDueMailStore(database),
              new IdentityAddressBook(clients),
              new SmtpPostman({ smtpUrl: settings.smtpUrl, from: settings.mailFrom, publicUrl: settings.publicUrl }),
              new LoggedAnnouncements(eventLog),
              { noted: (entry) => logger.info(entry, 'A mail was tried') },
              config.retrySeconds,
            ),
        },
        {
          provide: DueMailsJob,
          inject: [Wakeups, SendDueMails, Database, LOGGER],
          useFactory: (wakeups: Wakeups, sendDueMails: SendDueMails, database: Database, logger: Logger) =>
            new DueMailsJob(wakeups, sendDueMails, new PostgresDueMailStore(database), logger),
        },
      ],
    };
  }
}
