import type { Database } from '@wsis/persistence';
import type { LedgerBallot } from '../../application/ports.js';
import { VotingViews, type BallotView, type LedgerHeadView, type LedgerPage } from '../../application/views.js';
import type { Screens } from '../../application/screens.js';
import { choicesOf } from '../../domain/ballot.js';

interface BallotRow {
  readonly version: number;
  readonly ledger_number: string;
  readonly choices: number[];
  readonly order_number: number;
  readonly complete: boolean;
  readonly saved_at: Date;
  readonly minute: number;
  readonly nullifier: Buffer;
  readonly content_hash: Buffer;
  readonly leaf_hash: Buffer;
}

const hex = (bytes: Buffer) => bytes.toString('hex');

/** What people look at, straight from the tables. */
export class VotingReadModel extends VotingViews {
  constructor(
    private readonly database: Pick<Database, 'query'>,
    private readonly screens: Screens,
  ) {
    super();
  }

  async ballot(editionId: string, voterId: string): Promise<BallotView | undefined> {
    const screen = this.screens.get(editionId);
    if (!screen) return undefined;
    const row = await this.ballotRow(editionId, voterId);
    if (!row) {
      return {
        version: 0,
        choices: {},
        orderNumber: 0,
        complete: false,
        categoriesFilled: 0,
        ledgerNumber: null,
        savedAt: null,
        lostCategories: [],
      };
    }
    const choices = choicesOf(row.choices, screen.rules);
    return {
      version: row.version,
      choices,
      orderNumber: row.order_number,
      complete: row.complete,
      categoriesFilled: Object.keys(choices).length,
      ledgerNumber: Number(row.ledger_number),
      savedAt: row.saved_at.toISOString(),
      lostCategories: Object.keys(choices).filter((code) => screen.withdrawn.has(choices[code] as number)),
    };
  }

  async ledgerBallot(editionId: string, voterId: string): Promise<LedgerBallot | undefined> {
    const row = await this.ballotRow(editionId, voterId);
    return (
      row && {
        ledgerNumber: Number(row.ledger_number),
        version: row.version,
        minute: row.minute,
        nullifier: row.nullifier,
        commitment: row.content_hash,
        leafHash: row.leaf_hash,
        savedAtMs: row.saved_at.getTime(),
        places: row.choices,
        orderNumber: row.order_number,
        complete: row.complete,
      }
    );
  }

  private async ballotRow(editionId: string, voterId: string): Promise<BallotRow | undefined> {
    const [row] = await this.database.query<BallotRow>(
      `SELECT b.version, b.ledger_number, b.choices, b.order_number, b.saved_at,
         r.complete, r.minute, r.nullifier, r.content_hash, r.leaf_hash
       FROM voting.ballots b
       JOIN voting.ledger_rows r ON r.edition_id = b.edition_id AND r.number = b.ledger_number
       WHERE b.edition_id = $1 AND b.voter_id = $2`,
      [editionId, voterId],
    );
    return row;
  }

  async head(editionId: string): Promise<LedgerHeadView | undefined> {
    const [row] = await this.database.query<{
      state: LedgerHeadView['state'];
      opens_at: Date | null;
      closes_at: Date | null;
      now: Date;
      next_number: string;
      others: string;
      final_number: string | null;
      rules_version: number;
      rule_book_hash: string | null;
    }>(
      `SELECT l.opens_at, l.closes_at, l.next_number, l.final_number, l.rules_version, l.rule_book_hash, t.now,
         (SELECT count(*) FROM voting.ledger_rows r WHERE r.edition_id = l.edition_id AND r.voter_id IS NULL) AS others,
         CASE WHEN l.closed_at IS NOT NULL OR t.now >= l.closes_at THEN 'closed'
              WHEN NOT l.list_complete OR l.opens_at IS NULL OR t.now < l.opens_at THEN 'not-open'
              WHEN l.paused_at IS NOT NULL THEN 'paused' ELSE 'open' END AS state
       FROM voting.ledgers l, (SELECT clock_timestamp() AS now) t WHERE l.edition_id = $1`,
      [editionId],
    );
    if (!row) return undefined;
    return {
      edition: editionId,
      state: row.state,
      opensAt: row.opens_at?.toISOString() ?? null,
      closesAt: row.closes_at?.toISOString() ?? null,
      databaseTime: row.now.toISOString(),
      accepted: Number(row.next_number) - Number(row.others),
      size: Number(row.next_number),
      finalLedgerNumber: row.final_number === null ? null : Number(row.final_number),
      rules: { version: row.rules_version, hash: row.rule_book_hash },
    };
  }

  async ledger(editionId: string, from: number, limit: number): Promise<LedgerPage | undefined> {
    const [head] = await this.database.query<{ next_number: string }>(
      `SELECT next_number FROM voting.ledgers WHERE edition_id = $1`,
      [editionId],
    );
    if (!head) return undefined;
    const size = Number(head.next_number);
    const rows = await this.database.query<{
      number: string;
      kind: string;
      version: number;
      minute: number;
      content_hash: Buffer;
      nullifier: Buffer | null;
      leaf_hash: Buffer;
      supersedes: string | null;
      payload: string | null;
    }>(
      `SELECT number, kind, version, minute, content_hash, nullifier, leaf_hash, supersedes, payload
       FROM voting.ledger_rows WHERE edition_id = $1 AND number >= $2 AND number < $3 ORDER BY number LIMIT $4`,
      [editionId, from, size, limit],
    );
    const next = from + rows.length;
    return {
      edition: editionId,
      size,
      rows: rows.map((row) => ({
        number: Number(row.number),
        kind: row.kind,
        version: row.version,
        minute: row.minute,
        contentHash: hex(row.content_hash),
        nullifier: row.nullifier === null ? null : hex(row.nullifier),
        leafHash: hex(row.leaf_hash),
        supersedes: row.supersedes === null ? null : Number(row.supersedes),
        payload: row.payload,
      })),
      next: next < size ? next : null,
    };
  }
}
