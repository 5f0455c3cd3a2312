import type { Migration } from '@wsis/persistence';

export const wordsOfOriginals: Migration = {
  name: '0005-words-of-originals',
  up: [
    // Counted when it is first asked for. An original that is written anew is a new row, and so is counted anew.
    `ALTER TABLE nominations.submission_texts ADD COLUMN words INTEGER CHECK (words >= 0)`,
  ],
};
