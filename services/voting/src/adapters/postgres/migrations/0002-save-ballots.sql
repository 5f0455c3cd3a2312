-- voting.save_ballots: saves the ballots of one batch, each for itself.
--
-- Inputs   one edition; the version of the list and rules that the caller screened against; the minute that is in the
--          leaf hashes; then one array a column, all of the same length, in the order of the batch, a voter at most once.
--          p_choices holds the ballots end to end, a place for each category by ascending number, 0 where nothing is
--          chosen. p_verdicts names what the caller's screening found against a ballot ('' for nothing): it counts only
--          after replay, revocation, window and version. p_nullifiers, p_commitments and p_leaf_hashes hold 32 bytes a
--          ballot, end to end. p_event_head and p_event_parts are the parts of the protobuf message BallotsSaved that do
--          not depend on ledger numbers; each part ends in the tag of its ledger number. p_drawn_at says when the queue
--          ticket of each ballot was drawn, in milliseconds since 1970 and never earlier than this database's clock said;
--          NULL for a ballot without one, or for all of them. The caller has verified the tickets.
-- Grace    from the close to its end a ballot is taken as before the close if its ticket was drawn before, and otherwise 'closed'.
-- Outputs  one row with place 0 for the batch: outcome 'done' (ledger_number = first number given, version = how many
--          ballots were saved), or 'rescreen' (list or rules changed), 'reclock' (the minute is not the database's) or
--          'no-ledger', and then nothing was done at all. Then one row for each ballot that was NOT newly saved:
--          'replayed' (with its ledger row), 'key-reused', 'revoked', 'not-open', 'paused', 'closed', 'stale' (with the
--          current ballot), 'screened-out', 'withdrawn', 'change-refused'.
-- Atomic   one statement, one transaction: the ledger row's lock is taken first and held to the commit, so the numbers
--          given are dense and nothing can be numbered after a close, a pause or a withdrawal that took the same lock.
--          Every saved ballot has its ballot row, its ledger row and its place in one event, or nothing of the batch has.
--          Lock order everywhere: voting.ledgers, then voting.event_log_head.
-- Plans    are made once, perhaps while the tables are empty, and must serve when they hold millions. So every look-up is
--          a LATERAL with a LIMIT: it cannot become one scan of all ballots that is compared with every ballot of the batch.
CREATE FUNCTION voting.save_ballots(
  p_edition TEXT,
  p_screen_version BIGINT,
  p_minute INTEGER,
  p_voters UUID[],
  p_sessions TEXT[],
  p_bases INTEGER[],
  p_keys UUID[],
  p_bodies UUID[],
  p_verdicts TEXT[],
  p_choices INTEGER[],
  p_orders INTEGER[],
  p_complete BOOLEAN[],
  p_countries TEXT[],
  p_types TEXT[],
  p_nullifiers BYTEA,
  p_commitments BYTEA,
  p_leaf_hashes BYTEA,
  p_event_id UUID,
  p_event_head BYTEA,
  p_event_parts BYTEA[],
  p_drawn_at BIGINT[]
) RETURNS TABLE (
  place INTEGER,
  outcome TEXT,
  ledger_number BIGINT,
  version INTEGER,
  choices INTEGER[],
  order_number INTEGER,
  complete BOOLEAN,
  minute INTEGER,
  nullifier BYTEA,
  commitment BYTEA,
  leaf_hash BYTEA,
  at_ms BIGINT
)
LANGUAGE plpgsql VOLATILE
SET plan_cache_mode = force_generic_plan
SET enable_hashjoin = off
SET enable_mergejoin = off
SET enable_seqscan = off
SET enable_material = off
SET jit = off
SET lock_timeout = '10s'
AS $$
#variable_conflict use_column
DECLARE
  v_ledger voting.ledgers%ROWTYPE;
  v_now TIMESTAMPTZ;
  v_now_ms BIGINT;
  v_window TEXT;
  v_after_close BOOLEAN;
  v_close_ms BIGINT;
  v_size INTEGER := cardinality(p_voters);
  v_outcomes TEXT[];
  v_superseded BIGINT[];
  v_numbers BIGINT[];
  v_saved INTEGER;
  v_position BIGINT;
BEGIN
  SELECT * INTO v_ledger FROM voting.ledgers l WHERE l.edition_id = p_edition FOR NO KEY UPDATE;
  v_now := clock_timestamp();
  v_now_ms := floor(extract(epoch FROM v_now) * 1000);

  IF v_ledger.edition_id IS NULL THEN
    RETURN QUERY SELECT 0, 'no-ledger', NULL::BIGINT, 0, NULL::INTEGER[], NULL::INTEGER, NULL::BOOLEAN, NULL::INTEGER,
      NULL::BYTEA, NULL::BYTEA, NULL::BYTEA, v_now_ms;
    RETURN;
  END IF;
  IF v_ledger.screen_version <> p_screen_version OR abs(p_minute - v_now_ms / 60000) > 1 THEN
    RETURN QUERY SELECT 0, CASE WHEN v_ledger.screen_version <> p_screen_version THEN 'rescreen' ELSE 'reclock' END,
      NULL::BIGINT, 0, NULL::INTEGER[], NULL::INTEGER, NULL::BOOLEAN, NULL::INTEGER,
      NULL::BYTEA, NULL::BYTEA, NULL::BYTEA, v_now_ms;
    RETURN;
  END IF;

  v_window := CASE
    WHEN v_ledger.closed_at IS NOT NULL
      OR v_now >= v_ledger.closes_at + make_interval(secs => v_ledger.grace_seconds) THEN 'closed'
    WHEN NOT v_ledger.list_complete OR v_ledger.opens_at IS NULL OR v_now < v_ledger.opens_at THEN 'not-open'
    WHEN v_ledger.paused_at IS NOT NULL THEN 'paused'
    ELSE 'open'
  END;
  v_after_close := coalesce(v_now >= v_ledger.closes_at, false);
  v_close_ms := floor(extract(epoch FROM v_ledger.closes_at) * 1000);

  -- Judge every ballot, in the order of the checks.
  SELECT
    array_agg(
      CASE
        WHEN earlier.request_key = i.request_key AND earlier.request_body = i.request_body THEN 'replayed'
        WHEN earlier.request_key = i.request_key THEN 'key-reused'
        WHEN revoked.session_id IS NOT NULL THEN 'revoked'
        WHEN v_after_close AND (p_drawn_at[i.place] < v_close_ms) IS NOT TRUE THEN 'closed'
        WHEN v_window <> 'open' THEN v_window
        WHEN coalesce(ballot.version, 0) <> i.base THEN 'stale'
        WHEN i.verdict <> '' THEN 'screened-out'
        WHEN v_ledger.withdrawn <> '{}'
          AND v_ledger.withdrawn && p_choices[(i.place - 1) * v_ledger.slots + 1 : i.place * v_ledger.slots] THEN 'withdrawn'
        WHEN NOT v_ledger.may_change AND ballot.version IS NOT NULL AND EXISTS (
          SELECT 1
          FROM unnest(ballot.choices, p_choices[(i.place - 1) * v_ledger.slots + 1 : i.place * v_ledger.slots])
            AS choice (before, after)
          WHERE choice.before <> 0
            AND choice.before <> choice.after
            AND NOT (v_ledger.reopens_withdrawn AND choice.before = ANY (v_ledger.withdrawn))
        ) THEN 'change-refused'
        ELSE 'saved'
      END ORDER BY i.place),
    array_agg(ballot.ledger_number ORDER BY i.place)
  INTO v_outcomes, v_superseded
  FROM unnest(p_voters, p_sessions, p_bases, p_keys, p_bodies, p_verdicts)
    WITH ORDINALITY AS i (voter_id, session_id, base, request_key, request_body, verdict, place)
  LEFT JOIN LATERAL (
    SELECT b.version, b.ledger_number, b.choices FROM voting.ballots b
    WHERE b.edition_id = p_edition AND b.voter_id = i.voter_id LIMIT 1
  ) ballot ON true
  LEFT JOIN LATERAL (
    SELECT r.request_key, r.request_body FROM voting.ballot_versions(p_edition, ballot.ledger_number) r
    WHERE ballot.version > i.base AND r.version = i.base + 1 LIMIT 1
  ) earlier ON true
  LEFT JOIN LATERAL (
    SELECT s.session_id FROM voting.revoked_sessions s WHERE s.session_id = i.session_id LIMIT 1
  ) revoked ON true;

  -- Give dense numbers to those that are saved.
  SELECT array_agg(CASE WHEN o.outcome = 'saved' THEN v_ledger.next_number + o.rank - 1 END ORDER BY o.place),
         count(*) FILTER (WHERE o.outcome = 'saved')
  INTO v_numbers, v_saved
  FROM (
    SELECT u.outcome, u.place, count(*) FILTER (WHERE u.outcome = 'saved') OVER (ORDER BY u.place) AS rank
    FROM unnest(v_outcomes) WITH ORDINALITY AS u (outcome, place)
  ) o;

  IF v_saved > 0 THEN
    INSERT INTO voting.ledger_rows (edition_id, number, kind, saved_at, minute, version, content_hash, leaf_hash, voter_id,
      nullifier, supersedes, choices, order_number, complete, request_key, request_body)
    SELECT p_edition, i.number, 'ballot', v_now, p_minute, i.base + 1,
      substring(p_commitments FROM (i.place::INTEGER - 1) * 32 + 1 FOR 32),
      substring(p_leaf_hashes FROM (i.place::INTEGER - 1) * 32 + 1 FOR 32),
      i.voter_id,
      substring(p_nullifiers FROM (i.place::INTEGER - 1) * 32 + 1 FOR 32),
      i.supersedes, p_choices[(i.place - 1) * v_ledger.slots + 1 : i.place * v_ledger.slots],
      i.order_number, i.complete, i.request_key, i.request_body
    FROM unnest(v_numbers, p_voters, p_bases, v_superseded, p_orders, p_complete, p_keys, p_bodies) WITH ORDINALITY
      AS i (number, voter_id, base, supersedes, order_number, complete, request_key, request_body, place)
    WHERE i.number IS NOT NULL;

    INSERT INTO voting.ballots AS ballot
      (edition_id, voter_id, version, ledger_number, choices, order_number, country, stakeholder_type, saved_at)
    SELECT p_edition, i.voter_id, i.base + 1, i.number,
      p_choices[(i.place - 1) * v_ledger.slots + 1 : i.place * v_ledger.slots],
      i.order_number, i.country, i.stakeholder_type, v_now
    FROM unnest(v_numbers, p_voters, p_bases, p_orders, p_countries, p_types) WITH ORDINALITY
      AS i (number, voter_id, base, order_number, country, stakeholder_type, place)
    WHERE i.number IS NOT NULL
    ON CONFLICT (edition_id, voter_id) DO UPDATE SET
      version = excluded.version, ledger_number = excluded.ledger_number, choices = excluded.choices,
      order_number = excluded.order_number, country = excluded.country, stakeholder_type = excluded.stakeholder_type,
      saved_at = excluded.saved_at;

    UPDATE voting.ledgers l SET next_number = l.next_number + v_saved WHERE l.edition_id = p_edition;
  END IF;

  RETURN QUERY SELECT 0, 'done', CASE WHEN v_saved > 0 THEN v_ledger.next_number END, v_saved, NULL::INTEGER[],
    NULL::INTEGER, NULL::BOOLEAN, p_minute, NULL::BYTEA, NULL::BYTEA, NULL::BYTEA, v_now_ms;

  IF v_saved < v_size THEN
    RETURN QUERY
    SELECT i.place::INTEGER, i.outcome,
      coalesce(earlier.number, ballot.ledger_number),
      coalesce(earlier.version, ballot.version),
      coalesce(earlier.choices, ballot.choices),
      coalesce(earlier.order_number, ballot.order_number),
      earlier.complete, earlier.minute, earlier.nullifier, earlier.content_hash, earlier.leaf_hash,
      CASE WHEN earlier.number IS NULL THEN v_now_ms
           ELSE floor(extract(epoch FROM earlier.saved_at) * 1000)::BIGINT END
    FROM unnest(v_outcomes, p_voters, p_bases) WITH ORDINALITY AS i (outcome, voter_id, base, place)
    LEFT JOIN LATERAL (
      SELECT * FROM voting.ballots b WHERE b.edition_id = p_edition AND b.voter_id = i.voter_id LIMIT 1
    ) ballot ON true
    LEFT JOIN LATERAL (
      SELECT * FROM voting.ballot_versions(p_edition, ballot.ledger_number) r
      WHERE i.outcome = 'replayed' AND r.version = i.base + 1 LIMIT 1
    ) earlier ON true
    WHERE i.outcome <> 'saved';
  END IF;

  -- Last, because the head of the event log stays locked from here to the commit.
  IF v_saved > 0 THEN
    UPDATE voting.event_log_head SET position = position + 1 RETURNING position INTO STRICT v_position;
    INSERT INTO voting.event_log (position, event_id, type, key, version, occurred_at, headers, payload)
    SELECT v_position, p_event_id, 'voting.ballots-saved.v1', p_edition, v_ledger.next_number + v_saved - 1, v_now, NULL,
      p_event_head
        || '\x10' || voting.padded_varint(v_ledger.next_number)
        || '\x18' || voting.padded_varint(v_ledger.next_number + v_saved - 1)
        || string_agg(i.part || voting.padded_varint(i.number), ''::BYTEA ORDER BY i.number)
    FROM unnest(v_numbers, p_event_parts) AS i (number, part)
    WHERE i.number IS NOT NULL;
  END IF;
END
$$;
