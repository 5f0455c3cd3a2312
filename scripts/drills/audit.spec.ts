import { createHash, generateKeyPairSync, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { KeyedHash } from '@wsis/kernel';
import {
  encodeBatch,
  leafHash,
  payloadHash,
  receiptFor,
  receiptSigner,
  signBatch,
  type LeafKind,
} from '@wsis/transparency-log';

interface Report {
  readonly lost: number;
  readonly doubled: number;
  readonly unasked: number;
  readonly afterTheClose: number;
  readonly root: string;
  readonly wrong: Readonly<Record<string, unknown>>;
}
type Row = Record<string, string | null>;
interface Story {
  tables: { ledgers: Row[]; ledger_rows: Row[]; ballots: Row[]; certified_results: Row[] };
  contest: object;
  kept: { voterId: string; version: number; choices: Record<string, number>; receipt: { ledgerNumber: number } }[];
  before?: object;
  openings?: { number: number; choices: number[][] }[];
}
const { audit, readDump } = (await import(join(import.meta.dirname, 'audit.mjs'))) as {
  audit(story: Story): Report;
  readDump(text: string): Record<string, Row[]>;
};

const edition = 'drill-2026';
const commitmentKey = Buffer.alloc(32, 7);
const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const signer = receiptSigner(privateKey);
const MINUTE = 29_000_000;
const savedAt = (number: number) => new Date(MINUTE * 60_000 + number).toISOString();
const bytea = (bytes: Uint8Array) => `\\x${Buffer.from(bytes).toString('hex')}`;
const CATEGORIES = [
  { code: 'C1', number: 1 },
  { code: 'C2', number: 2 },
];

/** A vote as the platform stores it: two voters, one of whom changed a ballot, and the close. */
function story(): Story {
  const [anna, ben] = ['00000000-0000-4000-a000-000000000001', '00000000-0000-4000-a000-000000000002'];
  const rows: Row[] = [];
  const kept: Story['kept'] = [];
  const other = (kind: Exclude<LeafKind, 'ballot'>, payload: string) => {
    const contentHash = payloadHash(kind, payload);
    const leaf = leafHash({ kind, edition, nullifier: Buffer.alloc(32), version: 1, minute: MINUTE, contentHash });
    rows.push({
      ...empty(rows.length, kind),
      version: '1',
      content_hash: bytea(contentHash),
      leaf_hash: bytea(leaf),
      payload,
    });
  };
  const save = (voterId: string, version: number, choices: readonly [number, number], supersedes: string | null) => {
    const number = rows.length;
    const chosen = choices.map((nominee, place) => [place + 1, nominee] as const).filter(([, nominee]) => nominee > 0);
    const batch = encodeBatch(new KeyedHash(commitmentKey), {
      edition,
      minute: MINUTE,
      categories: CATEGORIES.map((category) => category.number),
      ballots: [{ voterId, version, places: choices, orderNumber: 3 }],
    });
    const key = randomUUID();
    rows.push({
      ...empty(number, 'ballot'),
      version: String(version),
      content_hash: bytea(batch.commitments),
      leaf_hash: bytea(batch.leafHashes),
      nullifier: bytea(batch.nullifiers),
      voter_id: voterId,
      supersedes,
      choices: `{${choices.join()}}`,
      order_number: '3',
      request_key: createHash('sha256').update(key).digest('hex').slice(0, 32),
    });
    const names = Object.fromEntries(chosen.map(([place, nominee]) => [`C${place}`, nominee]));
    const receipt = receiptFor(signBatch(signer, batch, { first: number, signedAtMs: 1 }), 0);
    kept.push(Object.assign({ voterId, version, choices: names, receipt }, { key, orderNumber: 3 }));
  };
  other('rules', '{"rulesVersion":1}');
  save(anna, 1, [11, 21], null);
  save(ben, 1, [12, 0], null);
  save(anna, 2, [12, 22], '1');
  other('close', '{"finalLedgerNumber":4}');
  const ballots = [rows[2], rows[3]].map((row) => ({ ...row, ledger_number: row?.number ?? null }) as Row);
  const end = new Date(MINUTE * 60_000 + 60_000).toISOString();
  return {
    tables: {
      ledgers: [{ edition_id: edition, next_number: '5', closes_at: end, grace_seconds: '0' }],
      ledger_rows: rows,
      ballots,
      certified_results: [certified()],
    },
    contest: {
      edition,
      categories: CATEGORIES,
      categoriesRequired: 2,
      lostChoiceFillsCategory: true,
      commitmentKey: commitmentKey.toString('hex'),
      receiptKey: publicKey.export({ type: 'spki', format: 'pem' }),
    },
    kept,
    openings: rows.flatMap((row) =>
      row.kind === 'ballot'
        ? [
            {
              number: Number(row.number),
              choices: String(row.choices)
                .slice(1, -1)
                .split(',')
                .map((n, at) => [at + 1, Number(n)]),
            },
          ]
        : [],
    ),
  };
}

const empty = (number: number, kind: string): Row => ({
  edition_id: edition,
  number: String(number),
  kind,
  minute: String(MINUTE),
  saved_at: savedAt(number),
  voter_id: null,
  nullifier: null,
  supersedes: null,
  choices: null,
  order_number: null,
  request_key: null,
  payload: null,
});

function certified(votes = 1): Row {
  const balance = { accepted: 3, superseded: 1, counted: 1, incomplete: 1, removed: 0, underReview: 0 };
  const placings = [
    { number: 12, votes },
    { number: 22, votes: 1 },
  ];
  return {
    edition_id: edition,
    result: JSON.stringify({ balance, finalLedgerNumber: 4, categories: [{ placings }] }),
  };
}

describe('the audit of a drill', () => {
  it('finds nothing wrong with a vote as the platform stores it', () => {
    expect(audit(story())).toMatchObject({ lost: 0, doubled: 0, unasked: 0, afterTheClose: 0, wrong: {} });
  });

  it.each<[string, (found: Story) => unknown, string]>([
    [
      'a row that is gone',
      ({ tables }) => tables.ledger_rows.splice(3, 1),
      'ledger numbers have no gap and none is there twice',
    ],
    ['a row that is gone from the end', ({ tables }) => tables.ledger_rows.pop(), 'the counter is the number of rows'],
    [
      'a choice that was changed',
      ({ tables }) => (tables.ledger_rows[3]!.choices = '{11,22}'),
      'a commitment is that of its content',
    ],
    [
      'a row of another voter',
      ({ tables }) => (tables.ledger_rows[2]!.voter_id = randomUUID()),
      'a nullifier is that of its voter',
    ],
    [
      'a minute that was changed',
      ({ tables }) => (tables.ledger_rows[0]!.minute = '1'),
      'a leaf hash is that of its row',
    ],
    [
      'a payload that was changed',
      ({ tables }) => (tables.ledger_rows[0]!.payload = '{}'),
      'a commitment is that of its content',
    ],
    [
      'a version that is there twice',
      ({ tables }) => (tables.ledger_rows[3]!.version = '1'),
      'each version of a ballot is there once and supersedes the one before',
    ],
    ['a second ballot of a voter', ({ tables }) => tables.ballots.push(tables.ballots[0]!), 'a voter has one ballot'],
    [
      'a ballot that is not the latest',
      ({ tables }) => (tables.ballots[1]!.ledger_number = '1'),
      'a ballot is its latest row of the ledger',
    ],
    [
      'a receipt without its row',
      ({ kept }) => (kept[1]!.receipt.ledgerNumber = 7),
      'what was accepted is in the ledger, as it was asked for',
    ],
    [
      'a receipt for what nobody asked',
      ({ kept }) => (kept[1]!.choices = { C1: 11 }),
      'what was accepted is in the ledger, as it was asked for',
    ],
    ['a number that was told twice', ({ kept }) => kept.push(kept[1]!), 'a number is told to one voter once'],
    ['a row that nobody was told of', ({ kept }) => kept.pop(), 'nothing is in the ledger that nobody was told of'],
    [
      'a root that is not of the rows',
      ({ kept }) => Object.assign(kept[0]!.receipt, { root: '00'.repeat(32) }),
      'the root rebuilt from rows is the signed one',
    ],
    [
      'a signature that is not the platform’s',
      ({ kept }) => Object.assign(kept[0]!.receipt, { signature: '00'.repeat(64) }),
      'the root rebuilt from rows is the signed one',
    ],
    [
      'a ballot after the end',
      ({ tables }) => (tables.ledgers[0]!.closes_at = savedAt(3)),
      'no ballot is saved after the end',
    ],
    [
      'a ballot after the close',
      ({ tables }) => (tables.ledger_rows[0]!.kind = 'close'),
      'no ballot is numbered after the close',
    ],
    [
      'a ballot while saving is paused',
      ({ tables }) => Object.assign(tables.ledger_rows[0]!, { kind: 'window', payload: '{"paused":true}' }),
      'no ballot is numbered while saving is paused',
    ],
    [
      'a ballot for somebody who had withdrawn',
      ({ tables }) => Object.assign(tables.ledger_rows[0]!, { kind: 'withdrawal', payload: '{"number":12}' }),
      'no ballot names a nominee who had withdrawn',
    ],
    [
      'a tally that is not ours',
      ({ tables }) => (tables.certified_results = [certified(2)]),
      'the certified tally is ours',
    ],
    ['a ballot that auditors were not shown', ({ openings }) => openings!.pop(), 'every ballot is opened to auditors'],
    ['an opening of something else', ({ openings }) => (openings![0]!.choices[0]![1] = 99), 'an opening is its row'],
    [
      'a row that was changed since',
      (found) => (found.before = { size: 3, root: '00'.repeat(32) }),
      'what was in the ledger once is in it still, unchanged',
    ],
  ])('finds %s', (_, break_, invariant) => {
    const found = story();
    break_(found);
    expect(Object.keys(audit(found).wrong)).toContain(invariant);
  });

  it('counts what is lost, doubled and unasked for', () => {
    const found = story();
    found.kept[0]!.receipt = found.kept[1]!.receipt;
    expect(audit(found)).toMatchObject({ lost: 1, doubled: 1, unasked: 1 });
  });

  it('reads what pg_dump writes', () => {
    const dump = ['COPY voting.rows (a, b, c) FROM stdin;', '1\t\\N\t\\\\x0a', '2\tx\\ty\t{1,2}', '\\.', ''].join('\n');
    expect(readDump(dump)).toEqual({
      rows: [
        { a: '1', b: null, c: '\\x0a' },
        { a: '2', b: 'x\ty', c: '{1,2}' },
      ],
    });
  });
});
