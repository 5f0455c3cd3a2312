import type { Migration } from '@wsis/persistence';

/** An organisation that was one with another stays as a pointer: what is heard of it late belongs to the one that remains. */
export const mergedOrganisations: Migration = {
  name: '0003-merged-organisations',
  up: [
    // Always the one that remains, never another that was merged itself.
    `ALTER TABLE identity.organisations
       ADD COLUMN merged_into UUID REFERENCES identity.organisations,
       ADD COLUMN merged_at TIMESTAMPTZ`,
    `CREATE INDEX organisations_merged ON identity.organisations (merged_into) WHERE merged_into IS NOT NULL`,
    `CREATE INDEX nominees_by_organisation ON identity.nominees (organisation_id)`,
    `CREATE INDEX organisations_by_name ON identity.organisations (left(lower(name), 60) COLLATE "C", organisation_id)
       WHERE merged_into IS NULL`,
  ],
};
