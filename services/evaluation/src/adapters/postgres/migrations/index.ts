import type { Migration } from '@wsis/persistence';

export const evaluationMigrations: readonly Migration[] = [
  {
    name: '0001-evaluation',
    up: [
      `CREATE TABLE evaluation.editions (
         edition_id TEXT PRIMARY KEY,
         rule_book JSONB,
         rule_book_hash TEXT NOT NULL DEFAULT '',
         rules_version INT NOT NULL DEFAULT 0,
         phase TEXT NOT NULL DEFAULT 'planned' CHECK (phase IN ('planned', 'open', 'closed')),
         result_hash TEXT NOT NULL DEFAULT '')`,
      `CREATE TABLE evaluation.nominees (
         nominee_id UUID PRIMARY KEY,
         edition_id TEXT NOT NULL,
         number INT NOT NULL,
         category TEXT NOT NULL,
         organisation_id TEXT NOT NULL,
         organisation_name TEXT NOT NULL,
         submitter_id TEXT NOT NULL,
         country TEXT NOT NULL,
         texts JSONB NOT NULL,
         withdrawn BOOLEAN NOT NULL DEFAULT false)`,
      `CREATE INDEX nominees_by_category ON evaluation.nominees (edition_id, category, number)`,
      `CREATE TABLE evaluation.champions (
         edition_id TEXT NOT NULL,
         category TEXT NOT NULL,
         nominee_id UUID NOT NULL,
         vote_rank INT NOT NULL,
         PRIMARY KEY (edition_id, category, nominee_id))`,
      `CREATE TABLE evaluation.roles (
         account_id UUID NOT NULL,
         edition_id TEXT NOT NULL,
         role TEXT NOT NULL,
         category TEXT NOT NULL,
         organisation_id TEXT NOT NULL,
         country TEXT NOT NULL,
         PRIMARY KEY (account_id, edition_id, role, category))`,
      `CREATE TABLE evaluation.panels (
         edition_id TEXT NOT NULL,
         category TEXT NOT NULL,
         chair_id UUID,
         approval_id UUID,
         formed_at TIMESTAMPTZ,
         PRIMARY KEY (edition_id, category))`,
      `CREATE TABLE evaluation.panel_members (
         edition_id TEXT NOT NULL,
         category TEXT NOT NULL,
         account_id UUID NOT NULL,
         PRIMARY KEY (edition_id, category, account_id))`,
      `CREATE INDEX panel_members_by_account ON evaluation.panel_members (account_id, edition_id)`,
      `CREATE TABLE evaluation.conflicts (
         edition_id TEXT NOT NULL,
         nominee_id UUID NOT NULL,
         account_id UUID NOT NULL,
         kind TEXT NOT NULL CHECK (kind IN ('declared', 'own-submission', 'own-organisation')),
         reason TEXT NOT NULL,
         noted_at TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp(),
         PRIMARY KEY (nominee_id, account_id))`,
      `CREATE INDEX conflicts_by_edition ON evaluation.conflicts (edition_id, account_id)`,
      `CREATE TABLE evaluation.sheets (
         edition_id TEXT NOT NULL,
         nominee_id UUID NOT NULL,
         account_id UUID NOT NULL,
         category TEXT NOT NULL,
         scores JSONB NOT NULL,
         comment TEXT NOT NULL,
         version INT NOT NULL CHECK (version > 0),
         saved_at TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp(),
         sealed_at TIMESTAMPTZ,
         PRIMARY KEY (nominee_id, account_id))`,
      `CREATE INDEX sheets_by_category ON evaluation.sheets (edition_id, category)`,
      `CREATE TABLE evaluation.decisions (
         edition_id TEXT NOT NULL,
         category TEXT NOT NULL,
         outcome TEXT NOT NULL CHECK (outcome IN ('winner', 'no-winner')),
         winner_nominee_id UUID,
         special_recognition UUID[] NOT NULL,
         statement TEXT NOT NULL,
         judgement JSONB NOT NULL,
         sheets_hash TEXT NOT NULL,
         approval_id UUID NOT NULL,
         decided_at TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp(),
         PRIMARY KEY (edition_id, category),
         CHECK ((outcome = 'winner') = (winner_nominee_id IS NOT NULL)))`,
    ],
  },
  {
    // All organisations of an account, so that a second one cannot hide the first.
    name: '0002-organisations',
    up: [
      `ALTER TABLE evaluation.roles ADD COLUMN organisation_ids TEXT[] NOT NULL DEFAULT '{}'`,
      `UPDATE evaluation.roles SET organisation_ids = ARRAY[organisation_id] WHERE organisation_id <> ''`,
    ],
  },
  {
    // Leads an expert from an assignment to the whole entry; empty for what was listed before.
    name: '0003-submissions-of-nominees',
    up: [`ALTER TABLE evaluation.nominees ADD COLUMN submission_id TEXT NOT NULL DEFAULT ''`],
  },
  {
    // Which organisation an id of old means now: a conflict of interest does not end where two organisations become one.
    name: '0004-merged-organisations',
    up: [
      `CREATE TABLE evaluation.merged_organisations (
         organisation_id TEXT PRIMARY KEY,
         into_id TEXT NOT NULL)`,
      `CREATE INDEX nominees_by_organisation ON evaluation.nominees (organisation_id)`,
      `CREATE INDEX roles_by_organisations ON evaluation.roles USING gin (organisation_ids)`,
    ],
  },
];
