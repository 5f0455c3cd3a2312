import type { Migration } from '@wsis/persistence';

/** The roots of ledgers, one for a size: what is signed of a ledger as a whole. */
export const checkpointsMigration: Migration = {
  name: '0007-checkpoints',
  up: [
    `CREATE TABLE voting.checkpoints (
       edition_id TEXT COLLATE "C" NOT NULL,
       size BIGINT NOT NULL CHECK (size > 0),
       root BYTEA NOT NULL CHECK (octet_length(root) = 32),
       subtrees BYTEA NOT NULL,
       rooted_at TIMESTAMPTZ NOT NULL,
       PRIMARY KEY (edition_id, size))`,
    `CREATE TRIGGER checkpoints_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON voting.checkpoints
       FOR EACH STATEMENT EXECUTE FUNCTION voting.refuse_change()`,
  ],
};
