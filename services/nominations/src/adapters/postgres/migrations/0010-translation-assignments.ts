import type { Migration } from '@wsis/persistence';

export const translationAssignments: Migration = {
  name: '0010-translation-assignments',
  up: [
    // Who translates the texts of a category into a language; nobody where there is no row.
    `CREATE TABLE nominations.translation_assignments (
       edition_id TEXT NOT NULL REFERENCES nominations.editions (id),
       language TEXT NOT NULL,
       category TEXT NOT NULL,
       translator UUID NOT NULL,
       assigned_by UUID NOT NULL,
       assigned_at TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp(),
       PRIMARY KEY (edition_id, language, category))`,
    `CREATE INDEX translation_assignments_by_translator ON nominations.translation_assignments (translator)`,
  ],
};
