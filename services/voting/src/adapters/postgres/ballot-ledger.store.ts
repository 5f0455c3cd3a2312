import type { Database } from '@wsis/persistence';
import type { IdSource } from '@wsis/kernel';
import { BallotLedger, LedgerAway, UnknownOutcome } from '../../application/ports.js';
import type { BatchForLedger, BatchOutcome, LedgerBallot, NotSaved, NotSavedOutcome } from '../../application/ports.js';
import { boolArray, byteaArray, digestArray, int4Array, textArray, uuidArray } from './binary-array.js';
import { SAVED_BALLOT_BYTES, savedBallotsHead, writeSavedBallot } from './ballots-saved-parts.js';

/** A row of voting.save_ballots. */
interface SaveRow {
  readonly place: number;
  readonly outcome: string;
  readonly ledger_number: string | null;
  readonly version: number;
  readonly choices: number[] | null;
  readonly order_number: number | null;
  readonly complete: boolean | null;
  readonly minute: number | null;
  readonly nullifier: Buffer | null;
  readonly commitment: Buffer | null;
  readonly leaf_hash: Buffer | null;
  readonly at_ms: string;
}

const SAVE = `SELECT * FROM voting.save_ballots(${Array.from({ length: 21 }, (_, index) => `$${index + 1}`).join(', ')})`;

/** Saves a batch by the one SQL function; see migrations/0002-save-ballots.sql for what it promises. */
export class PostgresBallotLedger extends BallotLedger {
  constructor(
    private readonly database: Pick<Database, 'query'>,
    private readonly ids: IdSource,
    /** Called after each commit that left an event, so that readers in this process look at once. */
    private readonly announce: () => void = () => undefined,
  ) {
    super();
  }

  async save(batch: BatchForLedger): Promise<BatchOutcome> {
    const { ballots, encoded } = batch;
    let rows: SaveRow[];
    try {
      rows = await this.database.query<SaveRow>(SAVE, [
        batch.editionId,
        batch.screenVersion,
        encoded.minute,
        uuidArray(ballots.map(({ voterId }) => voterId)),
        textArray(ballots.map(({ sessionId }) => sessionId)),
        int4Array(ballots.map(({ version }) => version - 1)),
        digestArray(ballots.map(({ attempt }) => attempt)),
        digestArray(ballots.map(({ wish }) => wish)),
        textArray(ballots.map(({ verdict }) => verdict)),
        int4Array(ballots.map(({ places }) => places).flat()),
        int4Array(ballots.map(({ orderNumber }) => orderNumber)),
        boolArray(ballots.map(({ complete }) => complete)),
        textArray(ballots.map(({ country }) => country)),
        textArray(ballots.map(({ stakeholderType }) => stakeholderType)),
        encoded.nullifiers,
        encoded.commitments,
        encoded.leafHashes,
        this.ids.next(),
        savedBallotsHead(batch.editionId),
        byteaArray(ballots, SAVED_BALLOT_BYTES, writeSavedBallot),
        // Hardly ever is there one: nothing is made for nothing.
        ballots.some((ballot) => ballot.drawnAtMs > 0) ? ballots.map((ballot) => ballot.drawnAtMs || null) : null,
      ]);
    } catch (error) {
      throw classified(error);
    }
    return this.outcome(rows);
  }

  private outcome(rows: readonly SaveRow[]): BatchOutcome {
    const [head, ...others] = rows;
    if (!head || head.place !== 0) throw new Error('voting.save_ballots gave no row for the batch');
    if (head.outcome === 'no-ledger') return { kind: 'no-ledger' };
    if (head.outcome === 'rescreen' || head.outcome === 'reclock')
      return { kind: head.outcome, atMs: Number(head.at_ms) };
    if (head.version > 0) this.announce();
    return {
      kind: 'done',
      firstNumber: Number(head.ledger_number ?? 0),
      saved: head.version,
      atMs: Number(head.at_ms),
      notSaved: new Map(others.map((row) => [row.place - 1, notSaved(row)])),
    };
  }
}

function notSaved(row: SaveRow): NotSaved {
  const standing = {
    outcome: row.outcome as NotSavedOutcome,
    ledgerNumber: Number(row.ledger_number ?? 0),
    version: row.version ?? 0,
    places: row.choices ?? [],
    orderNumber: row.order_number ?? 0,
  };
  return row.outcome === 'replayed' ? { ...standing, repeated: ledgerBallot(row) } : standing;
}

function ledgerBallot(row: SaveRow): LedgerBallot {
  return {
    ledgerNumber: Number(row.ledger_number),
    version: row.version,
    minute: row.minute as number,
    nullifier: row.nullifier as Buffer,
    commitment: row.commitment as Buffer,
    leafHash: row.leaf_hash as Buffer,
    savedAtMs: Number(row.at_ms),
    places: row.choices ?? [],
    orderNumber: row.order_number ?? 0,
    complete: row.complete === true,
  };
}

/** Connecting failed, or the server said that it has no room, no time or no turn for us: nothing was stored. */
const AWAY = /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|53\w{3}|55P03|57P03|25006|57014)$/;
const AWAY_MESSAGE =
  /timeout exceeded when trying to connect|Cannot use a pool after|not established|Driver not Connected/i;
/** The connection ended, or our patience did, while the statement was under way. */
const UNKNOWN = /^(08\w{3}|57P0[12]|ECONNRESET|EPIPE|ETIMEDOUT|ECONNABORTED|40003|58\w{3})$/;
const UNKNOWN_MESSAGE =
  /Connection terminated|Query read timeout|Client has encountered a connection error|Client was closed/i;

/** What a failure says about the batch: nothing stored, unknown, or a fault in the batch itself. */
export function classified(error: unknown): unknown {
  const { code, message } = error as { code?: unknown; message?: unknown };
  const text = typeof message === 'string' ? message : '';
  if ((typeof code === 'string' && AWAY.test(code)) || AWAY_MESSAGE.test(text)) {
    return new LedgerAway(text, { cause: error });
  }
  if ((typeof code === 'string' && UNKNOWN.test(code)) || UNKNOWN_MESSAGE.test(text)) {
    return new UnknownOutcome(text, { cause: error });
  }
  return error;
}
