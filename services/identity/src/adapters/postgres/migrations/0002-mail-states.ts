import type { Migration } from '@wsis/persistence';

/** What became of each mail stays for a month, without its address; sessions and accounts know when they were last used. */
export const mailStatesMigration: Migration = {
  name: '0002-mail-states',
  up: [
    // A settled mail is due at infinity: whoever still takes mails by their due time alone passes it over.
    `ALTER TABLE identity.mails
       ADD COLUMN state TEXT NOT NULL DEFAULT 'waiting'
         CHECK (state IN ('waiting', 'withheld', 'handed-over', 'bounced', 'given-up')),
       ADD COLUMN settled_at TIMESTAMPTZ,
       ADD COLUMN status TEXT NOT NULL DEFAULT ''`,
    `CREATE INDEX mails_settled ON identity.mails (settled_at) WHERE settled_at IS NOT NULL`,
    `ALTER TABLE identity.sessions ADD COLUMN last_seen_at TIMESTAMPTZ`,
    `ALTER TABLE identity.accounts ADD COLUMN last_seen_at TIMESTAMPTZ`,
    `ALTER TABLE identity.voter_profiles ADD COLUMN reminders_agreed_at TIMESTAMPTZ`,
    `CREATE INDEX voter_profiles_remindable ON identity.voter_profiles (edition_id, account_id)
       WHERE reminders_agreed_at IS NOT NULL`,
  ],
};
