import type { Migration } from '@wsis/persistence';

export const versionsOfTexts: Migration = {
  name: '0007-versions-of-texts',
  up: [
    // Not `version`: code of before reads that name from a join with the submissions.
    // A translation counts its own saves; an original has the version of the submission in which it was written.
    `ALTER TABLE nominations.submission_texts ADD COLUMN text_version INTEGER NOT NULL DEFAULT 1
       CHECK (text_version > 0)`,
  ],
};
