import type { Migration } from '@wsis/persistence';

export const screeningConflicts: Migration = {
  name: '0008-screening-conflicts',
  up: [
    // Who has an interest in a submission, and so neither reads nor decides on it. Never taken back.
    `CREATE TABLE nominations.screening_conflicts (
       submission_id UUID NOT NULL REFERENCES nominations.submissions (id) ON DELETE CASCADE,
       account_id UUID NOT NULL,
       reason TEXT NOT NULL,
       declared_at TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp(),
       PRIMARY KEY (submission_id, account_id))`,
    `CREATE INDEX screening_conflicts_by_account ON nominations.screening_conflicts (account_id)`,
  ],
};
