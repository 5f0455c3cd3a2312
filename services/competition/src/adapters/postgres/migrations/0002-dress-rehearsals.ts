import type { Migration } from '@wsis/persistence';

export const dressRehearsals: Migration = {
  name: '0002-dress-rehearsals',
  up: [
    `CREATE TABLE competition.dress_rehearsals (
       id UUID PRIMARY KEY,
       edition_id TEXT NOT NULL REFERENCES competition.editions (id),
       rules TEXT NOT NULL CHECK (rules IN ('draft', 'adopted')),
       rules_version INTEGER NOT NULL,
       rules_hash TEXT NOT NULL,
       rule_book JSONB NOT NULL,
       requested_by UUID NOT NULL,
       requested_at TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp(),
       state TEXT NOT NULL DEFAULT 'waiting'
         CHECK (state IN ('waiting', 'running', 'held', 'broke', 'failed', 'cancelled')),
       attempts INTEGER NOT NULL DEFAULT 0,
       cancel_asked BOOLEAN NOT NULL DEFAULT FALSE,
       act TEXT,
       done INTEGER NOT NULL DEFAULT 0,
       total INTEGER NOT NULL DEFAULT 0,
       beat_at TIMESTAMPTZ,
       ended_at TIMESTAMPTZ,
       report JSONB,
       failure TEXT)`,
    `CREATE UNIQUE INDEX dress_rehearsals_one_at_a_time ON competition.dress_rehearsals (edition_id)
       WHERE state IN ('waiting', 'running')`,
    // One is played at a time in the whole installation, whichever edition it is of.
    `CREATE UNIQUE INDEX dress_rehearsals_one_stage ON competition.dress_rehearsals ((TRUE)) WHERE state = 'running'`,
    `CREATE INDEX dress_rehearsals_latest ON competition.dress_rehearsals (edition_id, requested_at DESC)`,
  ],
};
