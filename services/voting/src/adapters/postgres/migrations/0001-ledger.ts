import type { Migration } from '@wsis/persistence';

/** The ledger and what it is made of. `edition_id` compares by bytes, so that its indexes do not depend on a locale. */
export const ledgerMigration: Migration = {
  name: '0001-ledger',
  up: [
    // The lock, the clock and the counter of one edition's vote. It is updated by every batch, so its page keeps room.
    `CREATE TABLE voting.ledgers (
       edition_id TEXT COLLATE "C" PRIMARY KEY,
       next_number BIGINT NOT NULL DEFAULT 0 CHECK (next_number >= 0),
       screen_version BIGINT NOT NULL DEFAULT 0,
       rules_version INTEGER NOT NULL DEFAULT 0,
       rule_book TEXT,
       rule_book_hash TEXT,
       slots INTEGER NOT NULL DEFAULT 0,
       may_change BOOLEAN NOT NULL DEFAULT false,
       reopens_withdrawn BOOLEAN NOT NULL DEFAULT false,
       grace_seconds INTEGER NOT NULL DEFAULT 0 CHECK (grace_seconds >= 0),
       list_version INTEGER NOT NULL DEFAULT 0,
       list_count INTEGER,
       list_hash TEXT,
       list_complete BOOLEAN NOT NULL DEFAULT false,
       withdrawn INTEGER[] NOT NULL DEFAULT '{}',
       calendar_version INTEGER NOT NULL DEFAULT 0,
       opens_at TIMESTAMPTZ,
       closes_at TIMESTAMPTZ,
       paused_at TIMESTAMPTZ,
       closed_at TIMESTAMPTZ,
       final_number BIGINT,
       closing_root TEXT,
       certified_at TIMESTAMPTZ,
       CHECK ((closed_at IS NULL) = (final_number IS NULL)),
       CHECK (closes_at IS NULL OR opens_at IS NULL OR closes_at >= opens_at)
     ) WITH (fillfactor = 10)`,
    `CREATE INDEX ledgers_due ON voting.ledgers (closes_at) WHERE closed_at IS NULL`,
    `CREATE TABLE voting.ledger_rows (
       edition_id TEXT COLLATE "C" NOT NULL,
       number BIGINT NOT NULL,
       kind TEXT COLLATE "C" NOT NULL CHECK (kind IN
         ('ballot', 'review', 'restoration', 'removal', 'withdrawal', 'rules', 'window', 'privileged-read', 'close')),
       saved_at TIMESTAMPTZ NOT NULL,
       minute INTEGER NOT NULL,
       version INTEGER NOT NULL,
       content_hash BYTEA NOT NULL CHECK (octet_length(content_hash) = 32),
       leaf_hash BYTEA NOT NULL CHECK (octet_length(leaf_hash) = 32),
       voter_id UUID,
       nullifier BYTEA CHECK (octet_length(nullifier) = 32),
       supersedes BIGINT,
       choices INTEGER[],
       order_number INTEGER,
       complete BOOLEAN,
       request_key UUID,
       request_body UUID,
       payload TEXT,
       PRIMARY KEY (edition_id, number),
       CHECK ((kind = 'ballot') = (voter_id IS NOT NULL AND nullifier IS NOT NULL AND choices IS NOT NULL)),
       CHECK ((kind = 'ballot') = (payload IS NULL)))`,
    // A ballot is superseded once, so a voter's versions are a chain, whose end is the row in `ballots`. There is no index by
    // voter: each ballot would touch another of its pages, and after a checkpoint write that page whole into the WAL.
    `CREATE UNIQUE INDEX ledger_rows_superseded ON voting.ledger_rows (edition_id, supersedes) WHERE supersedes IS NOT NULL`,
    // A ballot's row and those that it superseded, the latest first; lazy, so a LIMIT walks no further.
    `CREATE FUNCTION voting.ballot_versions(p_edition TEXT, p_number BIGINT) RETURNS SETOF voting.ledger_rows
     LANGUAGE sql STABLE AS $$
       WITH RECURSIVE versions AS (
         SELECT r.* FROM voting.ledger_rows r WHERE r.edition_id = p_edition AND r.number = p_number
         UNION ALL
         SELECT r.* FROM versions v JOIN voting.ledger_rows r ON r.edition_id = p_edition AND r.number = v.supersedes
       ) SELECT * FROM versions
     $$`,
    `CREATE INDEX ledger_rows_other ON voting.ledger_rows (edition_id, number) WHERE voter_id IS NULL`,
    `CREATE FUNCTION voting.refuse_change() RETURNS TRIGGER LANGUAGE plpgsql AS $$
     BEGIN
       RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
     END $$`,
    `CREATE TRIGGER ledger_rows_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON voting.ledger_rows
       FOR EACH STATEMENT EXECUTE FUNCTION voting.refuse_change()`,
    // One row a voter and edition: "one vote per category" is the shape of `choices`, a place for each category.
    `CREATE TABLE voting.ballots (
       edition_id TEXT COLLATE "C" NOT NULL,
       voter_id UUID NOT NULL,
       version INTEGER NOT NULL CHECK (version > 0),
       ledger_number BIGINT NOT NULL,
       choices INTEGER[] NOT NULL,
       order_number INTEGER NOT NULL,
       country TEXT COLLATE "C" NOT NULL,
       stakeholder_type TEXT COLLATE "C" NOT NULL,
       saved_at TIMESTAMPTZ NOT NULL,
       PRIMARY KEY (edition_id, voter_id)) WITH (fillfactor = 85)`,
    `CREATE TABLE voting.nominees (
       edition_id TEXT COLLATE "C" NOT NULL,
       number INTEGER NOT NULL CHECK (number > 0),
       nominee_id UUID NOT NULL UNIQUE,
       category TEXT COLLATE "C" NOT NULL,
       PRIMARY KEY (edition_id, number))`,
    `CREATE TABLE voting.withdrawn_nominees (
       edition_id TEXT COLLATE "C" NOT NULL,
       number INTEGER NOT NULL,
       nominee_id UUID NOT NULL,
       category TEXT COLLATE "C" NOT NULL,
       list_version INTEGER NOT NULL,
       ledger_number BIGINT NOT NULL,
       PRIMARY KEY (edition_id, number))`,
    // Whether a voter's ballot stands. No row: it stands. Later versions share the fate of the one named.
    `CREATE TABLE voting.standings (
       edition_id TEXT COLLATE "C" NOT NULL,
       voter_id UUID NOT NULL,
       standing TEXT NOT NULL CHECK (standing IN ('under-review', 'removed')),
       ballot_number BIGINT NOT NULL,
       row_number BIGINT NOT NULL,
       PRIMARY KEY (edition_id, voter_id))`,
    // The register of what two persons did to ballots. Evidence may name people: only its hash is in the ledger.
    `CREATE TABLE voting.ballot_decisions (
       edition_id TEXT COLLATE "C" NOT NULL,
       row_number BIGINT NOT NULL,
       action TEXT NOT NULL CHECK (action IN ('review', 'restoration', 'removal')),
       ledger_numbers BIGINT[] NOT NULL,
       rule TEXT NOT NULL,
       evidence TEXT NOT NULL,
       effect JSONB NOT NULL,
       approval_id UUID NOT NULL,
       decided_at TIMESTAMPTZ NOT NULL,
       PRIMARY KEY (edition_id, row_number))`,
    `CREATE TABLE voting.certified_results (
       edition_id TEXT COLLATE "C" PRIMARY KEY,
       certified_at TIMESTAMPTZ NOT NULL,
       approval_id UUID NOT NULL,
       final_number BIGINT NOT NULL,
       counted_through BIGINT NOT NULL,
       rule_book_hash TEXT NOT NULL,
       result_hash TEXT NOT NULL,
       result TEXT NOT NULL)`,
    `CREATE TABLE voting.releases (
       edition_id TEXT COLLATE "C" NOT NULL,
       kind TEXT NOT NULL,
       published_at TIMESTAMPTZ NOT NULL,
       PRIMARY KEY (edition_id, kind))`,
    // A look at what is sealed, allowed by two persons for a limited time.
    `CREATE TABLE voting.privileged_reads (
       id UUID PRIMARY KEY,
       edition_id TEXT COLLATE "C" NOT NULL,
       subject TEXT NOT NULL CHECK (subject IN ('openings', 'running-counts')),
       row_number BIGINT NOT NULL,
       readers UUID[] NOT NULL,
       reason TEXT NOT NULL,
       granted_at TIMESTAMPTZ NOT NULL,
       expires_at TIMESTAMPTZ NOT NULL)`,
  ],
};
