import type { Database } from '@wsis/persistence';
import {
  ResultViews,
  type DecisionView,
  type Evidence,
  type GrantedRead,
  type Opening,
  type OpeningsExportView,
  type StoredResult,
} from '../../application/views.js';
import { numberedChoices } from '../../domain/ballot.js';
import type { VotingRules } from '../../domain/voting-rules.js';
import { storedRules } from './screen.store.js';

/** Openings fetched at once. */
const OPENINGS_A_PAGE = 2_000;

/** Results and what privileged readers are shown. */
export class ResultReadModel extends ResultViews {
  constructor(private readonly database: Pick<Database, 'query'>) {
    super();
  }

  async ledgerHead(editionId: string): Promise<{ size: number; closed: boolean } | undefined> {
    const [row] = await this.database.query<{ next_number: string; closed: boolean }>(
      `SELECT next_number, closed_at IS NOT NULL AS closed FROM voting.ledgers WHERE edition_id = $1 AND rule_book IS NOT NULL`,
      [editionId],
    );
    return row && { size: Number(row.next_number), closed: row.closed };
  }

  async certifiedResult(editionId: string): Promise<StoredResult | undefined> {
    const [row] = await this.database.query<{
      certified_at: Date;
      final_number: string;
      rule_book_hash: string;
      result_hash: string;
      result: string;
      rule_book: string;
      released: string[];
    }>(
      `SELECT c.certified_at, c.final_number, c.rule_book_hash, c.result_hash, c.result, l.rule_book,
         ARRAY(SELECT r.kind FROM voting.releases r
               WHERE r.edition_id = c.edition_id AND r.published_at <= clock_timestamp()) AS released
       FROM voting.certified_results c JOIN voting.ledgers l ON l.edition_id = c.edition_id WHERE c.edition_id = $1`,
      [editionId],
    );
    return (
      row && {
        certifiedAt: row.certified_at,
        finalNumber: Number(row.final_number),
        ruleBookHash: row.rule_book_hash,
        resultHash: row.result_hash,
        result: row.result,
        publicationOfTotals: storedRules(row.rule_book, row.rule_book_hash).count.publicationOfTotals,
        released: row.released,
      }
    );
  }

  async decisions(editionId: string, after: number, limit: number): Promise<readonly DecisionView[]> {
    const rows = await this.database.query<{
      row_number: string;
      action: string;
      ledger_numbers: string[];
      rule: string;
      evidence_hash: string;
      decided_at: Date;
      approval_id: string;
      effect: unknown;
    }>(
      `SELECT d.row_number, d.action, d.ledger_numbers, d.rule, d.decided_at, d.approval_id, r.payload::jsonb ->> 'evidenceHash' AS evidence_hash,
         CASE WHEN EXISTS (SELECT 1 FROM voting.releases p WHERE p.edition_id = d.edition_id AND p.kind = 'champions'
                             AND p.published_at <= clock_timestamp()) THEN d.effect END AS effect
       FROM voting.ballot_decisions d
       JOIN voting.ledger_rows r ON r.edition_id = d.edition_id AND r.number = d.row_number
       WHERE d.edition_id = $1 AND d.row_number > $2 ORDER BY d.row_number LIMIT $3`,
      [editionId, after, limit],
    );
    return rows.map((row) => ({
      ledgerNumber: Number(row.row_number),
      action: row.action,
      ballots: row.ledger_numbers.map(Number),
      rule: row.rule,
      evidenceHash: row.evidence_hash,
      decidedAt: row.decided_at.toISOString(),
      approvalId: row.approval_id,
      effect: row.effect ?? null,
    }));
  }

  async evidence(editionId: string, ledgerNumber: number): Promise<Evidence | undefined> {
    const [row] = await this.database.query<{ evidence: string; salt: string | null }>(
      `SELECT evidence, encode(evidence_salt, 'hex') AS salt FROM voting.ballot_decisions
       WHERE edition_id = $1 AND row_number = $2`,
      [editionId, ledgerNumber],
    );
    return row;
  }

  async grantedRead(editionId: string, id: string): Promise<GrantedRead | undefined> {
    if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) return undefined;
    const [row] = await this.database.query<GrantedRead>(
      `SELECT subject, readers FROM voting.privileged_reads
       WHERE edition_id = $1 AND id = $2 AND expires_at > clock_timestamp()`,
      [editionId, id],
    );
    return row;
  }

  async openingsExports(editionId: string, limit: number): Promise<readonly OpeningsExportView[]> {
    const rows = await this.database.query<{
      id: string;
      reason: string;
      granted_at: Date;
      expires_at: Date;
      open: boolean;
    }>(
      `SELECT id, reason, granted_at, expires_at, expires_at > clock_timestamp() AS open
       FROM voting.privileged_reads WHERE edition_id = $1 AND subject = 'openings'
       ORDER BY granted_at DESC, id LIMIT $2`,
      [editionId, limit],
    );
    return rows.map(({ granted_at, expires_at, ...row }) => ({
      ...row,
      grantedAt: granted_at.toISOString(),
      expiresAt: expires_at.toISOString(),
    }));
  }

  async *openings(editionId: string): AsyncGenerator<Opening> {
    const rules = await this.rulesOf(editionId);
    for (let after = -1; ;) {
      const rows = await this.database.query<{
        number: string;
        nullifier: Buffer;
        version: number;
        minute: number;
        voter_id: string;
        choices: number[];
        order_number: number;
        country: string | null;
        stakeholder_type: string | null;
      }>(
        // The coarse facts are kept with the ballot as it stands; superseded rows do not count and show none.
        `SELECT r.number, r.nullifier, r.version, r.minute, r.voter_id, r.choices, r.order_number, b.country, b.stakeholder_type
         FROM voting.ledger_rows r
         LEFT JOIN voting.ballots b ON b.edition_id = r.edition_id AND b.voter_id = r.voter_id AND b.ledger_number = r.number
         WHERE r.edition_id = $1 AND r.number > $2 AND r.voter_id IS NOT NULL ORDER BY r.number LIMIT $3`,
        [editionId, after, OPENINGS_A_PAGE],
      );
      for (const row of rows) {
        yield {
          number: Number(row.number),
          nullifier: row.nullifier.toString('hex'),
          version: row.version,
          minute: row.minute,
          voterId: row.voter_id,
          choices: numberedChoices(row.choices, rules),
          orderNumber: row.order_number,
          country: row.country ?? '',
          stakeholderType: row.stakeholder_type ?? '',
        };
      }
      const last = rows.at(-1);
      if (!last || rows.length < OPENINGS_A_PAGE) return;
      after = Number(last.number);
    }
  }

  private async rulesOf(editionId: string): Promise<VotingRules> {
    const [row] = await this.database.query<{ rule_book: string; rule_book_hash: string }>(
      `SELECT rule_book, rule_book_hash FROM voting.ledgers WHERE edition_id = $1`,
      [editionId],
    );
    if (!row) throw new Error(`Edition ${editionId} has no ledger`);
    return storedRules(row.rule_book, row.rule_book_hash);
  }
}
