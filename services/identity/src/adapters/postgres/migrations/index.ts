import type { Migration } from '@wsis/persistence';
import { migration0001 } from './0001-identity.js';
import { mailStatesMigration } from './0002-mail-states.js';
import { mergedOrganisations } from './0003-merged-organisations.js';
import { editionNames } from './0004-edition-names.js';

/** All steps of identity's schema, in order. */
export const identityMigrations: readonly Migration[] = [
  migration0001,
  mailStatesMigration,
  mergedOrganisations,
  editionNames,
];
