import type { Database, Tx } from '@wsis/persistence';
import type { Counts } from '../../application/ports.js';
import { RunningTallies, type StepOutcome, type TallyProgress, type Turnout } from '../../application/running-tally.js';
import type { VotingRules } from '../../domain/voting-rules.js';
import { countsFrom, type FateRow, type VoteRow } from './counts.js';
import { storedRules } from './screen.store.js';

interface TallyRow {
  readonly next_number: string;
  readonly withdrawn: number[];
  readonly categories_required: number;
  readonly lost_choice_fills: boolean;
}

/** Hours shown: a vote of two months. */
const HOURS_SHOWN = 1_500;

/** The running tally in tables of its own. It reads the ledger's rows; the coarse facts alone are the ballot's, which no row has. */
export class PostgresRunningTallies extends RunningTallies {
  constructor(private readonly database: Pick<Database, 'query' | 'execute'>) {
    super();
  }

  async behind(): Promise<readonly string[]> {
    const rows = await this.database.query<{ edition_id: string }>(
      `SELECT l.edition_id FROM voting.ledgers l LEFT JOIN voting.tallies t USING (edition_id)
       WHERE l.next_number > coalesce(t.next_number, 0)`,
    );
    return rows.map((row) => row.edition_id);
  }

  async step(tx: Tx, editionId: string, rows: number, wait: boolean): Promise<StepOutcome> {
    // Only where there is none: ON CONFLICT alone would wait for whoever is reading.
    await tx.execute(
      `INSERT INTO voting.tallies (edition_id)
       SELECT $1 WHERE NOT EXISTS (SELECT 1 FROM voting.tallies WHERE edition_id = $1) ON CONFLICT DO NOTHING`,
      [editionId],
    );
    const [tally] = await tx.query<TallyRow>(
      `SELECT next_number, withdrawn, categories_required, lost_choice_fills FROM voting.tallies
       WHERE edition_id = $1 FOR UPDATE ${wait ? '' : 'SKIP LOCKED'}`,
      [editionId],
    );
    if (!tally) return 'busy';
    const from = Number(tally.next_number);
    const [ledger] = await tx.query<{ next_number: string; other: string | null }>(
      `SELECT l.next_number, (SELECT min(r.number) FROM voting.ledger_rows r
          WHERE r.edition_id = l.edition_id AND r.number >= $2 AND r.voter_id IS NULL) AS other
       FROM voting.ledgers l WHERE l.edition_id = $1`,
      [editionId, from],
    );
    const size = Number(ledger?.next_number ?? 0);
    if (from >= size) return 'done';
    const other = Number(ledger?.other ?? size);
    // A row that is not a ballot is a step of its own: it may change what the ballots before it come to.
    const next = other === from ? from + 1 : Math.min(from + rows, other);
    if (other === from) await this.readOther(tx, editionId, from, tally);
    else await this.readBallots(tx, editionId, from, next, tally);
    await tx.execute(`UPDATE voting.tallies SET next_number = $2 WHERE edition_id = $1`, [editionId, next]);
    return next < size ? 'more' : 'done';
  }

  /** The last version of each voter in these rows takes the place of what the voter had before. */
  private async readBallots(tx: Tx, editionId: string, from: number, next: number, tally: TallyRow): Promise<void> {
    await tx.execute(
      `INSERT INTO voting.tally_voters AS v
         (edition_id, voter_id, choices, country, stakeholder_type, filled, standing, fate)
       SELECT $1, r.voter_id, r.choices, coalesce(b.country, ''), coalesce(b.stakeholder_type, ''), r.filled, 'stands',
         voting.tally_fate('stands', r.filled, $4)
       FROM (
         SELECT DISTINCT ON (voter_id) voter_id, choices, voting.tally_filled(choices, $5, $6::integer[]) AS filled
         FROM voting.ledger_rows WHERE edition_id = $1 AND number >= $2 AND number < $3
         ORDER BY voter_id, number DESC
       ) r LEFT JOIN voting.ballots b ON b.edition_id = $1 AND b.voter_id = r.voter_id
       ON CONFLICT (edition_id, voter_id) DO UPDATE SET
         choices = excluded.choices, country = excluded.country, stakeholder_type = excluded.stakeholder_type,
         filled = excluded.filled, fate = voting.tally_fate(v.standing, excluded.filled, $4)`,
      [editionId, from, next, tally.categories_required, tally.lost_choice_fills, tally.withdrawn],
    );
    await tx.execute(
      `INSERT INTO voting.tally_hours AS h (edition_id, hour, accepted, voters)
       SELECT $1, date_trunc('hour', saved_at, 'UTC'), count(*), count(*) FILTER (WHERE version = 1)
       FROM voting.ledger_rows WHERE edition_id = $1 AND number >= $2 AND number < $3 GROUP BY 2
       ON CONFLICT (edition_id, hour) DO UPDATE SET
         accepted = h.accepted + excluded.accepted, voters = h.voters + excluded.voters`,
      [editionId, from, next],
    );
  }

  private async readOther(tx: Tx, editionId: string, number: number, tally: TallyRow): Promise<void> {
    const [row] = await tx.query<{ kind: string; payload: string }>(
      `SELECT kind, payload FROM voting.ledger_rows WHERE edition_id = $1 AND number = $2`,
      [editionId, number],
    );
    const payload = JSON.parse(row?.payload ?? '{}') as { ledgerNumbers: number[]; number: number };
    switch (row?.kind) {
      case 'review':
        return this.decide(tx, editionId, payload.ledgerNumbers, 'under-review', tally);
      case 'removal':
        return this.decide(tx, editionId, payload.ledgerNumbers, 'removed', tally);
      case 'restoration':
        return this.decide(tx, editionId, payload.ledgerNumbers, 'stands', tally);
      case 'withdrawal':
        return this.readAnew(tx, editionId, { ...tally, withdrawn: [...tally.withdrawn, payload.number] });
      case 'rules': {
        const rules = await this.rulesOf(tx, editionId);
        return this.readAnew(tx, editionId, {
          ...tally,
          categories_required: rules.categoriesRequired,
          lost_choice_fills: rules.lostChoiceFillsCategory,
        });
      }
    }
  }

  private async decide(
    tx: Tx,
    editionId: string,
    numbers: readonly number[],
    standing: 'stands' | 'under-review' | 'removed',
    tally: TallyRow,
  ): Promise<void> {
    await tx.execute(
      `UPDATE voting.tally_voters v SET standing = $3, fate = voting.tally_fate($3, v.filled, $4)
       FROM voting.ledger_rows r
       WHERE r.edition_id = $1 AND r.number = ANY ($2::bigint[]) AND v.edition_id = $1 AND v.voter_id = r.voter_id`,
      [editionId, numbers, standing, tally.categories_required],
    );
  }

  /** Rules and withdrawals decide which ballots are complete, those that came before too. */
  private async readAnew(tx: Tx, editionId: string, tally: TallyRow): Promise<void> {
    const params = [editionId, tally.categories_required, tally.lost_choice_fills, tally.withdrawn];
    await tx.execute(
      `UPDATE voting.tallies SET categories_required = $2, lost_choice_fills = $3, withdrawn = $4::integer[]
       WHERE edition_id = $1`,
      params,
    );
    await tx.execute(
      `UPDATE voting.tally_voters v SET filled = n.filled, fate = voting.tally_fate(v.standing, n.filled, $2)
       FROM (SELECT voter_id, voting.tally_filled(choices, $3, $4::integer[]) AS filled
             FROM voting.tally_voters WHERE edition_id = $1) n
       WHERE v.edition_id = $1 AND v.voter_id = n.voter_id
         AND (v.filled <> n.filled OR v.fate <> voting.tally_fate(v.standing, n.filled, $2))`,
      params,
    );
  }

  private async rulesOf(tx: Tx, editionId: string): Promise<VotingRules> {
    const [row] = await tx.query<{ rule_book: string; rule_book_hash: string }>(
      `SELECT rule_book, rule_book_hash FROM voting.ledgers WHERE edition_id = $1`,
      [editionId],
    );
    if (!row) throw new Error(`Edition ${editionId} has no ledger`);
    return storedRules(row.rule_book, row.rule_book_hash);
  }

  async counts(tx: Tx, editionId: string, rules: VotingRules): Promise<{ read: number; counts: Counts }> {
    const [tally] = await tx.query<TallyRow>(
      `SELECT next_number, withdrawn FROM voting.tallies WHERE edition_id = $1`,
      [editionId],
    );
    const nominees = await tx.query<{ number: number; category: string; nominee_id: string }>(
      `SELECT number, category, nominee_id FROM voting.nominees WHERE edition_id = $1 ORDER BY number`,
      [editionId],
    );
    const [hours] = await tx.query<{ accepted: string }>(
      `SELECT coalesce(sum(accepted), 0) AS accepted FROM voting.tally_hours WHERE edition_id = $1`,
      [editionId],
    );
    const fates = await tx.query<FateRow>(
      `SELECT fate, sum(ballots) AS ballots FROM voting.tally_ballots WHERE edition_id = $1 GROUP BY fate`,
      [editionId],
    );
    const votes = await tx.query<VoteRow>(
      `SELECT place, nominee,
         sum(votes) FILTER (WHERE fate = 'counted') AS votes,
         sum(votes) FILTER (WHERE fate = 'removed') AS removed,
         count(DISTINCT country) FILTER (WHERE fate = 'counted' AND country <> '' AND votes <> 0) AS countries,
         count(DISTINCT stakeholder_type) FILTER (WHERE fate = 'counted' AND stakeholder_type <> '' AND votes <> 0) AS types
       FROM voting.tally_votes WHERE edition_id = $1 GROUP BY place, nominee`,
      [editionId],
    );
    return {
      read: Number(tally?.next_number ?? 0),
      counts: countsFrom(rules, {
        nominees,
        withdrawn: new Set(tally?.withdrawn),
        accepted: Number(hours?.accepted ?? 0),
        fates,
        votes,
      }),
    };
  }

  async turnout(tx: Tx, editionId: string): Promise<Turnout> {
    const by = async (column: 'country' | 'stakeholder_type' | 'filled') => {
      const rows = await tx.query<{ name: string; ballots: string }>(
        `SELECT ${column}::text AS name, sum(ballots) AS ballots FROM voting.tally_ballots
         WHERE edition_id = $1 AND fate = 'counted' GROUP BY ${column} HAVING sum(ballots) <> 0 ORDER BY ${column}`,
        [editionId],
      );
      return Object.fromEntries(rows.map((row) => [row.name, Number(row.ballots)]));
    };
    return {
      countries: await by('country'),
      stakeholderTypes: await by('stakeholder_type'),
      categoriesFilled: await by('filled'),
    };
  }

  async uncertified(): Promise<readonly string[]> {
    const rows = await this.database.query<{ edition_id: string }>(
      `SELECT edition_id FROM voting.ledgers WHERE rule_book IS NOT NULL AND certified_at IS NULL ORDER BY edition_id`,
    );
    return rows.map((row) => row.edition_id);
  }

  async noteComparison(editionId: string, read: number, differences: readonly string[]): Promise<void> {
    await this.database.execute(
      `UPDATE voting.tallies SET compared_at = clock_timestamp(), compared_through = $2, differences = $3::text[]
       WHERE edition_id = $1`,
      [editionId, read, differences],
    );
  }

  async differing(): Promise<readonly string[]> {
    const rows = await this.database.query<{ edition_id: string }>(
      `SELECT edition_id FROM voting.tallies WHERE differences <> '{}' ORDER BY edition_id`,
    );
    return rows.map((row) => row.edition_id);
  }

  async progress(editionId: string): Promise<TallyProgress | undefined> {
    const [row] = await this.database.query<{
      size: string;
      read: string | null;
      compared_at: Date | null;
      compared_through: string | null;
      differs: boolean | null;
      hours: { hour: string; accepted: number; voters: number }[] | null;
    }>(
      `SELECT l.next_number AS size, t.next_number AS read, t.compared_at, t.compared_through,
         t.differences <> '{}' AS differs,
         (SELECT jsonb_agg(jsonb_build_object('hour', to_char(h.hour AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
              'accepted', h.accepted, 'voters', h.voters) ORDER BY h.hour)
          FROM (SELECT * FROM voting.tally_hours WHERE edition_id = l.edition_id ORDER BY hour DESC LIMIT $2) h) AS hours
       FROM voting.ledgers l LEFT JOIN voting.tallies t USING (edition_id) WHERE l.edition_id = $1`,
      [editionId, HOURS_SHOWN],
    );
    return (
      row && {
        edition: editionId,
        size: Number(row.size),
        read: Number(row.read ?? 0),
        comparedAt: row.compared_at?.toISOString() ?? null,
        comparedThrough: row.compared_through === null ? null : Number(row.compared_through),
        differs: row.differs ?? false,
        hours: row.hours ?? [],
      }
    );
  }

  async empty(tx: Tx, editionId?: string): Promise<void> {
    // The cursor first, as in a step: a step that is under way ends before.
    await tx.query(
      `SELECT 1 FROM voting.tallies WHERE $1::text IS NULL OR edition_id = $1 ORDER BY edition_id FOR UPDATE`,
      [editionId ?? null],
    );
    for (const table of ['tally_voters', 'tally_ballots', 'tally_votes', 'tally_hours', 'tallies']) {
      await tx.execute(`DELETE FROM voting.${table} WHERE $1::text IS NULL OR edition_id = $1`, [editionId ?? null]);
    }
  }
}
