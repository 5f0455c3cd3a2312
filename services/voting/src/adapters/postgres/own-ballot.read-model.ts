import type { Database } from '@wsis/persistence';
import { OwnBallotViews, type OwnVerdict, type OwnVersion } from '../../application/own-ballot.js';
import type { LedgerBallot } from '../../application/ports.js';
import type { Screens } from '../../application/screens.js';
import { choicesOf } from '../../domain/ballot.js';
import type { Standing } from '../../domain/standing.js';
import { verdictOf } from '../../domain/verdict.js';

interface VerdictRow {
  readonly closed: boolean;
  readonly certified: boolean;
  readonly withdrawn: number[];
  readonly version: number | null;
  readonly ledger_number: string | null;
  readonly choices: number[] | null;
  readonly saved_at: Date | null;
  readonly standing: Standing | null;
  readonly ballot_number: string | null;
  readonly row_number: string | null;
  readonly rule: string | null;
  readonly decided_at: Date | null;
}

interface VersionRow {
  readonly number: string;
  readonly version: number;
  readonly saved_at: Date;
  readonly minute: number;
  readonly choices: number[];
  readonly order_number: number;
  readonly complete: boolean;
  readonly supersedes: string | null;
  readonly nullifier: Buffer;
  readonly content_hash: Buffer;
  readonly leaf_hash: Buffer;
}

/** A voter's own ballot, each answer by one read along an index. */
export class OwnBallotReadModel extends OwnBallotViews {
  constructor(
    private readonly database: Pick<Database, 'query'>,
    private readonly screens: Screens,
  ) {
    super();
  }

  async verdict(editionId: string, voterId: string): Promise<OwnVerdict | undefined> {
    const screen = this.screens.get(editionId);
    if (!screen) return undefined;
    const [row] = await this.database.query<VerdictRow>(
      `SELECT l.closed_at IS NOT NULL OR coalesce(clock_timestamp() >= l.closes_at, false) AS closed,
         l.certified_at IS NOT NULL AS certified, l.withdrawn,
         b.version, b.ledger_number, b.choices, b.saved_at,
         s.standing, s.ballot_number, s.row_number, d.rule, d.decided_at
       FROM voting.ledgers l
       LEFT JOIN voting.ballots b ON b.edition_id = l.edition_id AND b.voter_id = $2
       LEFT JOIN voting.standings s ON s.edition_id = b.edition_id AND s.voter_id = b.voter_id
       LEFT JOIN voting.ballot_decisions d ON d.edition_id = s.edition_id AND d.row_number = s.row_number
       WHERE l.edition_id = $1`,
      [editionId, voterId],
    );
    if (!row) return undefined;
    const { closed, certified, choices, standing, decided_at: decidedAt } = row;
    return {
      closed,
      certified,
      version: row.version ?? 0,
      ledgerNumber: numberOf(row.ledger_number),
      choices: choicesOf(choices ?? [], screen.rules),
      savedAt: row.saved_at ?? undefined,
      ...verdictOf(
        choices === null ? undefined : { places: choices, standing: standing ?? 'stands' },
        screen.rules,
        new Set(row.withdrawn),
      ),
      decision:
        decidedAt === null
          ? undefined
          : {
              ledgerNumber: Number(row.row_number),
              ballot: Number(row.ballot_number),
              rule: row.rule ?? '',
              decidedAt,
            },
    };
  }

  async versions(
    editionId: string,
    voterId: string,
    { before, limit }: { readonly before: number | undefined; readonly limit: number },
  ): Promise<readonly OwnVersion[] | undefined> {
    const screen = this.screens.get(editionId);
    if (!screen) return undefined;
    const rows = await this.database.query<VersionRow>(
      `SELECT r.* FROM voting.ballots b, LATERAL voting.ballot_versions(b.edition_id, b.ledger_number) r
       WHERE b.edition_id = $1 AND b.voter_id = $2 AND ($3::integer IS NULL OR r.version < $3)
       ORDER BY r.version DESC LIMIT $4`,
      [editionId, voterId, before ?? null, limit],
    );
    return rows.map((row) => ({
      version: row.version,
      ledgerNumber: Number(row.number),
      savedAt: row.saved_at,
      choices: choicesOf(row.choices, screen.rules),
      complete: row.complete,
      supersedes: numberOf(row.supersedes),
      row: ledgerBallot(row),
    }));
  }

  async version(editionId: string, voterId: string, version: number): Promise<LedgerBallot | undefined> {
    const [row] = await this.database.query<VersionRow>(
      `SELECT r.* FROM voting.ballots b, LATERAL voting.ballot_versions(b.edition_id, b.ledger_number) r
       WHERE b.edition_id = $1 AND b.voter_id = $2 AND r.version = $3 LIMIT 1`,
      [editionId, voterId, version],
    );
    return row && ledgerBallot(row);
  }

  async unfinished(editionId: string, voterIds: readonly string[]): Promise<readonly string[] | undefined> {
    const screen = this.screens.get(editionId);
    if (!screen) return undefined;
    const rows = await this.database.query<{ voter_id: string; choices: number[]; standing: Standing }>(
      `SELECT b.voter_id, b.choices, coalesce(s.standing, 'stands') AS standing
       FROM unnest($2::uuid[]) AS asked (voter_id)
       CROSS JOIN LATERAL (SELECT voter_id, choices FROM voting.ballots
                           WHERE edition_id = $1 AND voter_id = asked.voter_id LIMIT 1) b
       LEFT JOIN voting.standings s ON s.edition_id = $1 AND s.voter_id = b.voter_id`,
      [editionId, voterIds],
    );
    const saved = new Map(rows.map((row) => [row.voter_id, { places: row.choices, standing: row.standing }]));
    return voterIds.filter((voterId) => {
      const { why } = verdictOf(saved.get(voterId), screen.rules, screen.withdrawn);
      return why === 'no-ballot' || why === 'incomplete';
    });
  }
}

function ledgerBallot(row: VersionRow): LedgerBallot {
  return {
    ledgerNumber: Number(row.number),
    version: row.version,
    minute: row.minute,
    nullifier: row.nullifier,
    commitment: row.content_hash,
    leafHash: row.leaf_hash,
    savedAtMs: row.saved_at.getTime(),
    places: row.choices,
    orderNumber: row.order_number,
    complete: row.complete,
  };
}

function numberOf(bigint: string | null): number | undefined {
  return bigint === null ? undefined : Number(bigint);
}
