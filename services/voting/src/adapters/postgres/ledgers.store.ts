import { canonicalJson } from '@wsis/approval';
import type { Database, Tx } from '@wsis/persistence';
import { NO_VOTER, coarseMinute, leafHash, payloadHash } from '@wsis/transparency-log';
import {
  Ledgers,
  type LedgerChanges,
  type LedgerEntry,
  type LockedLedger,
  type Nominee,
} from '../../application/ports.js';
import { storedRules } from './screen.store.js';

interface LedgerRow {
  readonly edition_id: string;
  readonly now_ms: string;
  readonly next_number: string;
  readonly rules_version: number;
  readonly rule_book: string | null;
  readonly rule_book_hash: string | null;
  readonly grace_seconds: number;
  readonly list_version: number;
  readonly list_count: number | null;
  readonly list_complete: boolean;
  readonly withdrawn: number[];
  readonly calendar_version: number;
  readonly opens_at: Date | null;
  readonly closes_at: Date | null;
  readonly paused_at: Date | null;
  readonly closed_at: Date | null;
  readonly final_number: string | null;
  readonly certified_at: Date | null;
}

/** How long a process that stopped while it held the lock keeps it. */
const LOCK_IDLE_MS = 2_000;

/** The ledger's row and its rows that are not ballots. Lock order: the ledger's row, then the head of the event log. */
export class PostgresLedgers extends Ledgers {
  constructor(private readonly database: Pick<Database, 'query'>) {
    super();
  }

  async lock(tx: Tx, editionId: string): Promise<LockedLedger> {
    await tx.execute(`SELECT set_config('idle_in_transaction_session_timeout', $1, true)`, [String(LOCK_IDLE_MS)]);
    await tx.execute(`INSERT INTO voting.ledgers (edition_id) VALUES ($1) ON CONFLICT DO NOTHING`, [editionId]);
    await tx.execute(`SELECT 1 FROM voting.ledgers WHERE edition_id = $1 FOR NO KEY UPDATE`, [editionId]);
    // A statement of its own, so that the clock is read after the wait for the lock; rounded up, so that no ballot saved
    // before lies after it.
    const [row] = await tx.query<LedgerRow>(
      `SELECT *, ceil(extract(epoch FROM clock_timestamp()) * 1000) AS now_ms FROM voting.ledgers WHERE edition_id = $1`,
      [editionId],
    );
    return lockedLedger(row as LedgerRow);
  }

  async read(tx: Tx, editionId: string): Promise<LockedLedger> {
    await tx.execute('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const [row] = await tx.query<LedgerRow>(
      `SELECT *, ceil(extract(epoch FROM clock_timestamp()) * 1000) AS now_ms FROM voting.ledgers WHERE edition_id = $1`,
      [editionId],
    );
    if (!row) throw new Error(`Edition ${editionId} has no ledger`);
    return lockedLedger(row);
  }

  async change(tx: Tx, ledger: LockedLedger, changes: LedgerChanges): Promise<void> {
    const set: string[] = [];
    const params: unknown[] = [ledger.editionId];
    const put = (column: string, value: unknown, type = '') => set.push(`${column} = $${params.push(value)}${type}`);
    const { rules, list, window, closed } = changes;
    if (rules) {
      put('rules_version', rules.version);
      put('rule_book', rules.ruleBook);
      put('rule_book_hash', rules.rules.hash);
      put('slots', rules.rules.categories.length);
      put('may_change', rules.rules.mayChange);
      put('reopens_withdrawn', rules.rules.reopensWithdrawn);
      put('grace_seconds', rules.rules.graceSeconds);
    }
    if (list) {
      put('list_version', list.version);
      put('list_count', list.count);
      put('list_hash', list.hash);
    }
    if (changes.listComplete) put('list_complete', true);
    if (changes.withdrawn) put('withdrawn', changes.withdrawn, '::integer[]');
    if (window) {
      put('opens_at', instant(window.opensAtMs));
      put('closes_at', instant(window.closesAtMs));
      put('calendar_version', window.calendarVersion);
    }
    if (changes.paused !== undefined) set.push(`paused_at = ${changes.paused ? 'clock_timestamp()' : 'NULL'}`);
    if (closed) {
      put('final_number', closed.finalNumber);
      set.push('closed_at = clock_timestamp()');
    }
    if (changes.certified) set.push('certified_at = clock_timestamp()');
    if (rules || list || changes.listComplete || changes.withdrawn) set.push('screen_version = screen_version + 1');
    if (set.length > 0) await tx.execute(`UPDATE voting.ledgers SET ${set.join(', ')} WHERE edition_id = $1`, params);
  }

  async append(tx: Tx, ledger: LockedLedger, entry: LedgerEntry): Promise<number> {
    const payload = canonicalJson(entry.payload);
    if (payload === undefined) throw new TypeError(`The payload of a ${entry.kind} row is not JSON`);
    const minute = coarseMinute(ledger.nowMs);
    const contentHash = payloadHash(entry.kind, payload);
    const leaf = leafHash({
      kind: entry.kind,
      edition: ledger.editionId,
      nullifier: NO_VOTER,
      version: entry.version,
      minute,
      contentHash,
    });
    const [row] = await tx.query<{ number: string }>(
      `WITH ledger AS (
         UPDATE voting.ledgers SET next_number = next_number + 1 WHERE edition_id = $1 RETURNING next_number - 1 AS number
       )
       INSERT INTO voting.ledger_rows (edition_id, number, kind, saved_at, minute, version, content_hash, leaf_hash, payload)
       SELECT $1, ledger.number, $2, to_timestamp($3::double precision / 1000), $4, $5, $6, $7, $8 FROM ledger
       RETURNING number`,
      [ledger.editionId, entry.kind, ledger.nowMs, minute, entry.version, contentHash, leaf, payload],
    );
    return Number((row as { number: string }).number);
  }

  async addNominee(tx: Tx, nominee: Nominee): Promise<void> {
    await tx.execute(
      `INSERT INTO voting.nominees (edition_id, number, nominee_id, category) VALUES ($1, $2, $3, $4)
       ON CONFLICT (edition_id, number) DO NOTHING`,
      [nominee.editionId, nominee.number, nominee.nomineeId, nominee.category],
    );
  }

  async countNominees(tx: Tx, editionId: string): Promise<number> {
    const [row] = await tx.query<{ count: string }>(`SELECT count(*) FROM voting.nominees WHERE edition_id = $1`, [
      editionId,
    ]);
    return Number(row?.count ?? 0);
  }

  async withdrawNominee(tx: Tx, nominee: Nominee, listVersion: number, ledgerNumber: number): Promise<void> {
    await tx.execute(
      `INSERT INTO voting.withdrawn_nominees (edition_id, number, nominee_id, category, list_version, ledger_number)
       VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING`,
      [nominee.editionId, nominee.number, nominee.nomineeId, nominee.category, listVersion, ledgerNumber],
    );
  }

  async addRelease(tx: Tx, editionId: string, kind: string, publishedAtMs: number): Promise<void> {
    await tx.execute(
      `INSERT INTO voting.releases (edition_id, kind, published_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`,
      [editionId, kind, new Date(publishedAtMs)],
    );
  }

  async due(): Promise<readonly string[]> {
    const rows = await this.database.query<{ edition_id: string }>(
      `SELECT edition_id FROM voting.ledgers
       WHERE closed_at IS NULL AND closes_at + make_interval(secs => grace_seconds) <= clock_timestamp()`,
    );
    return rows.map((row) => row.edition_id);
  }
}

function instant(ms: number | undefined): Date | null {
  return ms === undefined ? null : new Date(ms);
}

function lockedLedger(row: LedgerRow): LockedLedger {
  return {
    editionId: row.edition_id,
    nowMs: Number(row.now_ms),
    nextNumber: Number(row.next_number),
    rulesVersion: row.rules_version,
    rules:
      row.rule_book === null || row.rule_book_hash === null
        ? undefined
        : storedRules(row.rule_book, row.rule_book_hash),
    graceSeconds: row.grace_seconds,
    listVersion: row.list_version,
    listCount: row.list_count ?? undefined,
    listComplete: row.list_complete,
    withdrawn: row.withdrawn,
    calendarVersion: row.calendar_version,
    opensAtMs: row.opens_at?.getTime(),
    closesAtMs: row.closes_at?.getTime(),
    closedAtMs: row.closed_at?.getTime(),
    paused: row.paused_at !== null,
    finalNumber: row.final_number === null ? undefined : Number(row.final_number),
    certified: row.certified_at !== null,
  };
}
