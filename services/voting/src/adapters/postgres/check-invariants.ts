import { fromBinary } from '@bufbuild/protobuf';
import { BallotsSavedSchema } from '@wsis/contracts';
import type { Database } from '@wsis/persistence';
import { leafHash, verifyReceipt, type LeafKind, type Receipt } from '@wsis/transparency-log';
import { storedRules } from './screen.store.js';

/** One thing that must never be, with where it was seen. */
export interface Violation {
  readonly invariant: string;
  readonly edition: string;
  readonly detail: string;
}

export interface InvariantOptions {
  /** Receipts that clients kept. */
  readonly receipts?: readonly Receipt[];
  /** The key that receipts are checked with, PEM. */
  readonly receiptKey?: string;
  /** Every save that a client asked for, by voter and the version it would become. A ledger row beyond these is a violation. */
  readonly asked?: readonly { readonly voterId: string; readonly version: number }[];
}

/** What the count is to be, as the service's own SQL says it; compared with the recount made here. */
export interface CountToCheck {
  readonly balance: Readonly<Record<string, number>>;
  readonly votes: ReadonlyMap<number, number>;
}

interface Row {
  readonly number: string;
  readonly kind: LeafKind;
  readonly saved_at: Date;
  readonly minute: number;
  readonly version: number;
  readonly content_hash: Buffer;
  readonly leaf_hash: Buffer;
  readonly voter_id: string | null;
  readonly nullifier: Buffer | null;
  readonly supersedes: string | null;
  readonly choices: number[] | null;
  readonly payload: string | null;
}

/**
 * Reads the ledger as it is stored and tells everything that breaks a promise (P1, P2, P3 and the shape of the log).
 * It counts by its own plain walk through the ledger's rows, not by the statements that the service counts with.
 */
export async function checkInvariants(
  database: Pick<Database, 'query'>,
  options: InvariantOptions = {},
  counted?: ReadonlyMap<string, CountToCheck>,
): Promise<readonly Violation[]> {
  const editions = await database.query<{ edition_id: string }>(
    `SELECT edition_id FROM voting.ledgers ORDER BY edition_id`,
  );
  const all = await Promise.all(
    editions.map(({ edition_id }) => checkEdition(database, edition_id, options, counted?.get(edition_id))),
  );
  return all.flat();
}

async function checkEdition(
  database: Pick<Database, 'query'>,
  edition: string,
  options: InvariantOptions,
  counted: CountToCheck | undefined,
): Promise<Violation[]> {
  const found: Violation[] = [];
  const violates = (invariant: string, detail: string) => found.push({ invariant, edition, detail });
  const [head] = await database.query<{
    next_number: string;
    final_number: string | null;
    closes_at: Date | null;
    grace_seconds: number;
    withdrawn: number[];
    rule_book: string | null;
    rule_book_hash: string | null;
  }>(`SELECT * FROM voting.ledgers WHERE edition_id = $1`, [edition]);
  if (!head) return found;
  const rows = await database.query<Row>(`SELECT * FROM voting.ledger_rows WHERE edition_id = $1 ORDER BY number`, [
    edition,
  ]);

  if (rows.length !== Number(head.next_number))
    violates('ledger size is the counter', `${rows.length} rows, counter ${head.next_number}`);
  const latest = new Map<string, Row>();
  const standings = new Map<string, 'under-review' | 'removed'>();
  const voterOf = new Map<number, string>();
  const graceEndsAtMs = head.closes_at
    ? head.closes_at.getTime() + head.grace_seconds * 1_000
    : Number.POSITIVE_INFINITY;
  let finished = false;
  rows.forEach((row, index) => {
    if (Number(row.number) !== index) violates('ledger numbers have no gap', `${row.number} at place ${index}`);
    const leaf = leafHash({
      kind: row.kind,
      edition,
      nullifier: row.nullifier ?? Buffer.alloc(32),
      version: row.version,
      minute: row.minute,
      contentHash: row.content_hash,
    });
    if (!leaf.equals(row.leaf_hash)) violates('a leaf hash is that of its row', row.number);
    if (row.kind === 'close') finished = true;
    if (row.kind === 'ballot' && row.voter_id !== null) {
      if (finished) violates('no ballot is numbered after the close', row.number);
      if (row.saved_at.getTime() >= graceEndsAtMs)
        violates('no ballot is saved after the close and its grace', row.number);
      const before = latest.get(row.voter_id);
      if (row.version !== (before?.version ?? 0) + 1)
        violates('versions of a ballot have no gap', `${row.number}: ${row.version}`);
      if ((row.supersedes ?? null) !== (before?.number ?? null))
        violates('a version supersedes the one before', row.number);
      latest.set(row.voter_id, row);
      voterOf.set(Number(row.number), row.voter_id);
    }
    if (row.kind === 'review' || row.kind === 'removal' || row.kind === 'restoration') {
      for (const number of (JSON.parse(row.payload ?? '{}') as { ledgerNumbers: number[] }).ledgerNumbers) {
        const voter = voterOf.get(number);
        if (voter === undefined) violates('a decision names ballots', `${row.number} names ${number}`);
        else if (row.kind === 'restoration') standings.delete(voter);
        else standings.set(voter, row.kind === 'review' ? 'under-review' : 'removed');
      }
    }
  });

  await checkBallots(database, edition, latest, violates);
  await checkEvents(database, edition, rows, violates);
  checkReceipts(edition, rows, options, violates);
  if (counted && head.rule_book !== null && head.rule_book_hash !== null) {
    const rules = storedRules(head.rule_book, head.rule_book_hash);
    const withdrawn = new Set(head.withdrawn);
    const votes = new Map<number, number>();
    const balance = {
      accepted: voterOf.size,
      superseded: voterOf.size - latest.size,
      counted: 0,
      incomplete: 0,
      removed: 0,
      underReview: 0,
    };
    for (const [voter, row] of latest) {
      const chosen = (row.choices ?? []).filter((nominee) => nominee !== 0);
      const filling = rules.lostChoiceFillsCategory ? chosen : chosen.filter((nominee) => !withdrawn.has(nominee));
      const standing = standings.get(voter);
      if (standing === 'removed') balance.removed += 1;
      else if (standing === 'under-review') balance.underReview += 1;
      else if (filling.length < rules.categoriesRequired) balance.incomplete += 1;
      else {
        balance.counted += 1;
        for (const nominee of chosen) if (!withdrawn.has(nominee)) votes.set(nominee, (votes.get(nominee) ?? 0) + 1);
      }
    }
    for (const [name, value] of Object.entries(balance)) {
      if (counted.balance[name] !== value)
        violates('the statement equals the recount', `${name}: ${counted.balance[name]} and ${value}`);
    }
    for (const nominee of new Set([...votes.keys(), ...counted.votes.keys()])) {
      if (withdrawn.has(nominee)) continue;
      if ((counted.votes.get(nominee) ?? 0) !== (votes.get(nominee) ?? 0))
        violates('the tally equals the recount', `nominee ${nominee}`);
    }
  }
  return found;
}

type Violates = (invariant: string, detail: string) => unknown;

async function checkBallots(
  database: Pick<Database, 'query'>,
  edition: string,
  latest: ReadonlyMap<string, Row>,
  violates: Violates,
): Promise<void> {
  const ballots = await database.query<{ voter_id: string; version: number; ledger_number: string; choices: number[] }>(
    `SELECT voter_id, version, ledger_number, choices FROM voting.ballots WHERE edition_id = $1`,
    [edition],
  );
  if (ballots.length !== latest.size)
    violates('one ballot a voter', `${ballots.length} ballots, ${latest.size} voters`);
  for (const ballot of ballots) {
    const row = latest.get(ballot.voter_id);
    const same =
      row?.version === ballot.version &&
      row.number === ballot.ledger_number &&
      String(row.choices) === String(ballot.choices);
    if (!same) violates('a ballot is its latest ledger row', ballot.ledger_number);
  }
}

async function checkEvents(
  database: Pick<Database, 'query'>,
  edition: string,
  rows: readonly Row[],
  violates: Violates,
): Promise<void> {
  const events = await database.query<{ payload: Buffer }>(
    `SELECT payload FROM voting.event_log WHERE type = 'voting.ballots-saved.v1' AND key = $1 ORDER BY position`,
    [edition],
  );
  const told = events.flatMap((event) => fromBinary(BallotsSavedSchema, event.payload).ballots);
  const ballots = rows.filter((row) => row.kind === 'ballot');
  if (told.length !== ballots.length)
    violates('every ballot is in one event', `${told.length} told, ${ballots.length} saved`);
  told.forEach((saved, index) => {
    const row = ballots[index];
    const same =
      String(saved.ledgerNumber) === row?.number &&
      saved.voterId === row.voter_id &&
      saved.ballotVersion === row.version;
    if (!same) violates('events name what was saved', String(saved.ledgerNumber));
  });
}

function checkReceipts(edition: string, rows: readonly Row[], options: InvariantOptions, violates: Violates): void {
  for (const receipt of options.receipts ?? []) {
    if (receipt.edition !== edition) continue;
    const row = rows[receipt.ledgerNumber];
    if (row?.leaf_hash.toString('hex') !== receipt.leafHash)
      violates('an accepted ballot is in the ledger', String(receipt.ledgerNumber));
    if (options.receiptKey !== undefined) {
      const checked = verifyReceipt(receipt, options.receiptKey);
      if (!checked.ok) violates('a receipt holds', `${receipt.ledgerNumber}: ${checked.error.code}`);
    }
  }
  if (options.asked) {
    const asked = new Set(options.asked.map(({ voterId, version }) => `${voterId} ${version}`));
    for (const row of rows) {
      if (row.kind === 'ballot' && !asked.has(`${row.voter_id} ${row.version}`))
        violates('nothing is saved that nobody asked for', row.number);
    }
  }
}
