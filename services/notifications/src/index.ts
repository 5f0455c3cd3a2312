import type { ServiceDefinition } from '@wsis/service';
import { MAILS_SWITCH } from './adapters/jobs/due-mails.job.js';
import { REMINDERS_SWITCH } from './adapters/jobs/due-reminders.job.js';
import { notificationsMigrations } from './adapters/postgres/migrations/index.js';
import { NotificationsConfig } from './config.js';
import { NotificationsModule } from './notifications.module.js';

export { NOTIFICATIONS_VARIABLES } from './config.js';

/** The contest's notices by mail, in six languages, never the same one twice. */
export const notificationsService: ServiceDefinition = {
  name: 'notifications',
  switches: [MAILS_SWITCH, REMINDERS_SWITCH],
  migrations: notificationsMigrations,
  module: ({ settings }) => NotificationsModule.with(new NotificationsConfig(settings.environment)),
};
