import type { Migration } from '@wsis/persistence';

export const editions: Migration = {
  name: '0001-editions',
  up: [
    `CREATE TABLE competition.editions (
       id TEXT PRIMARY KEY CHECK (id ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND length(id) <= 40),
       year INTEGER NOT NULL CHECK (year BETWEEN 2000 AND 2200),
       name TEXT NOT NULL,
       time_zone TEXT NOT NULL,
       copied_from TEXT REFERENCES competition.editions (id),
       calendar_template JSONB NOT NULL DEFAULT '[]',
       created_by UUID NOT NULL,
       created_at TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp())`,
    `CREATE TABLE competition.rule_book_drafts (
       edition_id TEXT PRIMARY KEY REFERENCES competition.editions (id),
       version INTEGER NOT NULL CHECK (version > 0),
       rule_book JSONB NOT NULL,
       hash TEXT NOT NULL,
       saved_by UUID NOT NULL,
       saved_at TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp())`,
    // The text is kept byte for byte: it is what was hashed, announced and adopted.
    `CREATE TABLE competition.rule_books (
       edition_id TEXT NOT NULL REFERENCES competition.editions (id),
       version INTEGER NOT NULL CHECK (version > 0),
       canonical_json TEXT NOT NULL,
       hash TEXT NOT NULL CHECK (hash ~ '^[0-9a-f]{64}$'),
       approval_id UUID NOT NULL UNIQUE,
       adopted_at TIMESTAMPTZ NOT NULL,
       PRIMARY KEY (edition_id, version))`,
    `CREATE FUNCTION competition.refuse_change() RETURNS TRIGGER LANGUAGE plpgsql AS $$
     BEGIN RAISE EXCEPTION '% cannot be changed once written', TG_TABLE_NAME; END $$`,
    `CREATE TRIGGER rule_books_never_change BEFORE UPDATE OR DELETE ON competition.rule_books
       FOR EACH ROW EXECUTE FUNCTION competition.refuse_change()`,
    `CREATE TABLE competition.calendars (
       edition_id TEXT PRIMARY KEY REFERENCES competition.editions (id),
       version INTEGER NOT NULL DEFAULT 0,
       revision BIGINT NOT NULL DEFAULT 0)`,
    `CREATE TABLE competition.phases (
       edition_id TEXT NOT NULL REFERENCES competition.calendars (edition_id),
       phase TEXT NOT NULL CHECK (phase IN ('submission', 'screening', 'voting', 'evaluation', 'announcement')),
       opens_at TIMESTAMPTZ,
       closes_at TIMESTAMPTZ,
       opened_at TIMESTAMPTZ,
       closed_at TIMESTAMPTZ,
       PRIMARY KEY (edition_id, phase),
       CHECK ((opens_at IS NULL) = (closes_at IS NULL)),
       CHECK (closes_at >= opens_at),
       CHECK (closed_at IS NULL OR opened_at IS NOT NULL))`,
    `CREATE INDEX phases_to_open ON competition.phases (opens_at) WHERE opened_at IS NULL`,
    `CREATE INDEX phases_to_close ON competition.phases (closes_at) WHERE opened_at IS NOT NULL AND closed_at IS NULL`,
    `CREATE TABLE competition.calendar_changes (
       edition_id TEXT NOT NULL REFERENCES competition.calendars (edition_id),
       version INTEGER NOT NULL,
       change TEXT NOT NULL CHECK (change IN ('adopted', 'opened', 'extended', 'closed')),
       reason TEXT NOT NULL,
       before JSONB NOT NULL,
       after JSONB NOT NULL,
       approval_id UUID NOT NULL,
       changed_at TIMESTAMPTZ NOT NULL,
       PRIMARY KEY (edition_id, version))`,
    `CREATE TRIGGER calendar_changes_never_change BEFORE UPDATE OR DELETE ON competition.calendar_changes
       FOR EACH ROW EXECUTE FUNCTION competition.refuse_change()`,
  ],
};
