import type { Migration } from '@wsis/persistence';

export const nomineeSearch: Migration = {
  name: '0003-nominee-search',
  up: [
    `ALTER TABLE nominations.nominees
       ADD COLUMN search_text TEXT NOT NULL DEFAULT '', ADD COLUMN search_grams TEXT[] NOT NULL DEFAULT '{}'`,
    // Pairs of letters instead of words: no script needs its own dictionary, and no extension is asked for.
    `CREATE INDEX nominees_by_grams ON nominations.nominees USING gin (search_grams)`,
  ],
};
