import type { Migration } from '@wsis/persistence';

export const mergedOrganisations: Migration = {
  name: '0009-merged-organisations',
  up: [
    // Which organisation an id of old means now; always one that remains, as far as the events have told.
    `CREATE TABLE nominations.merged_organisations (
       organisation_id UUID PRIMARY KEY,
       into_id UUID NOT NULL)`,
    `CREATE INDEX merged_organisations_into ON nominations.merged_organisations (into_id)`,
    `CREATE INDEX nominees_by_organisation ON nominations.nominees (organisation_id) WHERE organisation_id IS NOT NULL`,
  ],
};
