#!/usr/bin/env node
/**
 * node scripts/drills/audit.mjs FOLDER
 * Tells whether a vote kept its promises, from a database export and from what its voters kept. Imports nothing of the
 * platform: layouts and hashes are written anew from docs/adr/0003-leaf-layout.md and RFC 6962, so that agreement means
 * something. Prints its findings as JSON; the exit code is 0 only if nothing is wrong.
 *
 * FOLDER holds
 *   export.sql     pg_dump --data-only of voting.ledgers, ledger_rows, ballots and certified_results
 *   contest.json   { edition, categories: [{ code, number }], categoriesRequired, lostChoiceFillsCategory, commitmentKey, receiptKey }
 *   kept.ndjson    what each voter asked for and was told: { voterId, version, key, orderNumber, choices: { code: number }, receipt }
 *   openings.ndjson  (after the close) what auditors were shown
 *   before.json    (optional) { size, root } of an earlier audit: what was in the ledger then must be in it still
 */
import { createHash, createHmac, createPublicKey, verify } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const KINDS = [
  'ballot',
  'review',
  'restoration',
  'removal',
  'withdrawal',
  'rules',
  'window',
  'privileged-read',
  'close',
];
const NOTHING = Buffer.alloc(32);
/** Of each thing that is wrong so many are shown; all are counted. */
const SHOWN = 5;

const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();
const tag = (text) => Buffer.concat([Buffer.from(text, 'ascii'), Buffer.alloc(1)]);
const u8 = (value) => Buffer.of(value);
const u16 = (value) => {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value);
  return bytes;
};
const u32 = (value) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};
const u64 = (value) => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(value));
  return bytes;
};

/** The root of a list of leaf hashes (RFC 6962, 2.1). */
export function merkleRoot(leaves, from = 0, to = leaves.length) {
  if (to === from) return sha256('');
  if (to - from === 1) return leaves[from];
  let left = 1;
  while (left * 2 < to - from) left *= 2;
  return sha256(u8(1), merkleRoot(leaves, from, from + left), merkleRoot(leaves, from + left, to));
}

/** The tables of a dump, each a list of rows by column name, every value a text or null. */
export function readDump(text) {
  const tables = {};
  let rows;
  let columns = [];
  for (const line of text.split('\n')) {
    const copy = /^COPY \w+\.(\w+) \((.+)\) FROM stdin;$/.exec(line);
    if (copy) {
      rows = tables[copy[1]] = [];
      columns = copy[2].split(', ');
    } else if (line === '\\.') rows = undefined;
    else if (rows) {
      const values = line.split('\t').map(unescaped);
      rows.push(Object.fromEntries(columns.map((column, place) => [column, values[place]])));
    }
  }
  return tables;
}

const ESCAPES = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };
function unescaped(value) {
  if (value === '\\N') return null;
  return value.includes('\\') ? value.replace(/\\(.)/g, (_, letter) => ESCAPES[letter] ?? letter) : value;
}
const bytesOf = (hex) => Buffer.from(hex.slice(2), 'hex');
const numbersOf = (list) => (list === '{}' ? [] : list.slice(1, -1).split(',').map(Number));
const uuidBytes = (uuid) => Buffer.from(uuid.replaceAll('-', ''), 'hex');

/** Looks for everything that must not be. */
export function audit({ tables, contest, kept, openings, before }) {
  const { edition } = contest;
  const key = Buffer.from(contest.commitmentKey, 'hex');
  const editionHash = sha256(tag('wsis/edition/v1'), edition);
  const wrong = new Map();
  const found = (what, where) => {
    const one = wrong.get(what) ?? { count: 0, examples: [] };
    one.count += 1;
    if (one.examples.length < SHOWN) one.examples.push(String(where));
    wrong.set(what, one);
  };
  const mine = (table) => (tables[table] ?? []).filter((row) => row.edition_id === edition);
  const [ledger] = mine('ledgers');
  const rows = mine('ledger_rows').sort((a, b) => Number(a.number) - Number(b.number));
  const categories = [...contest.categories].sort((a, b) => a.number - b.number);

  if (!ledger) found('there is a ledger', edition);
  rows.forEach((row, place) => {
    if (Number(row.number) !== place) found('ledger numbers have no gap and none is there twice', row.number);
  });
  if (ledger && rows.length !== Number(ledger.next_number))
    found('the counter is the number of rows', `${rows.length} rows, counter ${ledger.next_number}`);

  // Each row is what its hashes say.
  const leaves = rows.map((row) => {
    const kind = KINDS.indexOf(row.kind) + 1;
    const version = Number(row.version);
    let nullifier = NOTHING;
    let content;
    if (row.kind === 'ballot') {
      const voter = uuidBytes(row.voter_id);
      const chosen = numbersOf(row.choices).flatMap((nominee, place) =>
        nominee === 0 ? [] : [u16(categories[place]?.number ?? 0), u32(nominee)],
      );
      const ballot = Buffer.concat([
        tag('wsis/ballot/v1'),
        editionHash,
        u16(Number(row.order_number)),
        u16(chosen.length / 2),
        ...chosen,
      ]);
      const hmac = (name, ...rest) =>
        createHmac('sha256', key)
          .update(Buffer.concat([tag(name), editionHash, voter, ...rest]))
          .digest();
      nullifier = hmac('wsis/nullifier/v1');
      content = sha256(ballot, hmac('wsis/salt/v1', u32(version)));
      if (!nullifier.equals(bytesOf(row.nullifier))) found('a nullifier is that of its voter', row.number);
    } else content = sha256(tag('wsis/payload/v1'), u8(kind), row.payload);
    if (!content.equals(bytesOf(row.content_hash))) found('a commitment is that of its content', row.number);
    const leaf = sha256(
      u8(0),
      tag('wsis/leaf/v1'),
      u8(kind),
      editionHash,
      nullifier,
      u32(version),
      u32(Number(row.minute)),
      content,
    );
    if (!leaf.equals(bytesOf(row.leaf_hash))) found('a leaf hash is that of its row', row.number);
    return leaf;
  });
  const root = merkleRoot(leaves).toString('hex');
  if (before && (before.size > leaves.length || merkleRoot(leaves, 0, before.size).toString('hex') !== before.root))
    found('what was in the ledger once is in it still, unchanged', `${before.size} rows`);

  // The order of things: nothing is numbered where nothing may be, and each voter has one chain of versions.
  const ballots = rows.filter((row) => row.kind === 'ballot');
  const latest = new Map();
  const withdrawn = new Set();
  const standing = new Map();
  let paused = false;
  let closed = false;
  for (const row of rows) {
    const payload = row.payload === null ? {} : JSON.parse(row.payload);
    if (row.kind === 'close') closed = true;
    if (row.kind === 'window' && 'paused' in payload) paused = payload.paused;
    if (row.kind === 'withdrawal') withdrawn.add(payload.number);
    if (['review', 'restoration', 'removal'].includes(row.kind))
      for (const number of payload.ledgerNumbers) standing.set(rows[number]?.voter_id, row.kind);
    if (row.kind !== 'ballot') continue;
    const at = `${row.number} at ${row.saved_at}`;
    if (closed) found('no ballot is numbered after the close', at);
    if (
      ledger?.closes_at &&
      Date.parse(row.saved_at) >= Date.parse(ledger.closes_at) + 1000 * Number(ledger.grace_seconds)
    )
      found('no ballot is saved after the end', at);
    if (paused) found('no ballot is numbered while saving is paused', at);
    if (numbersOf(row.choices).some((nominee) => withdrawn.has(nominee)))
      found('no ballot names a nominee who had withdrawn', at);
    const earlier = latest.get(row.voter_id);
    if (Number(row.version) !== Number(earlier?.version ?? 0) + 1 || row.supersedes !== (earlier?.number ?? null))
      found('each version of a ballot is there once and supersedes the one before', at);
    latest.set(row.voter_id, row);
  }
  const current = mine('ballots');
  const voters = new Set(current.map((ballot) => ballot.voter_id));
  const doubledVoters = current.length - voters.size;
  if (doubledVoters > 0) found('a voter has one ballot', `${doubledVoters} more`);
  if (voters.size !== latest.size) found('who is in the ledger has a ballot', `${voters.size}, ${latest.size}`);
  for (const ballot of current) {
    const row = latest.get(ballot.voter_id);
    if (row?.number !== ballot.ledger_number || row.version !== ballot.version || row.choices !== ballot.choices)
      found('a ballot is its latest row of the ledger', ballot.ledger_number);
  }

  // What voters were told, against what is there.
  const receiptKey = createPublicKey(contest.receiptKey);
  const sound = new Map();
  const toldOf = new Map();
  let lost = 0;
  let doubled = doubledVoters;
  const slots = (choices) => categories.map(({ code }) => choices[code] ?? 0);
  const newest = new Map();
  for (const one of kept) {
    const { receipt } = one;
    const number = Number(receipt.ledgerNumber);
    const row = rows[number];
    const same =
      row?.kind === 'ballot' &&
      row.voter_id === one.voterId &&
      Number(row.version) === one.version &&
      Number(row.order_number) === one.orderNumber &&
      numbersOf(row.choices).join() === slots(one.choices).join() &&
      row.request_key.replaceAll('-', '') === sha256(one.key).subarray(0, 16).toString('hex') &&
      leaves[number]?.toString('hex') === receipt.leafHash;
    if (!same) {
      lost += 1;
      found('what was accepted is in the ledger, as it was asked for', number);
    }
    if (toldOf.has(number)) {
      doubled += 1;
      found('a number is told to one voter once', number);
    }
    toldOf.set(number, one);
    if (!signedRootHolds(receipt)) found('the root rebuilt from rows is the signed one', number);
    if ((newest.get(one.voterId)?.version ?? 0) < one.version) newest.set(one.voterId, one);
  }
  const unasked = ballots.filter((row) => !toldOf.has(Number(row.number)));
  for (const row of unasked) found('nothing is in the ledger that nobody was told of', row.number);

  /** The batch that a receipt names, rebuilt from the rows; each batch is looked at once. */
  function signedRootHolds({ batchFirst, batchLast, signedAt, signature, root: claimed }) {
    const known = sound.get(signature);
    if (known !== undefined) return known;
    const rebuilt = batchLast < leaves.length ? merkleRoot(leaves, batchFirst, batchLast + 1) : NOTHING;
    const message = Buffer.concat([
      tag('wsis/receipt/v1'),
      editionHash,
      u64(batchFirst),
      u64(batchLast),
      rebuilt,
      u64(Date.parse(signedAt)),
    ]);
    const holds =
      rebuilt.toString('hex') === claimed && verify(null, message, receiptKey, Buffer.from(signature, 'hex'));
    sound.set(signature, holds);
    return holds;
  }

  // The tally, once from the rows, once from what voters say they chose, and once more from what auditors were shown.
  const rowTally = countVotes([...latest.values()].map((row) => [row.voter_id, numbersOf(row.choices)]));
  const voterTally = countVotes([...newest.values()].map((one) => [one.voterId, slots(one.choices)]));
  if (text(rowTally) !== text(voterTally))
    found('the tally of the rows is that of the voters', difference(rowTally, voterTally));
  const balance = { accepted: ballots.length, superseded: ballots.length - latest.size, ...rowTally.balance };
  if (balance.accepted !== balance.superseded + latest.size) found('the ledger balances', JSON.stringify(balance));
  if (openings) {
    const shown = openings.filter((one, place) => {
      const row = rows[one.number];
      const choices = categories.map(({ number }) => one.choices.find(([category]) => category === number)?.[1] ?? 0);
      const same =
        Number(ballots[place]?.number) === one.number && numbersOf(row?.choices ?? '{}').join() === choices.join();
      if (!same) found('an opening is its row', one.number);
      return same;
    });
    if (shown.length !== ballots.length)
      found('every ballot is opened to auditors', `${shown.length} of ${ballots.length}`);
  }
  const [certified] = mine('certified_results');
  if (certified) compareCertified(JSON.parse(certified.result));

  function countVotes(latestChoices) {
    const votes = new Map();
    const counted = { counted: 0, incomplete: 0, removed: 0, underReview: 0 };
    for (const [voter, choices] of latestChoices) {
      const chosen = choices.filter((nominee) => nominee !== 0);
      const valid = chosen.filter((nominee) => !withdrawn.has(nominee));
      const fate = standing.get(voter);
      if (fate === 'removal') counted.removed += 1;
      else if (fate === 'review') counted.underReview += 1;
      else if ((contest.lostChoiceFillsCategory ? chosen : valid).length < contest.categoriesRequired)
        counted.incomplete += 1;
      else {
        counted.counted += 1;
        for (const nominee of valid) votes.set(nominee, (votes.get(nominee) ?? 0) + 1);
      }
    }
    return { votes, balance: counted };
  }

  function compareCertified(result) {
    for (const [part, count] of Object.entries(balance))
      if (result.balance[part] !== count)
        found('the certified balance is ours', `${part}: ${result.balance[part]}, ${count}`);
    const theirs = result.categories.flatMap(({ placings }) => placings);
    for (const { number, votes } of theirs)
      if ((rowTally.votes.get(number) ?? 0) !== votes) found('the certified tally is ours', `nominee ${number}`);
    const named = new Set(theirs.map(({ number }) => number));
    for (const nominee of rowTally.votes.keys())
      if (!named.has(nominee)) found('the certified tally is ours', `nominee ${nominee}`);
    if (result.finalLedgerNumber !== rows.findIndex((row) => row.kind === 'close'))
      found('the certified end is the close', result.finalLedgerNumber);
  }

  return {
    edition,
    rows: rows.length,
    ballots: ballots.length,
    voters: latest.size,
    receipts: kept.length,
    lost,
    doubled,
    unasked: unasked.length,
    afterTheClose:
      (wrong.get('no ballot is numbered after the close')?.count ?? 0) +
      (wrong.get('no ballot is saved after the end')?.count ?? 0),
    root,
    balance,
    certified: certified !== undefined,
    wrong: Object.fromEntries(wrong),
  };
}

const text = ({ votes, balance }) => JSON.stringify([[...votes].sort(([a], [b]) => a - b), balance]);
function difference(one, other) {
  const numbers = new Set([...one.votes.keys(), ...other.votes.keys()]);
  const apart = [...numbers].filter((number) => (one.votes.get(number) ?? 0) !== (other.votes.get(number) ?? 0));
  return `nominees ${apart.slice(0, SHOWN).join(', ')}; ${JSON.stringify(one.balance)}, ${JSON.stringify(other.balance)}`;
}

/** Reads what is in a folder, and audits it. */
export function auditFolder(folder) {
  const read = (name) => readFileSync(join(folder, name), 'utf8');
  const lines = (name) =>
    read(name)
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line));
  const optional = (name, how) => (existsSync(join(folder, name)) ? how(name) : undefined);
  return audit({
    tables: readDump(read('export.sql')),
    contest: JSON.parse(read('contest.json')),
    kept: lines('kept.ndjson'),
    openings: optional('openings.ndjson', lines),
    before: optional('before.json', (name) => JSON.parse(read(name))),
  });
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const report = auditFolder(resolve(process.argv[2] ?? '.'));
  process.stdout.write(`${JSON.stringify(report)}\n`);
  process.exitCode = Object.keys(report.wrong).length === 0 ? 0 : 1;
}
