import type { Migration } from '@wsis/persistence';

export const picturesAndReports: Migration = {
  name: '0004-pictures-and-reports',
  up: [
    `CREATE TABLE nominations.pictures (
       id UUID PRIMARY KEY,
       submission_id UUID NOT NULL REFERENCES nominations.submissions (id) ON DELETE CASCADE,
       descriptions JSONB NOT NULL,
       variants JSONB NOT NULL,
       files TEXT[] NOT NULL,
       added_at TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp())`,
    `CREATE INDEX pictures_by_submission ON nominations.pictures (submission_id, id)`,
    `CREATE INDEX pictures_by_file ON nominations.pictures USING gin (files)`,
    // Copied at the freeze, as all that is public: pictures, and the public answers that stand with their language.
    `ALTER TABLE nominations.nominees
       ADD COLUMN pictures JSONB NOT NULL DEFAULT '[]', ADD COLUMN text_answers JSONB NOT NULL DEFAULT '{}'`,
    `CREATE TABLE nominations.breach_reports (
       id UUID PRIMARY KEY,
       edition_id TEXT NOT NULL REFERENCES nominations.editions (id),
       nominee_id UUID NOT NULL REFERENCES nominations.nominees (id),
       reason TEXT NOT NULL CHECK (reason IN ('votes-bought', 'votes-by-others', 'untrue-statements', 'not-the-owner',
                                              'offensive-content', 'personal-data', 'other')),
       words TEXT NOT NULL,
       language TEXT NOT NULL,
       state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'looked-at')),
       note TEXT NOT NULL DEFAULT '',
       looked_at_by UUID,
       looked_at TIMESTAMPTZ,
       reported_at TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp())`,
    `CREATE INDEX breach_reports_by_edition ON nominations.breach_reports (edition_id, state, id)`,
    `CREATE INDEX breach_reports_by_nominee ON nominations.breach_reports (nominee_id, id)`,
  ],
};
