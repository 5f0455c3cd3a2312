import type { Tx } from '@wsis/persistence';
import { treeRoot } from '@wsis/transparency-log';
import { Counting } from '../../application/ports.js';
import type { BallotDecision, CertifiedResult, Counts, PrivilegedRead, VoterBallot } from '../../application/ports.js';
import type { Standing } from '../../domain/standing.js';
import type { VotingRules } from '../../domain/voting-rules.js';
import { countsFrom, type FateRow, type VoteRow } from './counts.js';

/**
 * Every voter's ballot as it stands, with what becomes of it. Parameters: edition, categories required, whether a choice
 * lost to a withdrawal fills its category, the numbers that withdrew.
 */
const FATES = `
  SELECT b.choices, b.country, b.stakeholder_type,
    CASE WHEN s.standing IS NOT NULL THEN s.standing
         WHEN (SELECT count(*) FROM unnest(b.choices) c WHERE c <> 0 AND ($3 OR c <> ALL ($4::integer[]))) < $2 THEN 'incomplete'
         ELSE 'counted' END AS fate
  FROM voting.ballots b
  LEFT JOIN voting.standings s ON s.edition_id = b.edition_id AND s.voter_id = b.voter_id
  WHERE b.edition_id = $1`;

/** Leaf hashes fetched at once when a root is computed. */
const LEAVES_A_PAGE = 50_000;

/** The count in SQL, from the ledger's own tables. */
export class PostgresCounting extends Counting {
  async count(tx: Tx, editionId: string, rules: VotingRules): Promise<Counts> {
    const nominees = await tx.query<{ number: number; category: string; nominee_id: string; withdrawn: boolean }>(
      `SELECT n.number, n.category, n.nominee_id, n.number = ANY (l.withdrawn) AS withdrawn
       FROM voting.nominees n JOIN voting.ledgers l ON l.edition_id = n.edition_id
       WHERE n.edition_id = $1 ORDER BY n.number`,
      [editionId],
    );
    const withdrawn = new Set(nominees.filter((nominee) => nominee.withdrawn).map((nominee) => nominee.number));
    const params = [editionId, rules.categoriesRequired, rules.lostChoiceFillsCategory, [...withdrawn]];
    const fates = await tx.query<FateRow>(`SELECT fate, count(*) AS ballots FROM (${FATES}) f GROUP BY fate`, params);
    const [accepted] = await tx.query<{ rows: string }>(
      `SELECT count(*) AS rows FROM voting.ledger_rows WHERE edition_id = $1 AND voter_id IS NOT NULL`,
      [editionId],
    );
    // Grouped by the voters' coarse facts first: that leaves few rows for the distinct counts.
    const votes = await tx.query<VoteRow>(
      `SELECT place, nominee, sum(votes) FILTER (WHERE fate = 'counted') AS votes,
         sum(votes) FILTER (WHERE fate = 'removed') AS removed,
         count(DISTINCT country) FILTER (WHERE fate = 'counted' AND country <> '') AS countries,
         count(DISTINCT stakeholder_type) FILTER (WHERE fate = 'counted' AND stakeholder_type <> '') AS types
       FROM (
         SELECT c.place, c.nominee, f.fate, f.country, f.stakeholder_type, count(*) AS votes
         FROM (${FATES}) f, unnest(f.choices) WITH ORDINALITY AS c (nominee, place)
         WHERE f.fate IN ('counted', 'removed')
         GROUP BY c.place, c.nominee, f.fate, f.country, f.stakeholder_type
       ) grouped GROUP BY place, nominee`,
      params,
    );
    return countsFrom(rules, { nominees, withdrawn, accepted: Number(accepted?.rows ?? 0), fates, votes });
  }

  async rootThrough(tx: Tx, editionId: string, lastNumber: number): Promise<string> {
    const pages: Buffer[] = [];
    for (let from = 0; from <= lastNumber; from += LEAVES_A_PAGE) {
      const [page] = await tx.query<{ leaves: Buffer }>(
        `SELECT string_agg(leaf_hash, ''::bytea ORDER BY number) AS leaves FROM voting.ledger_rows
         WHERE edition_id = $1 AND number >= $2 AND number <= $3`,
        [editionId, from, Math.min(from + LEAVES_A_PAGE - 1, lastNumber)],
      );
      if (page) pages.push(page.leaves);
    }
    return treeRoot(Buffer.concat(pages)).toString('hex');
  }

  async ballotsByNumber(tx: Tx, editionId: string, numbers: readonly number[]): Promise<readonly VoterBallot[]> {
    const rows = await tx.query<{ number: string; voter_id: string; standing: Standing }>(
      `SELECT r.number, r.voter_id, coalesce(s.standing, 'stands') AS standing
       FROM voting.ledger_rows r
       LEFT JOIN voting.standings s ON s.edition_id = r.edition_id AND s.voter_id = r.voter_id
       WHERE r.edition_id = $1 AND r.number = ANY ($2::bigint[]) AND r.voter_id IS NOT NULL`,
      [editionId, numbers],
    );
    return rows.map((row) => ({ ledgerNumber: Number(row.number), voterId: row.voter_id, standing: row.standing }));
  }

  async setStanding(
    tx: Tx,
    editionId: string,
    ballots: readonly VoterBallot[],
    standing: Standing,
    rowNumber: number,
  ): Promise<void> {
    const voters = ballots.map((ballot) => ballot.voterId);
    if (standing === 'stands') {
      await tx.execute(`DELETE FROM voting.standings WHERE edition_id = $1 AND voter_id = ANY ($2::uuid[])`, [
        editionId,
        voters,
      ]);
      return;
    }
    await tx.execute(
      `INSERT INTO voting.standings (edition_id, voter_id, standing, ballot_number, row_number)
       SELECT $1, voter_id, $3, max(number), $5 FROM unnest($2::uuid[], $4::bigint[]) AS b (voter_id, number) GROUP BY voter_id
       ON CONFLICT (edition_id, voter_id) DO UPDATE SET
         standing = excluded.standing, ballot_number = excluded.ballot_number, row_number = excluded.row_number`,
      [editionId, voters, standing, ballots.map((ballot) => ballot.ledgerNumber), rowNumber],
    );
  }

  async recordDecision(tx: Tx, editionId: string, decision: BallotDecision): Promise<void> {
    await tx.execute(
      `INSERT INTO voting.ballot_decisions
         (edition_id, row_number, action, ledger_numbers, rule, evidence, evidence_salt, effect, approval_id, decided_at)
       VALUES ($1, $2, $3, $4::bigint[], $5, $6, $7, $8::jsonb, $9, clock_timestamp())`,
      [
        editionId,
        decision.rowNumber,
        decision.action,
        decision.ledgerNumbers,
        decision.rule,
        decision.evidence,
        decision.evidenceSalt,
        JSON.stringify(decision.effect),
        decision.approvalId,
      ],
    );
  }

  async lastRemovalAt(tx: Tx, editionId: string): Promise<Date | undefined> {
    const [row] = await tx.query<{ at: Date | null }>(
      `SELECT max(decided_at) AS at FROM voting.ballot_decisions WHERE edition_id = $1 AND action = 'removal'`,
      [editionId],
    );
    return row?.at ?? undefined;
  }

  async certify(tx: Tx, editionId: string, result: CertifiedResult): Promise<void> {
    await tx.execute(
      `INSERT INTO voting.certified_results
         (edition_id, certified_at, approval_id, final_number, counted_through, rule_book_hash, result_hash, result)
       VALUES ($1, clock_timestamp(), $2, $3, $4, $5, $6, $7)`,
      [
        editionId,
        result.approvalId,
        result.finalNumber,
        result.countedThrough,
        result.ruleBookHash,
        result.resultHash,
        result.result,
      ],
    );
  }

  async grantRead(tx: Tx, editionId: string, read: PrivilegedRead): Promise<void> {
    await tx.execute(
      `INSERT INTO voting.privileged_reads (id, edition_id, subject, row_number, readers, reason, granted_at, expires_at)
       VALUES ($1, $2, $3, $4, $5::uuid[], $6, clock_timestamp(), clock_timestamp() + make_interval(mins => $7))`,
      [read.id, editionId, read.subject, read.rowNumber, read.readers, read.reason, read.minutes],
    );
  }
}
