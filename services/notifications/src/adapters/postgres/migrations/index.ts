import type { Migration } from '@wsis/persistence';

export const notificationsMigrations: readonly Migration[] = [
  {
    name: '0001-notifications',
    up: [
      `CREATE TABLE notifications.editions (
         edition_id TEXT PRIMARY KEY,
         name TEXT NOT NULL DEFAULT '',
         time_zone TEXT NOT NULL DEFAULT 'UTC',
         calendar_version INT NOT NULL DEFAULT 0,
         voting_closes_at TIMESTAMPTZ,
         voting TEXT NOT NULL DEFAULT 'planned' CHECK (voting IN ('planned', 'open', 'closed')),
         champions_released BOOLEAN NOT NULL DEFAULT false,
         winners_released BOOLEAN NOT NULL DEFAULT false)`,
      `CREATE TABLE notifications.submissions (
         submission_id UUID PRIMARY KEY,
         edition_id TEXT NOT NULL,
         category TEXT NOT NULL)`,
      `CREATE TABLE notifications.nominees (
         nominee_id UUID PRIMARY KEY,
         edition_id TEXT NOT NULL,
         submission_id UUID,
         submitter_id UUID NOT NULL,
         category TEXT NOT NULL,
         titles JSONB NOT NULL,
         original TEXT NOT NULL)`,
      `CREATE INDEX nominees_by_edition ON notifications.nominees (edition_id)`,
      `CREATE INDEX nominees_by_submission ON notifications.nominees (submission_id)`,
      `CREATE TABLE notifications.champions (
         edition_id TEXT NOT NULL,
         nominee_id UUID NOT NULL,
         PRIMARY KEY (edition_id, nominee_id))`,
      // One row a mail; the key is why nobody gets the same one twice. There is no address in this schema.
      `CREATE TABLE notifications.due_mails (
         mail_id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
         notice TEXT NOT NULL,
         account_id UUID NOT NULL,
         subject TEXT NOT NULL,
         edition_id TEXT NOT NULL,
         submission_id UUID,
         nominee_id UUID,
         reason TEXT NOT NULL DEFAULT '',
         state TEXT NOT NULL DEFAULT 'due'
           CHECK (state IN ('due', 'claimed', 'sending', 'sent', 'bounced', 'unknown', 'dropped')),
         attempts INT NOT NULL DEFAULT 0,
         next_try_at TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp(),
         claimed_at TIMESTAMPTZ,
         status TEXT NOT NULL DEFAULT '',
         settled_at TIMESTAMPTZ,
         UNIQUE (notice, account_id, subject))`,
      `CREATE INDEX due_mails_next ON notifications.due_mails (next_try_at) WHERE state = 'due'`,
      `CREATE INDEX due_mails_taken ON notifications.due_mails (claimed_at) WHERE state IN ('claimed', 'sending')`,
      `CREATE INDEX due_mails_by_edition ON notifications.due_mails (edition_id, notice, state)`,
      `CREATE INDEX due_mails_by_account ON notifications.due_mails (account_id)`,
      `CREATE TABLE notifications.refused_notices (
         account_id UUID NOT NULL,
         notice TEXT NOT NULL,
         PRIMARY KEY (account_id, notice))`,
    ],
  },
  {
    name: '0002-submission-titles',
    up: [`ALTER TABLE notifications.submissions ADD COLUMN titles JSONB NOT NULL DEFAULT '{}'`],
  },
  {
    name: '0003-reminders',
    up: [
      `ALTER TABLE notifications.editions
         ADD COLUMN rules_version INT NOT NULL DEFAULT 0,
         ADD COLUMN reminder_hours INT[] NOT NULL DEFAULT '{}'`,
      // One row a round; its place stands beside the mails that it noted.
      `CREATE TABLE notifications.reminder_rounds (
         edition_id TEXT NOT NULL,
         hours INT NOT NULL,
         due_at TIMESTAMPTZ NOT NULL,
         after UUID,
         pages INT NOT NULL DEFAULT 0,
         next_page_at TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp(),
         leased_until TIMESTAMPTZ,
         done_at TIMESTAMPTZ,
         PRIMARY KEY (edition_id, hours))`,
      `CREATE INDEX reminder_rounds_due ON notifications.reminder_rounds (due_at) WHERE done_at IS NULL`,
    ],
  },
  {
    name: '0004-settled-mails',
    up: [
      `CREATE INDEX due_mails_settled ON notifications.due_mails (edition_id, settled_at)
         WHERE settled_at IS NOT NULL`,
    ],
  },
];
