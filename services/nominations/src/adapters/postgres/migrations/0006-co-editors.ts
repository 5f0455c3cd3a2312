import type { Migration } from '@wsis/persistence';

export const coEditors: Migration = {
  name: '0006-co-editors',
  up: [
    `CREATE INDEX submissions_by_organisation ON nominations.submissions (organisation_id, id)
       WHERE organisation_id IS NOT NULL`,
    // Somebody else than its submitter has written in it: it is theirs too when the submitter's account is erased.
    `ALTER TABLE nominations.submissions ADD COLUMN co_written BOOLEAN NOT NULL DEFAULT FALSE`,
  ],
};
