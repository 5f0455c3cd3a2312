import type { Migration } from '@wsis/persistence';

export const loweredGates: Migration = {
  name: '0011-lowered-gates',
  up: [
    // Where two persons asked for less than the rule book does, and why. Never changed, never deleted.
    `CREATE TABLE nominations.lowered_gates (
       approval_id UUID PRIMARY KEY,
       edition_id TEXT NOT NULL REFERENCES nominations.editions (id),
       categories TEXT[] NOT NULL,
       languages TEXT[] NOT NULL,
       level TEXT NOT NULL,
       reason TEXT NOT NULL,
       lowered_at TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp())`,
    `CREATE INDEX lowered_gates_by_edition ON nominations.lowered_gates (edition_id)`,
  ],
};
