import { readFileSync } from 'node:fs';
import { KeyedHash } from '@wsis/kernel';
import fc from 'fast-check';
import {
  ballotCommitment,
  ballotSalt,
  batchMessage,
  type Choice,
  coarseMinute,
  decodeBallot,
  decodeLeaf,
  editionHash,
  encodeBallot,
  encodeBatch,
  encodeLeaf,
  hashLeaf,
  LEAF_BYTES,
  LEAF_KINDS,
  leafHash,
  type LeafKind,
  NO_VOTER,
  payloadHash,
  rowOf,
  rowsOf,
  treeRoot,
  voterNullifier,
} from './index.js';

interface Vectors {
  commitmentKey: string;
  ballots: {
    name: string;
    edition: string;
    editionHash: string;
    voterId: string;
    version: number;
    minute: number;
    orderNumber: number;
    choices: Choice[];
    canonicalBallot: string;
    salt: string;
    nullifier: string;
    commitment: string;
    leaf: string;
    leafHash: string;
  }[];
  records: {
    kind: Exclude<LeafKind, 'ballot'>;
    edition: string;
    version: number;
    minute: number;
    payload: string;
    payloadHash: string;
    leaf: string;
    leafHash: string;
  }[];
  rootOfAllLeafHashes: string;
  batch: { edition: string; first: number; last: number; root: string; signedAtMs: number; message: string };
}

const vectors = JSON.parse(
  readFileSync(new URL('../testdata/golden-vectors.json', import.meta.url), 'utf8'),
) as Vectors;
const key = new KeyedHash(Buffer.from(vectors.commitmentKey, 'hex'));
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

describe('golden vectors, made by another program from the page that describes the layout', () => {
  it.each(vectors.ballots)('a ballot: $name', (vector) => {
    const { edition, voterId, version, minute, orderNumber, choices } = vector;
    expect(hex(editionHash(edition))).toBe(vector.editionHash);
    expect(hex(encodeBallot({ edition, orderNumber, choices }))).toBe(vector.canonicalBallot);
    const salt = ballotSalt(key, { edition, voterId, version });
    expect(hex(salt)).toBe(vector.salt);
    const contentHash = ballotCommitment({ edition, orderNumber, choices }, salt);
    expect(hex(contentHash)).toBe(vector.commitment);
    const nullifier = voterNullifier(key, edition, voterId);
    expect(hex(nullifier)).toBe(vector.nullifier);
    const leaf = { kind: 'ballot', edition, nullifier, version, minute, contentHash } as const;
    expect(hex(encodeLeaf(leaf))).toBe(vector.leaf);
    expect(hex(leafHash(leaf))).toBe(vector.leafHash);
  });

  // In a ballot laid out by places, 0 stands for no choice.
  it.each(vectors.ballots.filter(({ choices }) => choices.every(([, nominee]) => nominee !== 0)))(
    'a ballot laid out, as the intake has it: $name',
    ({ edition, voterId, version, minute, orderNumber, choices, ...vector }) => {
      const chosen = [...choices].sort((a, b) => a[0] - b[0]);
      const batch = encodeBatch(key, {
        edition,
        minute,
        categories: chosen.map(([category]) => category),
        ballots: [{ voterId, version, orderNumber, places: chosen.map(([, nominee]) => nominee) }],
      });
      expect([batch.nullifiers, batch.commitments, batch.leafHashes].map(hex)).toEqual([
        vector.nullifier,
        vector.commitment,
        vector.leafHash,
      ]);
    },
  );

  it.each(vectors.records)('a row of kind $kind', (vector) => {
    const contentHash = payloadHash(vector.kind, vector.payload);
    expect(hex(contentHash)).toBe(vector.payloadHash);
    const leaf = { ...vector, nullifier: NO_VOTER, contentHash };
    expect(hex(encodeLeaf(leaf))).toBe(vector.leaf);
    expect(hex(leafHash(leaf))).toBe(vector.leafHash);
  });

  it('has a vector for every kind', () => {
    expect(['ballot', ...vectors.records.map((record) => record.kind)]).toEqual(Object.keys(LEAF_KINDS));
  });

  it('the root over all of them, and the message of a batch', () => {
    const hashes = [...vectors.ballots, ...vectors.records].map((vector) => Buffer.from(vector.leafHash, 'hex'));
    expect(hex(treeRoot(Buffer.concat(hashes)))).toBe(vectors.rootOfAllLeafHashes);
    expect(hex(treeRoot(Buffer.concat(hashes.slice(0, 3))))).toBe(vectors.batch.root);
    expect(hex(batchMessage({ ...vectors.batch, root: Buffer.from(vectors.batch.root, 'hex') }))).toBe(
      vectors.batch.message,
    );
  });
});

const anyChoices = fc
  .uniqueArray(fc.tuple(fc.nat(0xffff), fc.nat(0xffff_ffff)), { maxLength: 40, selector: ([category]) => category })
  .map((choices) => choices as Choice[]);
const anyBallot = fc.record({
  edition: fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,63}$/),
  orderNumber: fc.nat(0xffff),
  choices: anyChoices,
});
const any32 = fc.uint8Array({ minLength: 32, maxLength: 32 });

describe('canonical ballot bytes', () => {
  it('are the same whatever order the choices come in, and read back as the same ballot', () => {
    fc.assert(
      fc.property(anyBallot, fc.nat(1_000), (ballot, turn) => {
        const bytes = encodeBallot(ballot);
        const at = turn % (ballot.choices.length + 1);
        const turned = [...ballot.choices.slice(at), ...ballot.choices.slice(0, at)];
        expect(encodeBallot({ ...ballot, choices: turned })).toEqual(bytes);
        const read = decodeBallot(bytes, ballot.edition);
        expect(read).toEqual({
          ok: true,
          value: { ...ballot, choices: [...ballot.choices].sort((a, b) => a[0] - b[0]) },
        });
      }),
    );
  });

  it('never read back from any other bytes: one flipped bit gives another ballot or a refusal, and never the same bytes', () => {
    fc.assert(
      fc.property(anyBallot, fc.nat(), (ballot, seed) => {
        const bytes = encodeBallot(ballot);
        const bit = seed % (bytes.length * 8);
        bytes[bit >> 3] = (bytes[bit >> 3] as number) ^ (1 << (bit & 7));
        const read = decodeBallot(bytes, ballot.edition);
        if (read.ok) expect(encodeBallot(read.value)).toEqual(bytes);
      }),
    );
  });

  it('do not reach beyond one call: a long ballot leaves nothing in the next', () => {
    const salt = Buffer.alloc(32, 7);
    const short = { edition: 'demo-2026', orderNumber: 1, choices: [[1, 2]] as Choice[] };
    const before = ballotCommitment(short, salt);
    encodeBallot({ ...short, choices: Array.from({ length: 900 }, (_, i) => [i, 0xffff_ffff] as Choice) });
    expect(ballotCommitment(short, salt)).toEqual(before);
    expect(before).toEqual(ballotCommitment(short, Buffer.alloc(32, 7)));
  });

  it('refuse what does not fit, naming the field', () => {
    const ballot = { edition: 'demo-2026', orderNumber: 0, choices: [] as Choice[] };
    expect(() =>
      encodeBallot({
        ...ballot,
        choices: [
          [1, 2],
          [1, 3],
        ],
      }),
    ).toThrow('choices: category 1 is there twice');
    expect(() => encodeBallot({ ...ballot, choices: [[65_536, 2]] })).toThrow(
      'choices.category: expected a whole number from 0 to 65535, got 65536',
    );
    expect(() => encodeBallot({ ...ballot, choices: [[1, 2.5]] })).toThrow(
      'choices.nominee: expected a whole number from 0 to 4294967295, got 2.5',
    );
    expect(() => encodeBallot({ ...ballot, orderNumber: -1 })).toThrow(
      'orderNumber: expected a whole number from 0 to 65535, got -1',
    );
    expect(() => encodeBallot({ ...ballot, edition: 'Demo 2026' })).toThrow('edition: expected a slug');
    expect(() => ballotCommitment(ballot, Buffer.alloc(31))).toThrow('salt: expected 32 bytes, got 31');
    expect(() => ballotSalt(key, { edition: 'demo-2026', voterId: 'someone', version: 1 })).toThrow(
      'voterId: expected a UUID',
    );
  });

  it.each([
    ['too short', (bytes: Buffer) => bytes.subarray(0, 10), 'BALLOT_BYTES.LENGTH'],
    ['one byte too long', (bytes: Buffer) => Buffer.concat([bytes, Buffer.of(0)]), 'BALLOT_BYTES.LENGTH'],
    ['another tag', (bytes: Buffer) => Buffer.concat([Buffer.of(0x78), bytes.subarray(1)]), 'BALLOT_BYTES.TAG'],
    [
      'another edition',
      (bytes: Buffer) => Buffer.concat([bytes.subarray(0, 20), Buffer.alloc(1), bytes.subarray(21)]),
      'BALLOT_BYTES.EDITION',
    ],
    [
      'a category twice',
      (bytes: Buffer) => Buffer.concat([bytes.subarray(0, -6), bytes.subarray(-12, -6)]),
      'BALLOT_BYTES.ORDER',
    ],
  ])('are refused when they are %s', (_name, change, code) => {
    const bytes = encodeBallot({
      edition: 'demo-2026',
      orderNumber: 3,
      choices: [
        [1, 2],
        [2, 9],
      ],
    });
    expect(decodeBallot(change(bytes), 'demo-2026')).toMatchObject({ ok: false, error: { code } });
  });
});

describe('salts, nullifiers and commitments', () => {
  const voter = '0b8f6a52-8c1e-4f7d-9a43-1d2e3f405162';
  const other = '0b8f6a52-8c1e-4f7d-9a43-1d2e3f405163';

  it('differ by key, edition, voter, and the salt by version too', () => {
    const otherKey = new KeyedHash(Buffer.alloc(32, 9));
    const salts = [
      ballotSalt(key, { edition: 'demo-2026', voterId: voter, version: 1 }),
      ballotSalt(key, { edition: 'demo-2026', voterId: voter, version: 2 }),
      ballotSalt(key, { edition: 'demo-2027', voterId: voter, version: 1 }),
      ballotSalt(key, { edition: 'demo-2026', voterId: other, version: 1 }),
      ballotSalt(otherKey, { edition: 'demo-2026', voterId: voter, version: 1 }),
      voterNullifier(key, 'demo-2026', voter),
      voterNullifier(key, 'demo-2027', voter),
      voterNullifier(key, 'demo-2026', other),
      voterNullifier(otherKey, 'demo-2026', voter),
    ];
    expect(new Set(salts.map(hex)).size).toBe(salts.length);
  });

  it('a commitment opens only with its own salt and its own choices', () => {
    fc.assert(
      fc.property(anyBallot, any32, any32, fc.nat(0xffff), (ballot, salt, otherSalt, order) => {
        const commitment = hex(ballotCommitment(ballot, salt));
        if (hex(salt) !== hex(otherSalt)) expect(hex(ballotCommitment(ballot, otherSalt))).not.toBe(commitment);
        if (order !== ballot.orderNumber)
          expect(hex(ballotCommitment({ ...ballot, orderNumber: order }, salt))).not.toBe(commitment);
      }),
    );
  });
});

describe('ledger leaves', () => {
  const anyLeaf = fc.record({
    kind: fc.constant('ballot' as const),
    edition: fc.constant('demo-2026'),
    nullifier: any32,
    version: fc.nat(0xffff_ffff),
    minute: fc.nat(0xffff_ffff),
    contentHash: any32,
  });

  it('are 118 bytes, read back as they were, and hash as RFC 6962 says', () => {
    expect(LEAF_BYTES).toBe(118);
    fc.assert(
      fc.property(anyLeaf, (leaf) => {
        const bytes = encodeLeaf(leaf);
        expect(bytes.length).toBe(LEAF_BYTES);
        expect(leafHash(leaf)).toEqual(hashLeaf(bytes));
        const read = decodeLeaf(bytes, 'demo-2026');
        expect(read.ok && encodeLeaf(read.value)).toEqual(bytes);
      }),
    );
  });

  it('change their hash with every single bit', () => {
    const bytes = encodeLeaf({
      kind: 'ballot',
      edition: 'demo-2026',
      nullifier: Buffer.alloc(32, 1),
      version: 1,
      minute: 2,
      contentHash: Buffer.alloc(32, 3),
    });
    const hashes = new Set([hex(hashLeaf(bytes))]);
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const changed = Buffer.from(bytes);
      changed[bit >> 3] = (changed[bit >> 3] as number) ^ (1 << (bit & 7));
      hashes.add(hex(hashLeaf(changed)));
    }
    expect(hashes.size).toBe(bytes.length * 8 + 1);
  });

  it('of another kind than a ballot name no voter, neither written nor read', () => {
    const leaf = {
      kind: 'removal' as const,
      edition: 'demo-2026',
      nullifier: Buffer.alloc(32, 1),
      version: 0,
      minute: 2,
      contentHash: Buffer.alloc(32),
    };
    expect(() => encodeLeaf(leaf)).toThrow('nullifier: a row of kind removal names no voter');
    const bytes = encodeLeaf({ ...leaf, kind: 'ballot' });
    bytes[13] = LEAF_KINDS.removal;
    expect(decodeLeaf(bytes, 'demo-2026')).toMatchObject({ ok: false, error: { code: 'LEAF_BYTES.VOTER' } });
  });

  it.each([
    ['LEAF_BYTES.LENGTH', (bytes: Buffer) => bytes.subarray(1)],
    ['LEAF_BYTES.TAG', (bytes: Buffer) => Buffer.concat([Buffer.of(0x78), bytes.subarray(1)])],
    ['LEAF_BYTES.KIND', (bytes: Buffer) => Buffer.concat([bytes.subarray(0, 13), Buffer.of(99), bytes.subarray(14)])],
    ['LEAF_BYTES.EDITION', (bytes: Buffer) => Buffer.concat([bytes.subarray(0, 14), Buffer.of(0), bytes.subarray(15)])],
  ])('are refused with %s when read from other bytes', (code, change) => {
    const bytes = encodeLeaf({
      kind: 'close',
      edition: 'demo-2026',
      nullifier: NO_VOTER,
      version: 0,
      minute: 2,
      contentHash: Buffer.alloc(32),
    });
    expect(decodeLeaf(change(bytes), 'demo-2026')).toMatchObject({ ok: false, error: { code } });
  });

  it('refuse what does not fit, naming the field', () => {
    const leaf = {
      kind: 'ballot' as const,
      edition: 'demo-2026',
      nullifier: NO_VOTER,
      version: 0,
      minute: 2,
      contentHash: Buffer.alloc(32),
    };
    expect(() => leafHash({ ...leaf, kind: 'vote' as 'ballot' })).toThrow('kind: "vote" is not a kind of ledger row');
    expect(() => leafHash({ ...leaf, version: 2 ** 32 })).toThrow('version: expected a whole number');
    expect(() => leafHash({ ...leaf, minute: 0.5 })).toThrow('minute: expected a whole number');
    expect(() => leafHash({ ...leaf, contentHash: Buffer.alloc(0) })).toThrow('contentHash: expected 32 bytes, got 0');
  });

  it('carry whole minutes', () => {
    expect(coarseMinute(Date.parse('2026-03-01T12:00:59.999Z'))).toBe(
      coarseMinute(Date.parse('2026-03-01T12:00:00.000Z')),
    );
    expect(coarseMinute(60_000)).toBe(1);
  });

  it('tell the same payload apart by its kind', () => {
    expect(payloadHash('review', '{}')).not.toEqual(payloadHash('removal', '{}'));
    expect(payloadHash('review', '{"a":"é"}')).toEqual(payloadHash('review', Buffer.from('{"a":"é"}')));
  });
});

describe('a batch', () => {
  it('gives each ballot what it would get alone, with places left empty as if they were not there', () => {
    const categories = [1, 7, 18];
    const ballots = Array.from({ length: 50 }, (_, i) => ({
      voterId: `0b8f6a52-8c1e-4f7d-9a43-${String(i).padStart(12, '0')}`,
      version: i + 1,
      orderNumber: i % 64,
      places: [i + 1, i % 3 === 0 ? 0 : 500 + i, 1_000 + i],
    }));
    const edition = 'demo-2026';
    const batch = encodeBatch(key, { edition, minute: 9, categories, ballots });
    ballots.forEach(({ voterId, version, orderNumber, places }, i) => {
      const nullifier = voterNullifier(key, edition, voterId);
      const choices = places.flatMap((nominee, place): Choice[] => (nominee ? [[categories[place]!, nominee]] : []));
      const salt = ballotSalt(key, { edition, voterId, version });
      const contentHash = ballotCommitment({ edition, orderNumber, choices }, salt);
      expect(rowOf(batch.nullifiers, i)).toEqual(nullifier);
      expect(rowOf(batch.commitments, i)).toEqual(contentHash);
      expect(rowOf(batch.leafHashes, i)).toEqual(
        leafHash({ kind: 'ballot', edition, nullifier, version, minute: 9, contentHash }),
      );
    });
  });

  it('is cut down to the rows at some of its places', () => {
    const ballots = [1, 2, 3].map((version) => ({
      voterId: '0b8f6a52-8c1e-4f7d-9a43-000000000001',
      version,
      orderNumber: 0,
      places: [version],
    }));
    const of = (some: typeof ballots) =>
      encodeBatch(key, { edition: 'demo-2026', minute: 9, categories: [1], ballots: some });
    expect(rowsOf(of(ballots), [0, 2])).toEqual(of([ballots[0]!, ballots[2]!]));
    expect(rowsOf(of(ballots), [0, 1, 2])).toEqual(of(ballots));
  });
});
