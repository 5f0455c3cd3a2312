import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { KeyedHash } from '@wsis/kernel';
import fc from 'fast-check';
import {
  encodeBatch,
  type EncodedBatch,
  receiptFor,
  receiptJson,
  receiptSigner,
  rowsOf,
  signBatch,
  type SignedBatch,
  verifyReceipt,
} from './index.js';

/** The first key of RFC 8032, section 7.1, so that the golden receipt can be made again by anyone. */
const PRIVATE_KEY = `-----BEGIN PRIVATE KEY-----\n${Buffer.concat([
  Buffer.from('302e020100300506032b657004220420', 'hex'),
  Buffer.from('9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60', 'hex'),
]).toString('base64')}\n-----END PRIVATE KEY-----\n`;
const signer = receiptSigner(PRIVATE_KEY);
const key = new KeyedHash(Buffer.alloc(32, 5));

const AT = { signedAtMs: Date.parse('2026-03-01T12:00:00.123Z') };

function encoded(size: number): EncodedBatch {
  const ballots = Array.from({ length: size }, (_, i) => ({
    voterId: `0b8f6a52-8c1e-4f7d-9a43-${String(i).padStart(12, '0')}`,
    version: (i % 3) + 1,
    orderNumber: i % 64,
    places: [i + 1],
  }));
  return encodeBatch(key, { edition: 'demo-2026', minute: 29_541_600, categories: [1], ballots });
}

const batchOf = (size: number, first = 41): SignedBatch => signBatch(signer, encoded(size), { ...AT, first });

describe('a receipt', () => {
  it('is proven by the public key alone, for every leaf of batches of every size up to 70', () => {
    for (let size = 1; size <= 70; size += 1) {
      const batch = batchOf(size, size * 3);
      for (let i = 0; i < size; i += 1) {
        const receipt = receiptFor(batch, i);
        expect(verifyReceipt(JSON.parse(JSON.stringify(receipt)), signer.publicKey)).toEqual({
          ok: true,
          value: receipt,
        });
        expect(receipt.ledgerNumber).toBe(size * 3 + i);
      }
    }
  });

  it('has the JSON text that JSON.stringify would give it', () => {
    for (const size of [1, 2, 7]) {
      const receipt = receiptFor(batchOf(size), size - 1);
      expect(receiptJson(receipt)).toBe(JSON.stringify(receipt));
    }
  });

  it('is the golden one, byte for byte', () => {
    const file = new URL('../testdata/golden-receipt.json', import.meta.url);
    const receipt = receiptFor(batchOf(5), 3);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(receipt);
    expect(verifyReceipt(receipt, createPublicKey(PRIVATE_KEY)).ok).toBe(true);
  });

  it('is refused after the change of any single bit of its JSON text', () => {
    const text = Buffer.from(JSON.stringify(receiptFor(batchOf(5), 3)));
    const survived: number[] = [];
    let parsed = 0;
    for (let bit = 0; bit < text.length * 8; bit += 1) {
      const changed = Buffer.from(text);
      changed[bit >> 3] = (changed[bit >> 3] as number) ^ (1 << (bit & 7));
      let value: unknown;
      try {
        value = JSON.parse(changed.toString('utf8'));
      } catch {
        continue;
      }
      parsed += 1;
      if (verifyReceipt(value, signer.publicKey).ok) survived.push(bit);
    }
    expect(survived).toEqual([]);
    // Were nearly all changes no JSON, the test would say nothing about the check.
    expect(parsed).toBeGreaterThan(text.length * 3);
  });

  it('is refused when a field is left out, doubled in another spelling, or taken from another receipt', () => {
    const batch = batchOf(9);
    const [mine, theirs] = [receiptFor(batch, 3), receiptFor(batch, 7)];
    for (const field of Object.keys(mine) as (keyof typeof mine)[]) {
      const without: Record<string, unknown> = { ...mine };
      delete without[field];
      expect(verifyReceipt(without, signer.publicKey)).toMatchObject({
        ok: false,
        error: { code: 'RECEIPT.MALFORMED', field },
      });
      const mixed = { ...mine, [field]: theirs[field] };
      expect(verifyReceipt(mixed, signer.publicKey).ok).toBe(JSON.stringify(mixed) === JSON.stringify(mine));
    }
    expect(verifyReceipt({ ...mine, choice: 17 }, signer.publicKey)).toMatchObject({
      ok: false,
      error: { code: 'RECEIPT.MALFORMED', field: 'choice', rule: 'is not a field of a receipt' },
    });
  });

  it.each([
    ['root', (value: string) => value.toUpperCase()],
    ['signature', (value: string) => ` ${value.slice(1)}`],
    ['signedAt', () => '2026-03-01T12:00:00Z'],
    ['signedAt', () => 1_772_366_400_123],
    ['signedAt', () => 'yesterday'],
    ['edition', () => 'Demo'],
    ['index', () => -1],
    ['index', () => 1.5],
    ['index', () => '1'],
    ['path', () => 'none'],
    ['path', () => Array.from({ length: 54 }, () => '00'.repeat(32))],
    ['ballotVersion', () => 2 ** 32],
  ] as [string, (value: string) => unknown][])('is malformed when %s is not in its one form', (field, change) => {
    const receipt: Record<string, unknown> = { ...receiptFor(batchOf(2), 1) };
    const changed = { ...receipt, [field]: change(String(receipt[field])) };
    expect(verifyReceipt(changed, signer.publicKey)).toMatchObject({
      ok: false,
      error: { code: 'RECEIPT.MALFORMED', field },
    });
  });

  it('names what is wrong', () => {
    const batch = batchOf(4);
    const receipt = receiptFor(batch, 2);
    const problem = (changed: unknown, publicKey = signer.publicKey) => {
      const result = verifyReceipt(changed, publicKey);
      return result.ok ? 'none' : result.error.code;
    };
    const other = generateKeyPairSync('ed25519');
    expect(problem(receipt, other.publicKey)).toBe('RECEIPT.WRONG_KEY');
    expect(problem({ ...receipt, ledgerNumber: receipt.ledgerNumber + 1 })).toBe('RECEIPT.WRONG_PLACE');
    expect(problem({ ...receipt, batchLast: receipt.batchFirst - 1 })).toBe('RECEIPT.WRONG_PLACE');
    expect(problem({ ...receipt, index: 4 })).toBe('RECEIPT.WRONG_PLACE');
    expect(problem({ ...receipt, ballotVersion: 9 })).toBe('RECEIPT.WRONG_LEAF');
    expect(problem({ ...receipt, path: [...receipt.path].reverse() })).toBe('RECEIPT.NOT_IN_BATCH');
    expect(problem({ ...receipt, index: 3, ledgerNumber: receipt.ledgerNumber + 1 })).toBe('RECEIPT.NOT_IN_BATCH');
    expect(problem({ ...receipt, signedAt: '2026-03-01T12:00:00.124Z' })).toBe('RECEIPT.BAD_SIGNATURE');
    const shifted = { ...receipt, batchFirst: 141, batchLast: 144, ledgerNumber: 143 };
    expect(problem(shifted)).toBe('RECEIPT.BAD_SIGNATURE');
    expect(problem(null)).toBe('RECEIPT.MALFORMED');
    const forged = signBatch(receiptSigner(other.privateKey), encoded(4), { first: 41, signedAtMs: 0 });
    expect(problem({ ...receiptFor(forged, 2), keyId: signer.keyId })).toBe('RECEIPT.BAD_SIGNATURE');
  });

  it('can be made again from the row alone, as a batch of one', () => {
    fc.assert(
      fc.property(fc.nat(19), fc.integer({ min: 0, max: 4_102_444_800_000 }), (i, signedAtMs) => {
        const batch = batchOf(20);
        const row = rowsOf(encoded(20), [i]);
        const again = receiptFor(signBatch(signer, row, { first: batch.first + i, signedAtMs }), 0);
        expect(verifyReceipt(again, signer.publicKey).ok).toBe(true);
        expect(again).toMatchObject({
          ledgerNumber: batch.first + i,
          leafHash: receiptFor(batch, i).leafHash,
          path: [],
        });
      }),
      { numRuns: 30 },
    );
  });

  it('is not made with another kind of key, from nothing, or for a place outside of the batch', () => {
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2_048 });
    expect(() => receiptSigner(rsa.privateKey)).toThrow('receipt key: expected an Ed25519 key');
    expect(() => batchOf(0)).toThrow('leaves: expected at least one');
    expect(() => receiptFor(batchOf(2), 2)).toThrow('index: expected a leaf from 0 to 1, got 2');
  });
});
