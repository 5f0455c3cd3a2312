import type { Migration } from '@wsis/persistence';

/** Decisions taken before have none: their hash in the ledger was made without. */
export const evidenceSaltMigration: Migration = {
  name: '0003-evidence-salt',
  up: [`ALTER TABLE voting.ballot_decisions ADD COLUMN evidence_salt BYTEA CHECK (octet_length(evidence_salt) = 32)`],
};
