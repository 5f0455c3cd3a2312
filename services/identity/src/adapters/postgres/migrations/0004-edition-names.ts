import type { Migration } from '@wsis/persistence';

/** What an edition is called, for invitations. */
export const editionNames: Migration = {
  name: '0004-edition-names',
  up: [`ALTER TABLE identity.editions ADD COLUMN name TEXT`],
};
