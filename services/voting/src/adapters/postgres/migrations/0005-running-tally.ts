import type { Migration } from '@wsis/persistence';

/** What a set of voters adds to the sums, and with a minus takes from them. */
const BALLOTS = (rows: string, sign: 1 | -1) =>
  `SELECT edition_id, fate, country, stakeholder_type, filled, ${sign} AS n FROM ${rows}`;
const VOTES = (rows: string, sign: 1 | -1) =>
  `SELECT edition_id, fate, c.place, c.nominee, country, stakeholder_type, ${sign} AS n
   FROM ${rows}, unnest(choices) WITH ORDINALITY AS c (nominee, place) WHERE c.nominee <> 0`;

/** Moves the sums with the voters' rows, in the statement that changes them: no writer can forget to. */
const moveSums = (ballots: string, votes: string) => `
  BEGIN
    INSERT INTO voting.tally_ballots AS t (edition_id, fate, country, stakeholder_type, filled, ballots)
    SELECT edition_id, fate, country, stakeholder_type, filled, sum(n) FROM (${ballots}) d
    GROUP BY edition_id, fate, country, stakeholder_type, filled HAVING sum(n) <> 0
    ON CONFLICT (edition_id, fate, country, stakeholder_type, filled) DO UPDATE SET ballots = t.ballots + excluded.ballots;
    INSERT INTO voting.tally_votes AS t (edition_id, fate, place, nominee, country, stakeholder_type, votes)
    SELECT edition_id, fate, place, nominee, country, stakeholder_type, sum(n) FROM (${votes}) d
    GROUP BY edition_id, fate, place, nominee, country, stakeholder_type HAVING sum(n) <> 0
    ON CONFLICT (edition_id, fate, place, nominee, country, stakeholder_type) DO UPDATE SET votes = t.votes + excluded.votes;
    RETURN NULL;
  END`;

/**
 * The running tally: what the ledger's rows add up to, row by row, apart from the count. Nothing of it is written on
 * the path of a ballot, and all of it can be emptied and added up again.
 */
export const runningTallyMigration: Migration = {
  name: '0005-running-tally',
  up: [
    // How far the ledger was read, and what was found when the tally was compared with the count.
    `CREATE TABLE voting.tallies (
       edition_id TEXT COLLATE "C" PRIMARY KEY,
       next_number BIGINT NOT NULL DEFAULT 0,
       withdrawn INTEGER[] NOT NULL DEFAULT '{}',
       categories_required INTEGER NOT NULL DEFAULT 0,
       lost_choice_fills BOOLEAN NOT NULL DEFAULT false,
       compared_at TIMESTAMPTZ,
       compared_through BIGINT,
       differences TEXT[] NOT NULL DEFAULT '{}')`,
    // What each voter's rows come to, so that a later one can take away exactly what the earlier one added.
    `CREATE TABLE voting.tally_voters (
       edition_id TEXT COLLATE "C" NOT NULL,
       voter_id UUID NOT NULL,
       choices INTEGER[] NOT NULL,
       country TEXT COLLATE "C" NOT NULL,
       stakeholder_type TEXT COLLATE "C" NOT NULL,
       filled INTEGER NOT NULL,
       standing TEXT NOT NULL CHECK (standing IN ('stands', 'under-review', 'removed')),
       fate TEXT COLLATE "C" NOT NULL CHECK (fate IN ('counted', 'incomplete', 'under-review', 'removed')),
       PRIMARY KEY (edition_id, voter_id)) WITH (fillfactor = 85)`,
    `CREATE TABLE voting.tally_ballots (
       edition_id TEXT COLLATE "C" NOT NULL,
       fate TEXT COLLATE "C" NOT NULL,
       country TEXT COLLATE "C" NOT NULL,
       stakeholder_type TEXT COLLATE "C" NOT NULL,
       filled INTEGER NOT NULL,
       ballots BIGINT NOT NULL,
       PRIMARY KEY (edition_id, fate, country, stakeholder_type, filled)) WITH (fillfactor = 70)`,
    `CREATE TABLE voting.tally_votes (
       edition_id TEXT COLLATE "C" NOT NULL,
       fate TEXT COLLATE "C" NOT NULL,
       place INTEGER NOT NULL,
       nominee INTEGER NOT NULL,
       country TEXT COLLATE "C" NOT NULL,
       stakeholder_type TEXT COLLATE "C" NOT NULL,
       votes BIGINT NOT NULL,
       PRIMARY KEY (edition_id, fate, place, nominee, country, stakeholder_type)) WITH (fillfactor = 70)`,
    `CREATE TABLE voting.tally_hours (
       edition_id TEXT COLLATE "C" NOT NULL,
       hour TIMESTAMPTZ NOT NULL,
       accepted BIGINT NOT NULL,
       voters BIGINT NOT NULL,
       PRIMARY KEY (edition_id, hour))`,
    `CREATE FUNCTION voting.tally_fate(standing TEXT, filled INTEGER, required INTEGER) RETURNS TEXT
       LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
       SELECT CASE WHEN standing <> 'stands' THEN standing WHEN filled < required THEN 'incomplete' ELSE 'counted' END $$`,
    `CREATE FUNCTION voting.tally_filled(choices INTEGER[], lost_choice_fills BOOLEAN, withdrawn INTEGER[]) RETURNS INTEGER
       LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
       SELECT count(*)::INTEGER FROM unnest(choices) c WHERE c <> 0 AND (lost_choice_fills OR c <> ALL (withdrawn)) $$`,
    `CREATE FUNCTION voting.add_tally_voters() RETURNS TRIGGER LANGUAGE plpgsql AS $$
     ${moveSums(BALLOTS('after', 1), VOTES('after', 1))} $$`,
    `CREATE FUNCTION voting.move_tally_voters() RETURNS TRIGGER LANGUAGE plpgsql AS $$
     ${moveSums(
       `${BALLOTS('before', -1)} UNION ALL ${BALLOTS('after', 1)}`,
       `${VOTES('before', -1)} UNION ALL ${VOTES('after', 1)}`,
     )} $$`,
    `CREATE TRIGGER tally_voters_added AFTER INSERT ON voting.tally_voters
       REFERENCING NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION voting.add_tally_voters()`,
    `CREATE TRIGGER tally_voters_moved AFTER UPDATE ON voting.tally_voters
       REFERENCING OLD TABLE AS before NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION voting.move_tally_voters()`,
  ],
};
