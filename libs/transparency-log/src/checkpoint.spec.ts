import { createHash, createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import fc from 'fast-check';
import {
  CompactRange,
  checkpointVerifierKey,
  receiptSigner,
  signCheckpoint,
  treeRoot,
  verifyCheckpoint,
} from './index.js';

const signer = receiptSigner(generateKeyPairSync('ed25519').privateKey);
const checkpoint = {
  edition: 'demo-2026',
  size: 41,
  root: createHash('sha256').update('root').digest(),
  signedAtMs: Date.parse('2026-05-09T21:00:00.123Z'),
};
const note = signCheckpoint(signer, checkpoint);
const leaves = (size: number) =>
  Buffer.concat(Array.from({ length: size }, (_, index) => createHash('sha256').update(String(index)).digest()));

describe('A checkpoint', () => {
  it('is proven by the public key alone', () => {
    expect(verifyCheckpoint(note, signer.publicKey)).toEqual({ ok: true, value: checkpoint });
    const other = generateKeyPairSync('ed25519').publicKey;
    expect(verifyCheckpoint(note, other)).toEqual({ ok: false, error: { code: 'CHECKPOINT.WRONG_KEY' } });
  });

  it('is a note as C2SP has it, which another program checks by the key for such tools', () => {
    const [name = '', hash = '', key = ''] = checkpointVerifierKey('demo-2026', signer.publicKey).split('+', 3);
    const encoded = checkpointVerifierKey('demo-2026', signer.publicKey).slice(name.length + hash.length + 2);
    expect(encoded.startsWith(key)).toBe(true);
    const typed = Buffer.from(encoded, 'base64');
    const spki = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), typed.subarray(1)]);
    const publicKey = createPublicKey({ key: spki, format: 'der', type: 'spki' });
    const [text = '', last = ''] = note.split('\n\n');
    const signed = Buffer.from(last.trim().split(' ')[2] ?? '', 'base64');
    expect([typed[0], last.split(' ')[1], signed.subarray(0, 4).toString('hex')]).toEqual([1, name, hash]);
    expect(verify(null, Buffer.from(`${text}\n`), publicKey, signed.subarray(4))).toBe(true);
    expect(text.split('\n').slice(0, 3)).toEqual([name, '41', checkpoint.root.toString('base64')]);
  });

  it('is refused when any bit of it is changed, or anything is added or left out', () => {
    const bytes = Buffer.from(note);
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const changed = Buffer.from(bytes);
      changed[bit >> 3] = (changed[bit >> 3] as number) ^ (1 << (bit & 7));
      expect([bit, verifyCheckpoint(changed.toString(), signer.publicKey).ok]).toEqual([bit, false]);
    }
    for (const wrong of ['', note.slice(0, -1), `${note}\n`, ` ${note}`, note.replace('\n\n', '\nmore\n\n')]) {
      expect(verifyCheckpoint(wrong, signer.publicKey).ok).toBe(false);
    }
    expect(verifyCheckpoint(note.replace('\n41\n', '\n041\n'), signer.publicKey).ok).toBe(false);
  });

  it('is made of a size and a root alone that can be', () => {
    expect(() => signCheckpoint(signer, { ...checkpoint, size: -1 })).toThrow(RangeError);
    expect(() => signCheckpoint(signer, { ...checkpoint, root: Buffer.alloc(31) })).toThrow(RangeError);
    expect(() => signCheckpoint(signer, { ...checkpoint, edition: 'No' })).toThrow(RangeError);
  });
});

describe('A tree that grows', () => {
  it('has the root of the tree over all leaves, however it grew', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 12 }), (steps) => {
        const all = leaves(steps.reduce((sum, step) => sum + step, 0));
        let range = CompactRange.empty();
        for (const step of steps) {
          // As it is when it is kept between two steps.
          range = CompactRange.of(range.size, range.toBytes());
          range.append(all.subarray(range.size * 32, (range.size + step) * 32));
        }
        expect([range.size, range.root().toString('hex')]).toEqual([all.length / 32, treeRoot(all).toString('hex')]);
      }),
    );
  });

  it('is not made from bytes that no tree of that size has', () => {
    expect(() => CompactRange.of(3, Buffer.alloc(32))).toThrow(RangeError);
    expect(() => CompactRange.of(-1, Buffer.alloc(0))).toThrow(RangeError);
    expect(() => CompactRange.empty().append(Buffer.alloc(31))).toThrow(RangeError);
  });
});
